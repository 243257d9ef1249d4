/** Certificates made by the machine's own openssl, as many as a test wants; undefined where it has none. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Made = { path: string; pem: string; key: string };

export const hasOpenssl = Bun.which("openssl") !== null;

/** Days may be negative for one that has expired; `of`: the authority that signs, else it signs itself. */
export function makeCertificate({
  name,
  names = [],
  days = 90,
  bits = 2_048,
  of,
}: {
  name: string;
  names?: string[];
  days?: number;
  bits?: number;
  of?: Made;
}): Made {
  const dir = mkdtempSync(join(tmpdir(), "certificate-"));
  const at = (file: string): string => join(dir, file);
  const run = (...argv: string[]): void => {
    const { exitCode, stderr } = Bun.spawnSync(["openssl", ...argv]);
    if (exitCode !== 0) throw new Error(stderr.toString());
  };
  run("req", "-newkey", `rsa:${bits}`, "-nodes", "-keyout", at("key"), "-out", at("csr"), "-subj", `/CN=${name}`);
  const extension =
    names.length === 0 ? "basicConstraints=CA:TRUE" : `subjectAltName=${names.map((each) => `DNS:${each}`).join(",")}`;
  Bun.spawnSync(["sh", "-c", `printf '%s' "$1" > "$2"`, "sh", extension, at("ext")]);
  const signer = of ? ["-CA", of.path, "-CAkey", of.key, "-CAcreateserial"] : ["-signkey", at("key")];
  run("x509", "-req", "-in", at("csr"), "-out", at("pem"), "-days", String(days), "-extfile", at("ext"), ...signer);
  return { path: at("pem"), pem: readFileSync(at("pem"), "utf8"), key: at("key") };
}
