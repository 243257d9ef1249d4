import { describe, expect, test } from "bun:test";
import { silentLog } from "../../lib/log.ts";
import { call, facts, fingerprint, machine } from "../../../test/support/counting.ts";
import { contextFor } from "./context.ts";

/** What is watched for waiting, and what is counted at the end, of one program. */
async function ran(options: { patient?: boolean }) {
  const told: string[] = [];
  const ctx = contextFor({
    call: { ...call("c"), hub: fingerprint, machine, nonce: "n", expiresAtMs: 1 },
    looks: true,
    signal: new AbortController().signal,
    emit: () => {},
    observer: { begun: () => void told.push("begun"), ended: () => void told.push("ended") },
    facts: () => facts,
    log: silentLog,
  });
  await ctx.spawn(["true"], options);
  return told;
}

describe("a program of a call", () => {
  test("is watched for what it waits for, and counted", async () => {
    expect(await ran({})).toEqual(["begun", "ended"]);
  });

  test("is counted alone where it may be silent for as long as it likes", async () => {
    expect(await ran({ patient: true })).toEqual(["ended"]);
  });

  test("goes on after its agent only where that is kept", async () => {
    const { goesOn } = contextFor({
      call: { ...call("c"), hub: fingerprint, machine, nonce: "n", expiresAtMs: 1 },
      looks: true,
      signal: new AbortController().signal,
      emit: () => {},
      observer: { begun: () => {}, ended: () => {} },
      facts: () => facts,
      log: silentLog,
    });
    expect(() => goesOn({})).toThrow("not_supported");
  });
});
