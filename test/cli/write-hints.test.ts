import { expect, it } from "vitest";
import { IN_MEMORY } from "../../cli/options.ts";
import { npmStart } from "../support/npm-start.ts";
import { anyFolder } from "../support/temporary-folder.ts";

it.each([true, false])(
  "npm start tells commands of another process unless its database is in memory: %s",
  async (isTold) => {
    const data = isTold ? `${anyFolder()}/local.sqlite` : IN_MEMORY;
    await using start = npmStart(process.cwd(), "--data", data, "--verbose");
    await start.says("You are +447700900");
    await start.says("What another system publishes");
    expect(/npx heliograph (timeline|send)/.test(start.printed())).toBe(isTold);
  },
);
