import { spawnSync } from "node:child_process";

/** How npm says that it did not reach a host. */
const AWAY = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/;

const NOT_CHECKED = `
################################################################################
  NOT CHECKED: the signatures of the packages. The registry or Sigstore was not
  reached. Nothing is known about them until this runs where they are.
################################################################################
`;

/** What it ended with: 0 is that all signatures are right, 1 that something is wrong, 2 that nothing was checked. */
const [RIGHT, WRONG, UNKNOWN] = [0, 1, 2];

/** Has npm compare every installed package with the registry's signature. What it cannot reach is never taken for right. */
function checkSignatures(): number {
  const { status, stdout, stderr } = spawnSync("npm", ["audit", "signatures"], { encoding: "utf8" });
  process.stdout.write(`${stdout ?? ""}${stderr ?? ""}`);
  if (status === 0 && /verified registry signature/.test(stdout)) return RIGHT;
  if (status === 0 || !AWAY.test(stderr ?? "")) return WRONG;
  process.stdout.write(NOT_CHECKED);
  return UNKNOWN;
}

process.exitCode = checkSignatures();
