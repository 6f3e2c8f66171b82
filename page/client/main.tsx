import { render } from "preact";
import type { ActAnswer } from "../page-act.ts";
import { readAddress, writeAddress } from "./address.ts";
import { closeMenus } from "./close-menus.ts";
import { hearFacts, sendAct } from "./connect.ts";
import type { Desktop } from "./desktop.ts";
import { onKey } from "./keys.ts";
import { openJudge } from "./open-judge.ts";
import { EMPTY_STATE, type PageState } from "./state.ts";
import { type Change, update } from "./update.ts";
import { App } from "./views/app.tsx";

const NOTICE_MS = 5000;
const NO_NOTICE: Change = { type: "notice", notice: undefined };

/** Trouble stays until somebody has seen it. */
function endNotice(notice: PageState["notice"], end: (notice: PageState["notice"]) => void): void {
  if (notice !== undefined && !notice.isTrouble) setTimeout(() => end(notice), NOTICE_MS);
}

function noticeOf(answer: ActAnswer): PageState["notice"] {
  if (!answer.isDone) return { text: answer.error, isTrouble: true };
  return answer.note === undefined ? undefined : { text: answer.note, isTrouble: false };
}

/** Wires state, address, keys and server together. Everything else is a function of the state. */
function main(root: HTMLElement, token: string): void {
  let state: PageState = { ...EMPTY_STATE, view: { ...EMPTY_STATE.view, ...readAddress(location.hash) } };
  let isDrawn = true;
  const draw = () => {
    isDrawn = true;
    render(<App state={state} desktop={desktop} />, root);
  };
  const change = (by: Change) => {
    const { notice } = state;
    state = update(state, by);
    if (state.notice !== notice) endNotice(state.notice, (shown) => state.notice === shown && change(NO_NOTICE));
    judge(state);
    if (isDrawn) requestAnimationFrame(() => isDrawn || draw());
    isDrawn = false;
  };
  // Drawn before the next press can come, which would otherwise change what has been replaced.
  const changeAtOnce = (by: Change) => {
    change(by);
    draw();
  };
  const judge = openJudge((act) => sendAct(token, act), change);
  const desktop: Desktop = {
    change: changeAtOnce,
    go(view) {
      changeAtOnce({ type: "view", view });
      const address = writeAddress(state.view);
      // Nothing of a saved conversation is at an address: whoever closes it is where they were.
      if (state.saved === undefined && address !== location.hash) history.pushState(null, "", address);
    },
    async act(act) {
      const answer = await sendAct(token, act);
      change({ type: "notice", notice: noticeOf(answer) });
      return answer;
    },
  };
  addEventListener("popstate", () => change({ type: "view", view: readAddress(location.hash) }));
  addEventListener("hashchange", () => change({ type: "view", view: readAddress(location.hash) }));
  // No click: Enter in a menu's field clicks the form's own button, which lies elsewhere.
  addEventListener("pointerdown", ({ target }) => void (target instanceof Node && closeMenus(target)));
  addEventListener("keydown", (event) => onKey(event, state, desktop));
  // Typing indicators end, and "just now" grows old, without any fact.
  setInterval(draw, 5000);
  draw();
  judge(state);
  hearFacts(token, change);
}

const root = document.getElementById("page");
const token = new URLSearchParams(location.search).get("token") ?? "";
if (root !== null) main(root, token);
