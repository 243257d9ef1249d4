/** What leaves a machine: real programs print secrets, and neither frames, results, journal nor spool have them. */
import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createPublicKey } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newPrivateKey, readPublicKey, signBytes } from "../../lib/ed25519.ts";
import { silentLog } from "../../lib/log.ts";
import { openSealed, sealTo } from "../../lib/seal.ts";
import { maskedContext, secretContext, signedBytes, type CallResult } from "../../protocol/call.ts";
import type { AgentFrame } from "../../protocol/frames.ts";
import { findTool } from "../../tools/index.ts";
import { call, facts, fingerprint, hubKey, machine, spki } from "../../../test/support/counting.ts";
import { Calls } from "./calls.ts";
import { Journal } from "./journal.ts";
import { Spool } from "./spool.ts";

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const nowMs = 1_000_000;
const key = newPrivateKey();

function agent() {
  const dir = mkdtempSync(join(tmpdir(), "ailx-masking-"));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  const calls = new Calls({
    trust: { hubKey: readPublicKey(spki), hub: fingerprint, machine },
    journal: new Journal({ dirs: [join(dir, "journal")], nowMs: () => nowMs }),
    spool: new Spool({ dir: join(dir, "spool"), nowMs: () => nowMs }),
    key,
    findTool,
    maxLevel: () => 4 as const,
    facts: () => facts,
    nowMs: () => nowMs,
    log: silentLog,
  });
  const said: AgentFrame[] = [];
  let printed = "";
  calls.attach({
    control: (frame) => void said.push(frame),
    binary: (message) => void (printed += Buffer.from(message.subarray(12)).toString()),
    queued: () => 0,
    acks: true,
  });
  return {
    calls,
    run: async (command: string, more: object = {}): Promise<CallResult> => {
      const payload = JSON.stringify({
        ...call("c1"),
        tool: "shell.run",
        toolVersion: 1,
        input: { command },
        level: 3,
        outputBytes: 1 << 20,
        hub: fingerprint,
        machine,
        nonce: "n",
        expiresAtMs: nowMs + 60_000,
        ...more,
      });
      await calls.take({
        kind: "call",
        id: "c1",
        channel: 7,
        payload,
        signature: signBytes(hubKey, signedBytes(payload)),
      });
      for (;;) {
        const end = said.find((frame) => frame.kind === "result" || frame.kind === "refused");
        if (end?.kind === "refused") throw new Error(`${end.code}: ${end.detail}`);
        if (end?.kind === "result") return end.result;
        await Bun.sleep(2);
      }
    },
    printed: () => printed,
    /** Everything that this agent has said or written. */
    traces: (): string =>
      [
        JSON.stringify(said),
        printed,
        ...(readdirSync(dir, { recursive: true, withFileTypes: true }) ?? [])
          .filter((entry) => entry.isFile())
          .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1")),
      ].join("\n"),
  };
}

describe("what a program prints", () => {
  test("is masked before it is numbered or stored, counted, and sealed to the hub", async () => {
    const { run, printed, traces } = agent();
    const result = await run(
      "echo DB_PASSWORD=tr0ub4dor; echo again tr0ub4dor >&2; echo DB_PASSWORD=tr0ub4dor; sleep 0.01",
    );
    expect(printed()).toMatch(/DB_PASSWORD=\[redacted:password#\w{4}\]/);
    expect(result.redacted).toMatchObject({ count: 2, values: [{ kind: "password", count: 2 }] });
    const [value] = result.redacted?.values ?? [];
    const context = maskedContext("c1", value?.hash ?? "");
    expect(openSealed(hubKey, value?.sealed ?? "", context).toString()).toBe("tr0ub4dor");
    expect(traces()).not.toContain("DB_PASSWORD=tr0ub4dor");
  });

  test("is masked where it comes in pieces with pauses between", async () => {
    const { run, traces } = agent();
    await run("printf 'PGPASSWORD=tr0'; sleep 0.4; printf 'ub4dor'; sleep 0.05; echo 99; echo end");
    expect(traces()).not.toContain("ub4dor");
    expect(traces()).toContain("end");
  });

  test("counts in its masked length, so that hub and agent agree on what there was", async () => {
    const { run, printed } = agent();
    const result = await run("echo A_PASSWORD=x1y2z3a4b5; echo ok >&2");
    expect(result.stdoutBytes + result.stderrBytes).toBe(Buffer.byteLength(printed()));
  });
});

describe("a secret of a call", () => {
  const value = "s3cret/of the-run";
  const secrets = [
    { name: "db", version: 1, sealed: sealTo(createPublicKey(key), Buffer.from(value), secretContext("c1", "db")) },
  ];
  const input = (command: string) => ({ command, secrets: [{ secret: "db", version: 1, env: "APP_SECRET_VALUE" }] });

  test("is in the program's environment, and masked in whatever form it prints it", async () => {
    const { run, printed, traces } = agent();
    const command =
      'test "${#APP_SECRET_VALUE}" = 17 && echo there; echo "$APP_SECRET_VALUE"; printf %s "$APP_SECRET_VALUE" | base64; cat /proc/$$/cmdline | tr "\\0" " "';
    const result = await run("", { input: input(command), secrets });
    expect(printed()).toContain("there");
    expect(printed().match(/\[redacted:secret#/g)).toHaveLength(2);
    for (const form of [value, Buffer.from(value).toString("base64").slice(0, 20)])
      expect(traces()).not.toContain(form);
    expect(result.outcome).toBe("ok");
  });

  test("is refused where it is sealed to another machine or for another call, and nothing runs", async () => {
    const other = sealTo(createPublicKey(newPrivateKey()), Buffer.from(value), secretContext("c1", "db"));
    const late = sealTo(createPublicKey(key), Buffer.from(value), secretContext("c0", "db"));
    for (const sealed of [other, late]) {
      const { run } = agent();
      expect(run("", { input: input("echo ran"), secrets: [{ name: "db", version: 1, sealed }] })).rejects.toThrow(
        "is not sealed",
      );
    }
  });

  test("is refused where the plan names it and the call does not bring it", async () => {
    const { run } = agent();
    const result = await run("", { input: input("echo ran"), secrets: [] });
    expect(result).toMatchObject({ outcome: "failed", error: { code: "bad_input" } });
  });
});
