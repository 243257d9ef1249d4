import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stall } from "../domain/stall.ts";
import { apiDouble, cli, ndjson, runEvent, runView, taskView, type Double } from "./testing/double.ts";

let double: Double | undefined;
afterEach(() => double?.stop());

const id = "0198c0de-0000-7000-8000-0000004f09c2";
const asks: Stall = {
  kind: "prompt",
  words: "apt-get asks “Go on? [Y/n]”",
  prompt: "Go on? [Y/n]",
  evidence: [{ what: "system call", found: "read" }],
  pid: 7,
  program: "apt-get",
  quietMs: 20_000,
  actions: ["answer", "wait", "interrupt", "kill"],
  answers: ["y", "n"],
};

/** A hub with one silent run. */
function silent(stall: Stall) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-act-"));
  const run = runView({ id, machineName: "web-1", state: "running", line: "", stall });
  const made = apiDouble(dir, {
    "GET /api/runs/4f09c2": () => Response.json(run),
    [`POST /api/runs/${id}/action`]: () => Response.json(run),
    "POST /api/exec": () =>
      ndjson([
        runEvent("web-1", "running"),
        { kind: "stall", seq: 2, run: id, machine: "web-1", stall },
        { kind: "end", task: taskView({ runs: [runView({ machineName: "web-1" })] }) },
      ]),
  });
  double = made;
  const call = async (words: string[], typed?: string[]) =>
    await cli([...words.slice(0, 1), "--data", dir, ...words.slice(1)], { home: dir, ...(typed ? { typed } : {}) });
  return { call, sent: () => made.asked.filter(({ key }) => key.startsWith("POST")).map(({ body }) => body) };
}

describe("a silent run", () => {
  test("is told with what it waits for and what can be typed", async () => {
    const { call, sent } = silent(asks);
    const { err, status } = await call(["exec", "web-1", "--terminal", "--", "apt-get", "upgrade"]);
    expect([status, err]).toEqual([
      0,
      "web-1: silent for 20 s: apt-get asks “Go on? [Y/n]”\n  ailx run 4f09c2 answer y   (or: wait, interrupt, kill)\n",
    ]);
    expect(sent()[0]).toMatchObject({ terminal: true });
  });

  test("that is at work is not told of", async () => {
    const { call } = silent({ ...asks, kind: "busy" });
    expect((await call(["exec", "web-1", "--", "dd"])).err).toBe("");
  });

  test("is shown with the evidence", async () => {
    const { call } = silent(asks);
    expect((await call(["run", "4f09c2"])).out).toBe(
      "web-1: waits\n  apt-get asks “Go on? [Y/n]”\n    system call  read\n  ailx run 4f09c2 answer y   (or: wait, interrupt, kill)\n",
    );
    expect(JSON.parse((await call(["run", "4f09c2", "--json"])).out)).toMatchObject({ stall: { kind: "prompt" } });
  });

  test("is answered with the prompt that was seen", async () => {
    const { call, sent } = silent(asks);
    expect((await call(["run", "4f09c2", "answer", "y"])).out).toBe("web-1: The answer was typed.\n");
    await call(["run", "4f09c2", "answer"], ["n"]);
    expect(sent()).toEqual([
      { action: "answer", text: "y", prompt: "Go on? [Y/n]" },
      { action: "answer", text: "n", prompt: "Go on? [Y/n]" },
    ]);
  });

  test("takes a secret from the keyboard and from nowhere else", async () => {
    const { call, sent } = silent({ ...asks, kind: "secret", prompt: "Password:" });
    const refused = await call(["run", "4f09c2", "answer", "hunter2"]);
    expect([refused.status, sent()]).toEqual([2, []]);
    const { err, out } = await call(["run", "4f09c2", "answer"], ["hunter2"]);
    expect(err + out).toBe("Password: web-1: The answer was typed.\n");
    expect(sent()).toEqual([{ action: "answer", text: "hunter2", prompt: "Password:" }]);
  });

  test("is interrupted, killed, waited for, and nothing else", async () => {
    const { call, sent } = silent(asks);
    for (const action of ["interrupt", "kill", "wait"]) expect((await call(["run", "4f09c2", action])).status).toBe(0);
    expect(sent()).toEqual([{ action: "interrupt" }, { action: "kill" }, { action: "wait" }]);
    expect((await call(["run", "4f09c2", "explode"])).status).toBe(2);
  });
});
