import type { Locator, Page } from "playwright-core";

/** Of 255. A round corner is smoothed a little differently wherever the browser's tiles meet; no line or letter is. */
const SMOOTHING = 64;

/** What a phone shows of a conversation: its lines, and what can be tapped. Where one writes is no part of it. */
const SEEN = [".lines", ".chips"] as const;

/** PNG in base64, each by its phone's name and what of it is seen. */
export type Pictures = ReadonlyMap<string, string>;

/** Pictures of the phones on a page. */
export async function picturesOf(page: Page): Promise<Pictures> {
  // A button looks otherwise below a pointer.
  await page.mouse.move(0, 0);
  const phones = await page.locator("article.phone").all();
  const pictures = await Promise.all(phones.map(picturesOfPhone));
  return new Map(pictures.flat());
}

async function picturesOfPhone(phone: Locator): Promise<readonly (readonly [string, string])[]> {
  const name = await phone.getAttribute("aria-label");
  const seen = await Promise.all(
    SEEN.map(async (part) => {
      const shown = phone.locator(part);
      if ((await shown.count()) === 0 || (await shown.boundingBox())?.height === 0) return [];
      // A blinking caret and an animation are stopped: a picture is of no moment of them.
      const png = await shown.screenshot({ animations: "disabled", caret: "hide" });
      return [[`${name} ${part}`, png.toString("base64")] as const];
    }),
  );
  return seen.flat();
}

/** Shows so many steps of the saved conversation. */
export async function showSteps(page: Page, count: number): Promise<void> {
  const saved = page.getByRole("region", { name: "Saved conversation" });
  await saved.getByRole("slider", { name: "Step" }).fill(String(count));
  await saved.getByText(new RegExp(`^${count} of \\d+$`)).waitFor();
}

/** Which of the pictures are not the same, pixel by pixel. Any page of the browser can decode them. */
export async function differing(one: Pictures, other: Pictures, page: Page): Promise<readonly string[]> {
  const names = [...new Set([...one.keys(), ...other.keys()])];
  const found = await Promise.all(names.map((name) => isSame(one.get(name), other.get(name), page)));
  return names.filter((_, index) => !found[index]);
}

async function isSame(one: string | undefined, other: string | undefined, page: Page): Promise<boolean> {
  if (one === undefined || other === undefined) return false;
  return one === other || page.evaluate<boolean>(`(${COMPARE})("${one}", "${other}", ${SMOOTHING})`);
}

const COMPARE = `async (one, other, most) => {
  const decode = async (png) => {
    const image = new Image();
    image.src = "data:image/png;base64," + png;
    await image.decode();
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context.drawImage(image, 0, 0);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  };
  const [a, b] = await Promise.all([decode(one), decode(other)]);
  return a.width === b.width && a.height === b.height && a.data.every((value, at) => Math.abs(value - b.data[at]) <= most);
}`;
