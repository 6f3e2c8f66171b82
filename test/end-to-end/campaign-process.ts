import { embeddedOperator } from "../../cli/open-operator.ts";
import { serveOperations } from "../../cli/operations-server.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { startEmbedded } from "../support/embedded.ts";
import { AGENTS } from "../support/fixtures.ts";
import { CONVERSATION_KEY } from "../support/stack.ts";

/** The embedded system as a process that a test can kill, which answers the command line for as long as it lives. */
const { DATABASE: file = "", API: api = "" } = process.env;
const { db, queue } = await startEmbedded({ file, port: 0, api });
const directory = { agents: readAgents(JSON.stringify(AGENTS)), conversationKey: CONVERSATION_KEY };
const operator = embeddedOperator(db, queue, { file, media: undefined });
await serveOperations({ ...operator, directory: async () => directory }, file);
process.stdout.write("ready\n");
