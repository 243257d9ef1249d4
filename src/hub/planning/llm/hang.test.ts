/** A model's advice on a silent command: within what is allowed, or none. */
import { describe, expect, test } from "bun:test";
import type { Stall } from "../../../domain/stall.ts";
import { advise } from "./hang.ts";
import { ModelError } from "./model.ts";
import { scripted, type Line } from "./testing/scripted.ts";

const stall: Stall = {
  kind: "prompt",
  words: "apt-get asks “Do you want to continue? [Y/n]”",
  prompt: "Do you want to continue? [Y/n]",
  evidence: [{ what: "wchan", found: "wait_woken" }],
  pid: 1,
  program: "apt-get",
  quietMs: 20_000,
  actions: ["answer", "wait", "interrupt"],
  answers: ["Y", "n"],
};
const advised = (line: Line | object, more: Partial<Stall> = {}) =>
  advise({
    model: scripted([line instanceof Error || typeof line === "string" ? line : JSON.stringify(line)]).model,
    about: { request: "install htop", title: "Install htop", machine: "web-1", stall: { ...stall, ...more } },
    signal: new AbortController().signal,
  });

describe("advice on a silent command", () => {
  test("is one of the actions, with its reason", async () => {
    expect(await advised({ action: "answer", text: "Y", why: "it was asked for" })).toEqual({
      action: "answer",
      text: "Y",
      why: "it was asked for",
    });
  });

  test.each<[string, Line | object, Partial<Stall>]>([
    ["is not allowed", { action: "kill", text: "", why: "" }, {}],
    ["is none of the answers", { action: "answer", text: "rm -rf /", why: "" }, {}],
    ["answers for a secret", { action: "answer", text: "hunter2", why: "" }, { kind: "secret" }],
    ["is no JSON", "kill it", {}],
    ["never came", new ModelError("idle", "silent itself"), {}],
  ])("is none where it %s", async (_what, line, more) => {
    expect(await advised(line, more)).toBeUndefined();
  });
});
