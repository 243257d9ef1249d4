import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  apiDouble,
  cli,
  eventStream,
  ndjson,
  output,
  runEvent,
  runView,
  taskView,
  waitingPlan,
  type Double,
  type Handler,
} from "./testing/double.ts";

let double: Double | undefined;
afterEach(() => double?.stop());

/** A hub on this computer, found by its socket. */
function hub(routes: Record<string, Handler>) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-exec-"));
  const made = apiDouble(dir, routes);
  double = made;
  return {
    ...made,
    exec: (words: string[], more: { typed?: string[] } = {}) =>
      cli(["exec", "--data", dir, ...words], { home: dir, ...more }),
  };
}

const answering = (...events: object[]) => hub({ "POST /api/exec": () => ndjson(events) });
const ended = (over: Parameters<typeof taskView>[0]) => ({ kind: "end", task: taskView(over) });

describe("exec on one machine", () => {
  test("prints what the program wrote, and nothing else", async () => {
    const { exec } = answering(
      runEvent("web-1", "dispatched"),
      output("web-1", "one\ntw"),
      output("web-1", "o\n"),
      output("web-1", "oops\n", "stderr"),
      ended({ runs: [runView({ machineName: "web-1" })] }),
    );
    expect(await exec(["web-1", "--", "cmd"])).toEqual({ status: 0, out: "one\ntwo\n", err: "oops\n" });
  });

  test("that fails says with which exit status", async () => {
    const { exec } = answering(
      runEvent("web-1", "dispatched"),
      ended({ state: "failed", runs: [runView({ machineName: "web-1", state: "failed", line: "exit 3" })] }),
    );
    expect(await exec(["web-1", "--", "false"])).toEqual({ status: 1, out: "", err: "web-1: failed, exit 3\n" });
  });

  test("sends the words as one command line, with what was asked for", async () => {
    const { exec, asked } = answering(ended({}));
    await exec(["web-1", "--timeout", "30s", "--approve", "high", "--max-level", "3", "--", "echo", "it's", "a b"]);
    expect(asked[0]).toMatchObject({
      key: "POST /api/exec",
      body: { on: "web-1", command: "echo 'it'\\''s' 'a b'", timeoutMs: 30_000, approveUpTo: "high", maxLevel: 3 },
    });
    expect(asked[0]?.headers.get("accept")).toBe("application/x-ndjson");
  });
});

describe("exec on several machines", () => {
  test("puts the machine before whole lines, however they come", async () => {
    const { exec } = answering(
      runEvent("web-1", "dispatched"),
      runEvent("web-10", "dispatched"),
      output("web-1", "first half, "),
      output("web-10", "all of it\nand more"),
      output("web-1", "second half\n"),
      runEvent("web-10", "ok"),
      output("web-1", "no line feed"),
      runEvent("web-1", "ok"),
      ended({ runs: [runView({ machineName: "web-1" }), runView({ machineName: "web-10" })] }),
    );
    const { out, err, status } = await exec(["tag:web", "--", "cmd"]);
    expect(out).toBe(
      "web-10 | all of it\nweb-1  | first half, second half\nweb-10 | and more\nweb-1  | no line feed\n",
    );
    expect([status, err]).toEqual([0, "2 of 2 ok\n"]);
  });

  test("keeps a character whole that came in two pieces", async () => {
    const bytes = Buffer.from("ä\n");
    const part = (from: number, to: number) => ({
      ...output("a", ""),
      data: bytes.subarray(from, to).toString("base64"),
    });
    const { exec } = answering(
      runEvent("a", "dispatched"),
      runEvent("b", "dispatched"),
      part(0, 1),
      part(1, 3),
      ended({ runs: [runView({ machineName: "a" }), runView({ machineName: "b" })] }),
    );
    expect((await exec(["all", "--", "cmd"])).out).toBe("a | ä\n");
  });

  test("names the machines that did not do it, each by what became of it", async () => {
    const runs = [
      runView({ machineName: "a" }),
      runView({ machineName: "b", state: "unreachable" }),
      runView({ machineName: "c", state: "failed", line: "exit 2" }),
      runView({ machineName: "d", state: "unreachable" }),
    ];
    const { exec } = answering(ended({ state: "partly_failed", runs }));
    expect(await exec(["all", "--", "cmd"])).toEqual({
      status: 1,
      out: "",
      err: "1 of 4 ok; unreachable: b, d; failed: c (exit 2)\n",
    });
  });
});

describe("the exit status", () => {
  const unreachable = runView({ machineName: "web-1", state: "unreachable" });
  const refused = runView({ machineName: "web-1", state: "failed", error: { code: "level_too_low", detail: "No." } });
  test.each([
    [4, "all machines are out of reach", { state: "failed", runs: [unreachable] }],
    [1, "one of them is", { state: "partly_failed", runs: [unreachable, runView({ machineName: "web-2" })] }],
    [3, "the machine's own policy refuses", { state: "failed", runs: [refused] }],
    [3, "the hub's policy refuses", { state: "failed", error: { code: "refused_by_policy", detail: "No." } }],
    [3, "a person said no", { state: "rejected" }],
    [1, "it was cancelled", { state: "cancelled", runs: [runView({ machineName: "web-1", state: "cancelled" })] }],
    [
      1,
      "what became of it is not known",
      { state: "failed", runs: [runView({ machineName: "web-1", state: "unknown" })] },
    ],
  ] as const)("is %i where %s", async (status, _what, task) => {
    const { exec } = answering(ended(task as Parameters<typeof taskView>[0]));
    expect((await exec(["web-1", "--", "cmd"])).status).toBe(status);
  });

  test.each([
    [2, 400, "bad_expression"],
    [1, 404, "no_machine"],
    [3, 403, "forbidden"],
    [1, 401, "invalid_token"],
  ])("is %i where the hub answers %i %s", async (status, http, code) => {
    const { exec } = hub({
      "POST /api/exec": () =>
        Response.json({ code, detail: "It says why.", hint: "And what to do." }, { status: http }),
    });
    expect(await exec(["web-1", "--", "cmd"])).toEqual({
      status,
      out: "",
      err: "ailx: It says why.\n  And what to do.\n",
    });
    expect((await exec(["web-1", "--json", "--", "cmd"])).out).toBe(
      `${JSON.stringify({ code, detail: "It says why.", hint: "And what to do." })}\n`,
    );
  });

  test("is that of the error where it comes in the stream", async () => {
    const { exec } = answering({ kind: "error", error: { code: "no_machine", detail: "No machine matches." } });
    expect(await exec(["web-9", "--", "cmd"])).toMatchObject({ status: 1, err: "ailx: No machine matches.\n" });
  });

  test("is 4 where nothing listens, or there is no hub at all", async () => {
    const home = mkdtempSync(join(tmpdir(), "ailx-nowhere-"));
    const env = { AILX_HUB: "http://127.0.0.1:1", AILX_TOKEN: "key" };
    expect(await cli(["exec", "web-1", "--", "cmd"], { home, env })).toMatchObject({ status: 4, out: "" });
    expect((await cli(["exec", "--data", home, "web-1", "--", "cmd"], { home })).status).toBe(4);
  });

  test("is 4 where the stream breaks off", async () => {
    const { exec } = hub({ "POST /api/exec": () => ndjson([]) });
    expect((await exec(["web-1", "--", "cmd"])).status).toBe(4);
  });
});

describe("exec that needs an approval", () => {
  const asking = (risk: "high" | "critical") => {
    let approved = false;
    const waiting = taskView({ state: "needs_approval", plan: waitingPlan(risk) });
    const done = taskView({ runs: [runView({ machineName: "web-1" })], plan: waitingPlan(risk) });
    const path = `/api/tasks/${waiting.id}`;
    return hub({
      "POST /api/exec": () =>
        ndjson([
          { kind: "task", seq: 1, id: waiting.id, state: "needs_approval" },
          { kind: "end", task: waiting },
        ]),
      [`GET ${path}`]: () => Response.json(approved ? { ...done, state: "running" } : waiting),
      [`POST ${path}/approval`]: () => {
        approved = true;
        return Response.json(done);
      },
      [`POST ${path}/rejection`]: () => Response.json({ ...waiting, state: "rejected" }),
      [`GET ${path}/events`]: () => eventStream([output("web-1", "gone\n"), { kind: "end", task: done }]),
    });
  };

  test("shows the exact command and why, and runs after a yes", async () => {
    const { exec, asked } = asking("high");
    const { status, out, err } = await exec(["web-1", "--", "reboot"], { typed: ["y"] });
    expect([status, out]).toEqual([0, "gone\n"]);
    for (const text of [
      "reboot",
      "on web-1",
      "Risk  high",
      "stops everything that runs",
      "web-1 is away for about a minute.",
      "Approve? [y/N]",
    ])
      expect(err).toContain(text);
    expect(asked.find(({ key }) => key.endsWith("/approval"))?.body).toEqual({ digest: "d1" });
  });

  test("is rejected by anything but yes", async () => {
    const { exec, asked } = asking("high");
    expect((await exec(["web-1", "--", "reboot"], { typed: [""] })).status).toBe(3);
    expect(asked.map(({ key }) => key.split("/").at(-1))).toContain("rejection");
  });

  test("exits with 3 and the way on where nobody is there", async () => {
    const { exec, asked } = asking("high");
    const { status, err } = await exec(["web-1", "--", "reboot"]);
    expect(status).toBe(3);
    expect(err).toContain("--approve high, or: ailx approve 4f09c2");
    expect(asked.some(({ key }) => key.endsWith("/approval") || key.endsWith("/rejection"))).toBe(false);
  });

  test("is never approved where it is critical", async () => {
    const { exec, asked } = asking("critical");
    const { status, err } = await exec(["web-1", "--", "reboot"], { typed: ["y", "web-1"] });
    expect([status, err.includes("ailx approve 4f09c2")]).toEqual([3, true]);
    expect(asked.some(({ key }) => key.endsWith("/approval"))).toBe(false);
  });

  test("asks nobody with --json and prints the task", async () => {
    const { exec } = asking("high");
    const { status, out } = await exec(["web-1", "--json", "--", "reboot"], { typed: ["y"] });
    expect([status, JSON.parse(out).state]).toEqual([3, "needs_approval"]);
  });
});

test("exec --json holds what each machine wrote", async () => {
  const { exec } = answering(
    runEvent("a", "dispatched"),
    output("a", "x\n"),
    output("a", "y\n", "stderr"),
    ended({ runs: [runView({ machineName: "a" })] }),
  );
  const { status, out } = await exec(["a", "--json", "--", "cmd"]);
  expect([status, JSON.parse(out).runs[0]]).toMatchObject([0, { machineName: "a", stdout: "x\n", stderr: "y\n" }]);
});
