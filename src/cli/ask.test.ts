import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TaskView } from "../api/task.ts";
import {
  apiDouble,
  cli,
  eventStream,
  ndjson,
  runEvent,
  runView,
  taskView,
  waitingPlan,
  type Double,
} from "./testing/double.ts";

let double: Double | undefined;
afterEach(() => double?.stop());

const plan = waitingPlan("high");
const reading: TaskView["plan"] = {
  ...plan,
  understood: "Disk usage on all machines.",
  steps: plan.steps.map((step) => ({ ...step, access: "read" as const })),
};
const id = taskView({}).id;
const path = `/api/tasks/${id}`;

/** A hub whose task waits until somebody decides, and then ends. */
function hub({ waiting, done }: { waiting?: TaskView; done: TaskView }) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-ask-"));
  let decided = false;
  const decide = () => {
    decided = true;
    return Response.json(done);
  };
  const first = waiting
    ? [{ kind: "task", seq: 1, id, state: waiting.state }]
    : [{ kind: "task", seq: 1, id, state: "planning" }];
  const made = apiDouble(dir, {
    "POST /api/tasks": () => ndjson([...first, { kind: "end", task: waiting ?? done }]),
    [`GET ${path}`]: () =>
      Response.json(decided || !waiting ? { ...done, state: waiting ? "running" : done.state } : waiting),
    [`POST ${path}/approval`]: decide,
    [`POST ${path}/answer`]: decide,
    [`POST ${path}/rejection`]: () => Response.json({ ...waiting, state: "rejected" }),
    [`GET ${path}/events`]: () =>
      eventStream([
        runEvent("web-1", "running"),
        runEvent("web-1", "ok", "active, pid 812"),
        { kind: "end", task: done },
      ]),
  });
  double = made;
  const run = (words: string[], typed?: string[]) =>
    cli([...words, "--data", dir], { home: dir, ...(typed ? { typed } : {}) });
  return { ...made, run };
}

describe("ask", () => {
  test("that only reads prints what was understood and the table, and asks nothing", async () => {
    const table = {
      columns: ["machine", "mount", "used"],
      rows: [
        ["web-1", "/", "81%"],
        ["a", "/data", "7%"],
      ],
    };
    const { run } = hub({
      done: taskView({
        kind: "ask",
        plan: reading,
        summary: { headline: "2 file systems on 2 machines.", lines: [], table },
      }),
    });
    const { status, out, err } = await run(["ask", "show disk usage"]);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toBe(
      "Understood: Disk usage on all machines.\nsucceeded  2 file systems on 2 machines.\n\nMACHINE  MOUNT  USED\nweb-1    /      81%\na        /data  7%\ntask 4f09c2\n",
    );
  });

  test("shows plan, progress and outcome of a change, once each", async () => {
    const waiting = taskView({ kind: "ask", state: "needs_approval", plan });
    const done = taskView({
      kind: "ask",
      plan,
      runs: [runView({ machineName: "web-1" })],
      summary: { headline: "Done on web-1.", lines: ["checked: exit status is 0"] },
    });
    const { run } = hub({ waiting, done });
    const { status, out } = await run(["ask", "reboot web-1"], ["yes"]);
    expect(status).toBe(0);
    expect(out.match(/Understood:/g)).toHaveLength(1);
    for (const text of [
      "1. Run a command",
      "web-1  ok  active, pid 812",
      "succeeded  Done on web-1.",
      "  checked: exit status is 0",
    ])
      expect(out).toContain(text);
  });

  test("that was approved beforehand shows its plan before anything happens", async () => {
    const done = taskView({ kind: "ask", plan, summary: { headline: "Done.", lines: [] } });
    const events = [
      { kind: "task", seq: 1, id, state: "running" },
      runEvent("web-1", "running"),
      runEvent("web-1", "ok", "active"),
      { kind: "end", task: done },
    ];
    const dir = mkdtempSync(join(tmpdir(), "ailx-ask-"));
    double = apiDouble(dir, {
      "POST /api/tasks": () => ndjson(events),
      [`GET ${path}`]: () => Response.json({ ...done, state: "running" }),
    });
    const { out, status } = await cli(["ask", "reboot web-1", "--approve", "high", "--data", dir], { home: dir });
    const order = ["1. Run a command", "web-1  ok  active", "succeeded  Done."].map((text) => out.indexOf(text));
    expect([status, order.toSorted((a, b) => a - b), order.includes(-1)]).toEqual([0, order, false]);
  });

  test("that is declined says why and what comes near, and fails", async () => {
    const { run } = hub({
      done: taskView({
        kind: "ask",
        state: "declined",
        declined: { reason: "I do not know how to bake.", nearest: ["restart SERVICE on MACHINES"] },
      }),
    });
    const { status, out } = await run(["ask", "bake a cake"]);
    expect([status, out]).toEqual([
      1,
      "declined  I do not know how to bake.\nNothing was done.\nNearest to it:\n  restart SERVICE on MACHINES\ntask 4f09c2\n",
    ]);
  });

  test("asks which is meant, and sends the value of the one chosen", async () => {
    const question = {
      question: "Which web server?",
      about: "web",
      options: [
        { label: "web-1 (online)", value: "web-1" },
        { label: "web-2 (offline)", value: "web-2" },
      ],
    };
    const waiting = taskView({ kind: "ask", state: "needs_answer", question });
    const { run, asked } = hub({ waiting, done: taskView({ kind: "ask", summary: { headline: "Done.", lines: [] } }) });
    expect((await run(["ask", "restart the web server"], ["7", "2"])).status).toBe(0);
    expect(asked.find(({ key }) => key.endsWith("/answer"))?.body).toEqual({ answer: "web-2" });
  });

  test("lists what may be meant and exits with 3 where nobody is there", async () => {
    const question = { question: "Which web server?", about: "web", options: [{ label: "web-1", value: "web-1" }] };
    const { run } = hub({ waiting: taskView({ kind: "ask", state: "needs_answer", question }), done: taskView({}) });
    const { status, err } = await run(["ask", "restart the web server"]);
    expect(status).toBe(3);
    expect(err).toContain("  1  web-1\n");
    expect(err).toContain("ailx answer 4f09c2 web-1\n");
  });

  test("sends an answer in words as it was typed, for the hub to read", async () => {
    const question = { question: "Which web server?", about: "web", options: [{ label: "web-1", value: "web-1" }] };
    const waiting = taskView({ kind: "ask", state: "needs_answer", question });
    const { run, asked } = hub({ waiting, done: taskView({ kind: "ask", summary: { headline: "Done.", lines: [] } }) });
    expect((await run(["ask", "restart the web server"], ["the first one"])).status).toBe(0);
    expect(asked.find(({ key }) => key.endsWith("/answer"))?.body).toEqual({ answer: "the first one" });
  });

  test("never lets a machine's text steer the terminal", async () => {
    const done = taskView({
      kind: "ask",
      plan: { ...plan, understood: "a\u001b[2Jb" },
      summary: { headline: "x\u009bm", lines: ["\u0007"], table: { columns: ["c\u001b"], rows: [["\u202e"]] } },
    });
    const { out } = await hub({ done }).run(["ask", "x"]);
    // oxlint-disable-next-line no-control-regex
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe("approve", () => {
  const waiting = taskView({ kind: "ask", state: "needs_approval", plan });
  const done = taskView({
    kind: "ask",
    plan,
    runs: [runView({ machineName: "web-1" })],
    summary: { headline: "Done.", lines: [] },
  });
  const at = ["approve", id];

  test("--yes approves the plan it showed, with its reason", async () => {
    const { run, asked } = hub({ waiting, done });
    expect((await run([...at, "--yes", "--reason", "change 7"])).status).toBe(0);
    expect(asked.find(({ key }) => key.endsWith("/approval"))?.body).toEqual({ digest: "d1", reason: "change 7" });
  });

  test("asks for the name where it is critical", async () => {
    const { run, asked } = hub({ waiting: { ...waiting, plan: waitingPlan("critical") }, done });
    expect((await run(at, ["web-2"])).status).toBe(3);
    expect((await run(at, ["web-1"])).status).toBe(0);
    expect(asked.filter(({ key }) => key.endsWith("/approval")).map(({ body }) => body)).toEqual([
      { digest: "d1", typedName: "web-1" },
    ]);
  });

  test("approves nothing where nobody is there to ask", async () => {
    const { run, asked } = hub({ waiting, done });
    const { status, err } = await run(at);
    expect([status, err.split("\n").at(-2)]).toEqual([3, "  ailx approve 4f09c2 --yes"]);
    expect(asked.some(({ key }) => key.endsWith("/approval"))).toBe(false);
    const critical = await hub({ waiting: { ...waiting, plan: waitingPlan("critical") }, done }).run(at);
    expect(critical.err).toContain("ailx approve 4f09c2 --type-name web-1");
  });

  test("of a task that does not wait is refused", async () => {
    const { run } = hub({ done });
    expect(await run(at)).toMatchObject({
      status: 1,
      err: "ailx: Task 4f09c2 is succeeded; there is nothing to approve.\n",
    });
  });
});
