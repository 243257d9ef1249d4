/** A certificate for loopback, so that a hub can be measured with TLS and without its own authority. Needs openssl. */
import { readFileSync } from "node:fs";
import type { Kit } from "./kit.ts";

export type Certificate = { certFile: string; keyFile: string; pem: string };

/** P-256, as the hub makes its own; undefined where there is no openssl. */
export function certificate({ scratch }: Pick<Kit, "scratch">): Certificate | undefined {
  const openssl = Bun.which("openssl");
  if (openssl === null) return undefined;
  const [certFile, keyFile] = [scratch.path("cert.pem"), scratch.path("key.pem")];
  const made = Bun.spawnSync(
    [
      [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
      ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"],
      ["-keyout", keyFile, "-out", certFile],
    ].flat(),
  );
  return made.success ? { certFile, keyFile, pem: readFileSync(certFile, "utf8") } : undefined;
}
