import type { HttpFunction } from "../../shared/base/http.ts";
import type { OutboundRequest } from "../../shared/conversation/outbound-request.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import type { Engine } from "../compose.ts";
import { subscriber } from "../deliver.ts";
import { aboutFact } from "../delivery-report.ts";
import { guardedPerformer } from "./guarded-performer.ts";
import { onOutbound } from "./on-outbound.ts";
import { readOutbound } from "./read-outbound.ts";
import { showPersonTyping } from "./show-person-typing.ts";

/** Takes what other systems, and people through them, say to users. */
export function outbound(engine: Engine): HttpFunction {
  const read = readOutbound(engine.directory, engine.clock);
  return subscriber<OutboundRequest>(
    {
      kind: "outbound",
      read,
      about: aboutFact,
      handle: (request, budget, log) =>
        request.command.type === "typing"
          ? showPersonTyping(request, request.command, { ...engine, log }, budget)
          : takeTurn(request, onOutbound, { ...engine, log, budget, perform: guardedPerformer({ ...engine, log }) }),
    },
    engine,
  );
}
