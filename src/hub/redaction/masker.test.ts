/** The hub's second look: at older agents' output whole, at the rest for as long as it costs little, at results always. */
import { describe, expect, test } from "bun:test";
import { openSealed, sealTo } from "../../lib/seal.ts";
import { newPrivateKey, publicKeyOf, readPublicKey } from "../../lib/ed25519.ts";
import { maskedContext, type CallResult } from "../../protocol/call.ts";
import { makeMasker } from "./masker.ts";

const key = newPrivateKey();
const publicKey = readPublicKey(publicKeyOf(key));
const hub = { markKey: Buffer.from("m"), seal: (bytes: Uint8Array, about: string) => sealTo(publicKey, bytes, about) };
const make = ({ newer = false, secrets = [] as string[] } = {}) =>
  makeMasker({ hub, secretsOf: () => secrets, masksItself: () => newer });
const frame = (seq: number, text: string) => ({ channel: 1, seq, stream: "stdout" as const, bytes: Buffer.from(text) });
const said = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const result = (more: Partial<CallResult> = {}): CallResult => ({
  outcome: "ok",
  startedAtMs: 1,
  endedAtMs: 2,
  stdoutBytes: 0,
  stderrBytes: 0,
  truncated: false,
  frames: 0,
  ...more,
});
const bulk = "one line as any other, and nothing in it\n".repeat(1_500);

describe("what a machine says", () => {
  test("is masked where its agent does not, however much it is", () => {
    const masker = make();
    for (let seq = 0; seq < 80; seq++) masker.frame("m", "c", frame(seq, bulk));
    expect(said(masker.frame("m", "c", frame(80, "DB_PASSWORD=hunter2\n")).bytes)).toMatch(/^DB_PASSWORD=\[redacted:/);
  });

  test("is looked at again for 4 MiB where its agent masks, and to its end where the call has secrets", () => {
    for (const [secrets, masks] of [
      [[], false],
      [["tr0ub4dor"], true],
    ] as const) {
      const masker = make({ newer: true, secrets: [...secrets] });
      expect(said(masker.frame("m", "c", frame(0, "A_PASSWORD=hunter2\n")).bytes)).not.toContain("hunter2");
      for (let seq = 1; seq < 80; seq++) masker.frame("m", "c", frame(seq, bulk));
      expect(said(masker.frame("m", "c", frame(80, "x tr0ub4dor\n")).bytes).includes("tr0ub4dor")).toBe(!masks);
    }
  });

  test("counts once where a frame is sent again, and never for another machine's call", () => {
    const masker = make();
    masker.frame("other", "c", frame(9, "nothing"));
    masker.frame("m", "c", frame(0, "A_PASSWORD=hunter2\n"));
    masker.frame("m", "c", frame(0, "A_PASSWORD=hunter2\n"));
    expect(masker.result("m", "c", result()).redacted?.count).toBe(1);
  });

  test("is in a result added to what was masked there, each value sealed for this call", () => {
    const masker = make();
    const byAgent = { count: 2, values: [{ kind: "token", hash: "00ff", count: 2 }] };
    const ended = masker.result("m", "c", result({ output: { note: "PGPASSWORD=hunter2" }, redacted: byAgent }));
    expect(ended.redacted).toMatchObject({ count: 3, values: [{ kind: "token" }, { kind: "password", count: 1 }] });
    expect(JSON.stringify(ended)).not.toContain("hunter2");
    const { sealed = "", hash = "" } = ended.redacted?.values[1] ?? {};
    expect(openSealed(key, sealed, maskedContext("c", hash)).toString()).toBe("hunter2");
  });

  test("is never an empty frame, which could not be stored", () => {
    const masker = make();
    masker.frame("m", "c", frame(0, `TOKEN_SECRET=a1${"b".repeat(300)}`));
    expect(masker.frame("m", "c", frame(1, "c".repeat(300))).bytes.length).toBeGreaterThan(0);
  });
});
