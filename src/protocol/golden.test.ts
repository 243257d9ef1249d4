/** Frames as they were when they were first agreed. A change that breaks one of these breaks agents that are out there. */
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, type Plan } from "../domain/plan.ts";
import { payloadSchema, signedBytes } from "./call.ts";
import { decodeAgent, decodeHub, decodeOutput, encode, encodeOutput, ProtocolError } from "./codec.ts";
import { agentFrames, hubFrames } from "./frames.ts";
import { hubProofBytes } from "./hubProof.ts";
import { limits } from "./limits.ts";

const dir = join(import.meta.dir, "golden");
const golden = (name: string): string => readFileSync(join(dir, name), "utf8");
const files = (side: "agent" | "hub"): string[] =>
  readdirSync(dir).filter((name) => name.startsWith(`${side}.`) && name.endsWith(".json"));

describe.each([
  ["agent", decodeAgent, agentFrames],
  ["hub", decodeHub, hubFrames],
] as const)("frames of the %s", (side, decode, frames) => {
  test.each(files(side))("%s is read and written as it always was", (name) => {
    const frame = decode(golden(name));
    expect(frame && JSON.parse(encode(frame))).toEqual(JSON.parse(golden(name)));
  });

  test("each have a golden form", () => {
    expect(
      files(side)
        .map((name) => name.split(".")[1] ?? "")
        .toSorted(),
    ).toEqual(Object.keys(frames()).toSorted());
  });

  test.each(files(side))("%s of a newer peer, with fields we do not know, is read all the same", (name) => {
    const newer = { ...(JSON.parse(golden(name)) as object), sinceTomorrow: { deep: [1] } };
    expect(decode(JSON.stringify(newer))).toEqual(decode(golden(name)));
  });

  test.each(files(side))("%s with any field of the wrong type is refused", (name) => {
    const frame = JSON.parse(golden(name)) as Record<string, unknown>;
    for (const field of Object.keys(frame).filter((key) => key !== "kind"))
      for (const wrong of [{ no: 1 }, -1.5, "x".repeat(70_000), null, [[]]]) {
        if (typeof wrong === typeof frame[field] && Array.isArray(wrong) === Array.isArray(frame[field])) continue;
        expect(
          () => decode(JSON.stringify({ ...frame, [field]: wrong })),
          `${field} = ${JSON.stringify(wrong).slice(0, 20)}`,
        ).toThrow(ProtocolError);
      }
  });
});

describe("a text message", () => {
  test.each([["[]"], ["null"], ["1"], ["{}"], ['{"kind":7}'], ["{"], [""]])("%p is no frame", (text) => {
    expect(() => decodeAgent(text)).toThrow(ProtocolError);
  });
  test("of a kind we do not know is passed over only where it says it may be", () => {
    expect(decodeAgent('{"kind":"weather","optional":true}')).toBeUndefined();
    expect(() => decodeAgent('{"kind":"weather"}')).toThrow(ProtocolError);
    expect(() => decodeAgent('{"kind":"__proto__"}')).toThrow(ProtocolError);
  });
  test("longer than 1 MiB is refused before it is read", () => {
    expect(() => decodeAgent(" ".repeat(limits.messageBytes + 1))).toThrow("too long");
  });
});

describe("an output frame", () => {
  const frame = { channel: 7, seq: 258, stream: "stderr" as const, bytes: new TextEncoder().encode("hi") };
  test("has its golden bytes", () => {
    expect(Buffer.from(encodeOutput(frame)).toString("hex")).toBe("0101000000000007000001026869");
    expect(decodeOutput(encodeOutput(frame))).toEqual(frame);
  });
  test.each([
    ["short", "0101"],
    ["of an unknown type", "020000000000000700000102"],
    ["with an unknown flag", "010200000000000700000102"],
    ["with a reserve that is not zero", "010100010000000700000102"],
  ])("%s is refused", (_what, hex) => {
    expect(() => decodeOutput(Buffer.from(hex, "hex"))).toThrow(ProtocolError);
  });
  test("longer than 64 KiB is refused", () => {
    expect(() => decodeOutput(new Uint8Array(12 + limits.chunkBytes + 1))).toThrow("too long");
  });
});

describe("what is signed", () => {
  test("is the domain and then the payload's own bytes", () => {
    expect(Buffer.from(signedBytes('{"a":1}')).toString("latin1")).toBe('ailx-call-v1\0{"a":1}');
    expect(Buffer.from(hubProofBytes("aa", "bb")).toString("latin1")).toBe("ailx-hub-v1\0aa\0bb");
  });
  test("has a payload of a golden form", () => {
    expect(payloadSchema().parse(JSON.parse(golden("payload.json")))).toEqual(JSON.parse(golden("payload.json")));
  });
});

describe("the digest of a plan", () => {
  const { plan, assessment, digest } = JSON.parse(golden("digest.json")) as {
    plan: Plan;
    assessment: { risk: "medium"; level: 3 };
    digest: string;
  };
  test("is what it always was", () => {
    expect(digestOf(plan, assessment)).toBe(digest);
  });
  test("does not change with wording or order of machines", () => {
    const [step] = plan.steps;
    if (!step) throw new Error("no step");
    const worded: Plan = {
      ...plan,
      understood: "other words",
      assumptions: ["x"],
      steps: [{ ...step, title: "Other", machineIds: step.machineIds.toReversed() }],
    };
    expect(digestOf(worded, assessment)).toBe(digest);
  });
  test.each([
    ["input", { input: { service: "nginx2" } }],
    ["machines", { machineIds: ["m9"] }],
    ["tool", { tool: "service.stop" }],
    ["condition", { condition: { kind: "compare", step: "s0", on: "same", field: "active", op: "==", value: false } }],
    ["rollout", { rollout: { mode: "parallel" } }],
    ["limits", { limits: { timeoutMs: 1, outputBytes: 1 } }],
    ["undo", { undo: { kind: "nothing" } }],
  ])("changes with the %s of a step", (_what, change) => {
    const changed = { ...plan, steps: plan.steps.map((step) => ({ ...step, ...change })) } as Plan;
    expect(digestOf(changed, assessment)).not.toBe(digest);
  });
});
