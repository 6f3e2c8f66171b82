import { readFile } from "node:fs/promises";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endOf, startHeliograph } from "../support/run-heliograph.ts";
import { copyTree, TO_RUN, type Tree } from "../support/tree.ts";

/** A bot that knows its opening hours, and calls a person. */
const BOT = `import type { Bot } from "../shared/bot/bot.ts";
import { text } from "../shared/reply/reply.ts";

const suggestions = [{ type: "reply", text: "Where", postback: "where" }] as const;

export function openBot(): Bot {
  return {
    persona: { displayName: "Robin" },
    answer(turn) {
      const asked = turn.content.type === "text" ? turn.content.text : turn.content.type;
      if (asked === "My cake is broken") return [{ type: "handOver", note: "Wants a refund" }];
      const isOpen = turn.at.getUTCDay() % 6 !== 0;
      return [text(\`\${asked}? We are \${isOpen ? "open" : "closed"}\`, { suggestions })];
    },
    people: { hours: () => ({ isOpen: true }), waitMinutes: 5, silenceMinutes: 20 },
  };
}
`;

/** A bot of routes. */
const ROUTED_BOT = `import type { Bot } from "../shared/bot/bot.ts";
import { route, routes } from "../shared/bot/routes.ts";
import { text } from "../shared/reply/reply.ts";

export function openBot(): Bot {
  const order = route({ text: /order (\\d+)/ }, (turn, [order]) => {
    turn.remember({ order });
    return [text("It is on its way")];
  });
  const bye = route({ text: "Bye" }, () => [text("Bye")]);
  return { persona: { displayName: "Robin" }, answer: routes([bye, order], () => [text("What?")]) };
}
`;

/** An assistant that has started the server, as one does that is told its command line. */
interface Assistant extends AsyncDisposable {
  readonly client: Client;
  /** What a tool tells. @throws Error with the words of a tool that refuses. */
  ask(name: string, args?: Readonly<Record<string, unknown>>): Promise<string>;
}

async function startAssistant(tree: Tree): Promise<Assistant> {
  const client = new Client({ name: "assistant", version: "1" });
  const args = ["cli/heliograph.cjs", "mcp", "--page-port", "0"];
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args, cwd: tree.folder, stderr: "ignore" }),
  );
  return {
    client,
    async ask(name, given = {}) {
      const { content, isError } = await client.callTool({ name, arguments: given });
      const told = content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
      if (isError) throw new Error(told);
      return told;
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

describe("heliograph mcp", { timeout: 120_000 }, () => {
  let tree: Tree;
  let assistant: Assistant;

  beforeAll(async () => {
    tree = await copyTree([...TO_RUN, "tools", "examples"]);
    await tree.write("bot/bot.ts", BOT);
    assistant = await startAssistant(tree);
  }, 120_000);

  afterAll(async () => {
    await assistant?.[Symbol.asyncDispose]();
    await tree?.[Symbol.asyncDispose]();
  });

  it("has all its tools in the document", async () => {
    const page = await readFile("docs/assistants.md", "utf8");
    const { tools } = await assistant.client.listTools();
    const [, table = ""] = /^\| tool \|[^\n]*\n([\s\S]*?)\n\n/m.exec(page) ?? [];
    const told = table.split("\n").flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([a-z_]+)`/g)]);
    expect(told.map(([, name]) => name).toSorted()).toEqual(tools.map(({ name }) => name).toSorted());
  });

  it("ends when the assistant does", async () => {
    expect(await endOf(startHeliograph(["mcp", "--page-port", "0"]))).toMatchObject({ exitCode: 0, stdout: "" });
  });

  it("names the guide and the page in its instructions, and says of each tool what it does", async () => {
    expect(assistant.client.getInstructions()).toMatch(
      /docs\/writing-a-bot\.md[\s\S]*http:\/\/127\.0\.0\.1:\d+\/\?token=/,
    );
    const { tools } = await assistant.client.listTools();
    for (const { description } of tools) expect(description).toMatch(/^[A-Z].*\.$/);
  });

  it("tells what the phone shows anew when a user writes, and when they tap a chip", async () => {
    const user = "+447700900201";
    expect(await assistant.ask("say", { user, text: "Bread" })).toMatch(/you: Bread \(read\)\n +bot: Bread\? We are/);
    const tapped = await assistant.ask("tap", { user, chip: "Where" });
    expect(tapped).toContain("bot: ");
    expect(tapped).not.toContain("Bread");
    expect(await assistant.ask("phone", { user })).toMatch(/Bread[\s\S]*tap: 1 Where/);
  });

  it("tells by the way of a message what was decided, and by the timeline what history has of it", async () => {
    const user = "+447700900202";
    await assistant.ask("say", { user, text: "Cake" });
    const way = await assistant.ask("way", { user });
    expect(way).toMatch(/ published [\s\S]* ingress [\s\S]* delivery [\s\S]* decided [\s\S]*Cake\?/);
    expect(await assistant.ask("timeline", { user })).toContain("Cake");
    await expect(assistant.ask("way", { user: "+447700900299" })).rejects.toThrow(
      "Cannot find the way of a message of",
    );
  });

  it("tells by the way which route answered and why, and each thing once unless asked for all of it", async () => {
    const user = "+447700900207";
    await tree.write("bot/bot.ts", ROUTED_BOT);
    await assistant.ask("say", { user, text: "Where is my order 1234?" });
    const way = await assistant.ask("way", { user });
    expect(way).toContain(String.raw`routed {"route":"route 2 of 2: text /order (\\d+)/"`);
    expect(way.match(/It is on its way/g)).toHaveLength(2);
    expect(way).toContain('"memory":{"order":"1234"}');
    const whole = await assistant.ask("way", { user, isWhole: true });
    expect(whole).toContain('"tried":["route 1: not text \\"Bye\\""]');
    await assistant.ask("say", { user, text: "Cake" });
    expect(await assistant.ask("way", { user })).toContain("no route of 2 matched");
    await tree.write("bot/bot.ts", BOT);
  });

  it("has Saturday night on a Tuesday", async () => {
    const user = "+447700900203";
    await assistant.ask("set_clock", { to: "2030-01-05T23:00:00Z" });
    expect(await assistant.ask("say", { user, text: "Now" })).toContain("We are closed");
    await assistant.ask("set_clock", { to: "2030-01-08T12:00:00Z" });
    expect(await assistant.ask("say", { user, text: "Now" })).toContain("We are open");
    await assistant.ask("set_clock");
  });

  it("is the person at the desk whom a user is given to", async () => {
    const user = "+447700900204";
    await assistant.ask("say", { user, text: "My cake is broken" });
    expect(await assistant.ask("desk")).toMatch(/\+447700900204 waits for a person until .*[\s\S]*Wants a refund/);
    expect(await assistant.ask("desk_send", { user, do: "write", text: "Hello, this is Ann" })).toContain(
      "bot: Hello, this is Ann",
    );
    await assistant.ask("say", { user, text: "Hello Ann" });
    expect(await assistant.ask("desk")).toMatch(/\+447700900204 has a person[\s\S]*said: Hello Ann/);
    await assistant.ask("desk_send", { user, do: "leave" });
    expect(await assistant.ask("say", { user, text: "Tart" })).toContain("bot: Tart? We are");
  });

  it("acts on Business Messages, sends as another system, and refuses with the words of who refuses", async () => {
    expect(await assistant.ask("say", { user: "ada", text: "Pie" })).toContain("bot: Pie? We are");
    await expect(
      assistant.ask("act", { user: "ada", act: { do: "place", latitude: 1, longitude: 2 } }),
    ).rejects.toThrow("Business Messages has no places");
    expect(await assistant.ask("send", { user: "+447700900205", request: { reply: "Your order is ready" } })).toContain(
      "bot: Your order is ready",
    );
    await expect(assistant.ask("send", { user: "+447700900205", request: { reply: 7 } })).rejects.toThrow("reply");
    const other = { user: "+447700900205", request: { to: "+447700900208", reply: "Hi" } };
    await expect(assistant.ask("send", other)).rejects.toThrow("Cannot send to anybody else than `user`");
    await expect(assistant.ask("say", { user: "+1", text: "Hi" })).rejects.toThrow("expected a phone number such as");
    await expect(assistant.ask("phone", { user: "nobody yet" })).rejects.toThrow("expected a conversation of letters");
  });

  it("answers by the changed bot at once, and says where a broken one is wrong", async () => {
    const user = "+447700900206";
    await tree.write("bot/bot.ts", BOT.replace("We are", "The shop is"));
    expect(await assistant.ask("say", { user, text: "Bun" })).toContain("bot: Bun? The shop is");
    await tree.write(
      "bot/bot.ts",
      BOT.replace("We are", "Alas, we are").replace("openBot(): Bot", "openBot(): number"),
    );
    expect(await assistant.ask("check_bot")).toMatch(/bot\/bot\.ts\(\d+,\d+\): error/);
    expect(await assistant.ask("say", { user, text: "Bun" })).toMatch(
      /the last good bot goes on:[\s\S]*bot: Bun\? The shop is/,
    );
    await tree.write("bot/bot.ts", BOT);
    expect(await assistant.ask("check_bot")).toContain("The bot is fine");
  });
});
