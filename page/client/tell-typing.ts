/** Tells that somebody writes in a field, at most once in a while. @param pauseMs How long it is told at most once. */
export function tellTyping(field: HTMLTextAreaElement, pauseMs: number, tell: () => void): void {
  const now = Date.now();
  if (field.value === "" || now - Number(field.dataset.told ?? 0) < pauseMs) return;
  field.dataset.told = String(now);
  tell();
}
