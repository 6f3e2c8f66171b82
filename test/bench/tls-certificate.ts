import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate for Google's hosts that only this run's functions believe in. */
export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly file: string;
}

/** Makes it in the folder, with a key that is gone with it. */
export function makeCertificate(folder: string): Certificate {
  const [keyFile, file] = [join(folder, "google.key"), join(folder, "google.pem")];
  const what = ["-subj", "/CN=*.googleapis.com", "-addext", "subjectAltName=DNS:*.googleapis.com", "-days", "2"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", ...key, "-keyout", keyFile, "-out", file, ...what], { stdio: "ignore" });
  return { key: readFileSync(keyFile), cert: readFileSync(file), file };
}
