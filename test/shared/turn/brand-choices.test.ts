import { describe, expect, it } from "vitest";
import { newState } from "../../../shared/conversation/state.ts";
import { eventFact, messageFact, noon } from "../../contracts/facts.ts";
import { type BrandConversation, bank, cards, openBrand } from "../../support/open-brand.ts";

const DAY_MS = 86_400_000;

describe("a choice that is made again at another agent", () => {
  const says = (id: string, text: string, at: Date, to: BrandConversation) => ({
    ...messageFact({ id, at }),
    ...to,
    content: { type: "text" as const, text },
  });

  it.each([
    ["minutes", 120_000],
    ["seconds", 10_000],
  ])("counts over one that is older and comes later, %s apart", async (_apart, apartMs) => {
    const { optedOut, take } = openBrand();
    await take(says("M0", "Hello", noon(), cards));
    await take(says("M1", "STOP", noon(1), bank));
    await take(says("M3", "STOP", noon(2 * apartMs), bank));
    await take(says("M2", "START", noon(apartMs), cards));
    expect(await optedOut()).toEqual([true, true, true]);
  });
});

it("an event beside a word of a moment ago counts over a choice between them that comes later", async () => {
  const { history, optedOut, take } = openBrand();
  const place = (to: BrandConversation, n: number, text: string) =>
    ({ ...messageFact({ id: `M${n}`, at: noon(n * 10_000) }), ...to, content: { type: "text", text } }) as const;
  await take(place(bank, 1, "STOP"));
  await take({ ...eventFact({ id: "M3", at: noon(30_000) }), ...bank, event: { type: "unsubscribed" } });
  await take(place(cards, 2, "START"));
  expect(await optedOut()).toEqual([true, true, true]);
  const { entries } = await history.read(bank.conversation, 9);
  expect(entries.filter(({ type }) => type === "consent")).toHaveLength(1);
});

describe("a choice whose time is only estimated", () => {
  it("lets the brand's other agents learn of the word beside it, which has a time", async () => {
    const { history, optedOut, take } = openBrand();
    await take({ ...messageFact({ id: "M1", at: noon() }), ...bank });
    const started = { ...newState(cards), askedAgents: "bank loans", consent: { isOptedOut: false, at: noon(10_000) } };
    await history.keepState(started, await history.load(cards.conversation), noon());
    const undated = { ...eventFact({ id: "E2", at: noon(90_000) }), isEstimated: true } as const;
    await take({ ...undated, ...bank, event: { type: "unsubscribed" } });
    await take({ ...messageFact({ id: "M2", at: noon(80_000) }), ...bank, content: { type: "text", text: "STOP" } });
    expect(await optedOut()).toEqual([true, true, true]);
  });

  it("is not moved back by the same choice of an earlier day, so that a START between them undoes it not", async () => {
    const { optedOut, take } = openBrand();
    const undated = { ...eventFact({ id: "E3", at: noon(3 * DAY_MS) }), isEstimated: true } as const;
    await take({ ...undated, ...bank, event: { type: "unsubscribed" } });
    for (const [day, words] of [
      [1, "STOP"],
      [2, "START"],
    ] as const)
      await take({
        ...messageFact({ id: words, at: noon(day * DAY_MS) }),
        ...bank,
        content: { type: "text", text: words },
      });
    expect(await optedOut()).toEqual([true, true, true]);
  });

  it("is as doubtful at the brand's other agents", async () => {
    const { optedOut, take } = openBrand();
    const start = { ...messageFact({ id: "M1", at: noon(9000) }), ...bank, isEstimated: true } as const;
    await take({ ...start, content: { type: "text", text: "START" } });
    await take({ ...messageFact({ id: "M2", at: noon() }), ...bank, content: { type: "text", text: "STOP" } });
    expect(await optedOut()).toEqual([true, true, true]);
  });
});

it("a word that is said twice within a minute is kept in history once", async () => {
  const { history, take } = openBrand();
  for (const n of [1, 2])
    await take({
      ...messageFact({ id: `M${n}`, at: noon(n * 10_000) }),
      ...bank,
      content: { type: "text", text: "STOP" },
    });
  const { entries } = await history.read(bank.conversation, 9);
  expect(entries.filter(({ type }) => type === "consent")).toHaveLength(1);
});
