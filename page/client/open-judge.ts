import type { ActAnswer, PageAct } from "../page-act.ts";
import type { ComposeForm } from "./compose-form.ts";
import { draftOf } from "./draft-of.ts";
import type { PageState } from "./state.ts";
import type { Change } from "./update.ts";

/** Whoever types does not wait for it, and the server is not asked for every letter. */
const PAUSE_MS = 150;

/** Has what is composed judged, a moment after the last change of it. @returns What is called with each state. */
export function openJudge(
  ask: (act: PageAct) => Promise<ActAnswer>,
  change: (change: Change) => void,
): (state: Pick<PageState, "view" | "compose">) => void {
  let asked: ComposeForm | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const judge = async (form: ComposeForm) => {
    const answer = await ask({ act: "compose", draft: draftOf(form) });
    if (form !== asked) return;
    if (!answer.isDone) change({ type: "notice", notice: { text: answer.error, isTrouble: true } });
    else if (answer.composed !== undefined) change({ type: "composed", form, composed: answer.composed });
  };
  return ({ view, compose: { form } }) => {
    if (view.tab !== "compose" || form === asked) return;
    asked = form;
    clearTimeout(timer);
    timer = setTimeout(() => void judge(form), PAUSE_MS);
  };
}
