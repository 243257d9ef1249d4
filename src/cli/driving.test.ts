/** What drives a task from the command line: pause, resume, skip, retry, and how anything is carried out. */
import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  apiDouble,
  cli,
  ndjson,
  output,
  runEvent,
  runView,
  taskView,
  type Double,
  type Handler,
} from "./testing/double.ts";

let double: Double | undefined;
afterEach(() => double?.stop());

function hub(routes: Record<string, Handler>) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-driving-"));
  const made = apiDouble(dir, routes);
  double = made;
  const ailx = (verb: string, ...words: string[]) => cli([verb, "--data", dir, ...words], { home: dir });
  return { ...made, ailx };
}
const end = (over: Parameters<typeof taskView>[0]) => ndjson([{ kind: "end", task: taskView(over) }]);

describe("how something is carried out", () => {
  const words = ["--canary", "1", "--batch", "5", "--queue", "2h", "--output-limit", "10M"];
  const more = ["--memory", "512MiB", "--processes", "50", "--idle", "1m"];
  const body = {
    queueForMs: 7_200_000,
    outputBytes: 10 << 20,
    memoryBytes: 512 << 20,
    processes: 50,
    idleMs: 60_000,
  };

  test("is the same for a command and a request", async () => {
    const { ailx, asked } = hub({ "POST /api/exec": () => end({}), "POST /api/tasks": () => end({}) });
    await ailx("exec", "tag:web", ...words, ...more, "--stop-after", "10%", "--", "true");
    await ailx("ask", "restart nginx on web-1", ...words, ...more, "--stop-after", "3");
    expect(asked[0]?.body).toMatchObject({ ...body, rollout: { canary: 1, batch: 5, stopAfterShare: 0.1 } });
    expect(asked[1]?.body).toMatchObject({ ...body, rollout: { canary: 1, batch: 5, stopAfterFailures: 3 } });
  });

  test("is not sent where nobody said it", async () => {
    const { ailx, asked } = hub({ "POST /api/exec": () => end({}) });
    await ailx("exec", "web-1", "--", "true");
    expect(asked[0]?.body).toEqual({ on: "web-1", command: "true" });
  });

  test.each([
    ["--stop-after", "lots"],
    ["--stop-after", "150%"],
    ["--canary", "0"],
    ["--memory", "much"],
    ["--queue", "soon"],
  ])("%s %s is wrong usage", async (option, value) => {
    const { ailx, asked } = hub({ "POST /api/exec": () => end({}) });
    expect((await ailx("exec", "web-1", option, value, "--", "true")).status).toBe(2);
    expect(asked).toEqual([]);
  });
});

describe("output that is grouped", () => {
  test("is printed once for the machines that wrote the same", async () => {
    const names = ["web-1", "web-2", "web-3"];
    const { ailx } = hub({
      "POST /api/exec": () =>
        ndjson([
          ...names.map((name) => runEvent(name, "dispatched")),
          output("web-1", "6.1.0\n"),
          output("web-2", "5.10\u001b[2J"),
          output("web-3", "6.1.0\n"),
          {
            kind: "end",
            task: taskView({ runs: names.map((machineName) => runView({ machineName, line: "exit 0" })) }),
          },
        ]),
    });
    const { out } = await ailx("exec", "tag:web", "--group", "--", "uname", "-r");
    expect(out).toBe("== web-1, web-3 (2 of 3): exit 0\n6.1.0\n== web-2 (1 of 3): exit 0\n5.10\\u{1b}[2J\n");
  });
});

describe("a task that has begun", () => {
  const task = () =>
    Response.json(
      taskView({
        state: "paused",
        runs: [runView({ machineName: "web-1", state: "running" }), runView({ machineName: "web-2", state: "queued" })],
      }),
    );

  test("is paused, and says where it goes on to its end", async () => {
    const { ailx, asked } = hub({ "POST /api/tasks/4f09c2/pause": task });
    const { status, out } = await ailx("pause", "4f09c2");
    expect([status, asked[0]?.key]).toEqual([0, "POST /api/tasks/4f09c2/pause"]);
    expect(out).toContain("is paused. Nothing new begins; it goes on to its end on web-1.");
  });

  test("goes on", async () => {
    const { ailx } = hub({ "POST /api/tasks/4f09c2/resumption": task });
    expect((await ailx("resume", "4f09c2")).out).toContain("goes on.");
    expect(JSON.parse((await ailx("resume", "4f09c2", "--json")).out)).toMatchObject({ state: "paused" });
  });

  test("leaves out a machine that waits, and none where one of them has begun", async () => {
    const skipped: string[] = [];
    const { ailx } = hub({
      "GET /api/tasks/4f09c2": task,
      "POST /api/runs/r-web-2/skip": () => {
        skipped.push("web-2");
        return task();
      },
    });
    const refused = await ailx("skip", "4f09c2", "web-2", "web-1");
    expect([refused.status, refused.err]).toEqual([1, "ailx: web-1 has begun everything already.\n"]);
    expect(skipped).toEqual([]);
  });
});

describe("a question that was asked without a terminal", () => {
  const question = { question: "Which?", about: "target", options: [{ label: "web-1", value: "web-1" }] };
  const asking = taskView({ kind: "ask", state: "needs_answer", question });
  const done = taskView({ kind: "ask", summary: { headline: "Done.", lines: [] } });
  const routes = (answered: () => void) => ({
    "GET /api/tasks/4f09c2": () => Response.json(asking),
    [`GET /api/tasks/${asking.id}`]: () => Response.json(done),
    [`GET /api/tasks/${asking.id}/events`]: () =>
      new Response(`data: ${JSON.stringify({ kind: "end", task: done })}\n\n`, {
        headers: { "content-type": "text/event-stream" },
      }),
    [`POST /api/tasks/${asking.id}/answer`]: () => {
      answered();
      return Response.json(done);
    },
  });

  test("is answered afterwards in words, and followed to its end", async () => {
    const { ailx, asked } = hub(routes(() => {}));
    const { status, out } = await ailx("answer", "4f09c2", "the", "first one");
    expect(asked.find(({ key }) => key.endsWith("/answer"))?.body).toEqual({ answer: "the first one" });
    expect([status, out]).toEqual([0, "succeeded  Done.\ntask 4f09c2\n"]);
    expect(JSON.parse((await ailx("answer", "4f09c2", "web-1", "--json")).out)).toMatchObject({ state: done.state });
  });

  test("is refused where nothing is asked", async () => {
    const { ailx, asked } = hub({
      "GET /api/tasks/4f09c2": () => Response.json(taskView({ state: "needs_approval" })),
    });
    const { status, err } = await ailx("answer", "4f09c2", "web-1");
    expect([status, asked.length]).toEqual([1, 1]);
    expect(err).toBe(
      "ailx: Task 4f09c2 is needs approval; it asks nothing.\n  `ailx approve 4f09c2` shows what waits.\n",
    );
  });
});

describe("a task that is looked at", () => {
  test("says how it goes on", async () => {
    const seen = taskView({
      state: "paused",
      paused: "Paused by ann.",
      queuedUntil: "2026-01-05T14:00:00.000Z",
      retryable: [{ id: "m2", name: "web-2" }],
    });
    const { ailx } = hub({ "GET /api/tasks/4f09c2": () => Response.json(seen) });
    const { out } = await ailx("task", "4f09c2");
    expect(out).toContain(`Paused by ann. \`ailx resume ${seen.shortId}\` goes on with it.`);
    expect(out).toContain("It waits for machines that are away until 2026-01-05 14:00 UTC.");
    expect(out).toContain(`To try it again on web-2: ailx retry ${seen.shortId}`);
  });

  test("and was paused while its command was followed, says so", async () => {
    const { ailx } = hub({ "POST /api/exec": () => end({ state: "paused", paused: "Paused by ann." }) });
    const { status, err } = await ailx("exec", "web-1", "--", "true");
    expect([status, err.split("\n")[0]?.startsWith("ailx: Paused by ann. `ailx resume")]).toEqual([1, true]);
  });
});

describe("an ended task", () => {
  test("is tried again on the machines that are named, and followed", async () => {
    const { ailx, asked } = hub({
      "GET /api/tasks/4f09c2": () => Response.json(taskView({ kind: "exec" })),
      "POST /api/tasks/4f09c2/retry": () =>
        ndjson([
          runEvent("web-2", "dispatched"),
          output("web-2", "done\n"),
          { kind: "end", task: taskView({ kind: "exec", runs: [runView({ machineName: "web-2" })] }) },
        ]),
    });
    const { status, out } = await ailx("retry", "4f09c2", "web-2");
    expect([status, out]).toEqual([0, "done\n"]);
    expect(asked.at(-1)).toMatchObject({ key: "POST /api/tasks/4f09c2/retry", body: { machines: ["web-2"] } });
  });
});

describe("undo", () => {
  test("takes back a step by force where that is said, and follows it", async () => {
    const { ailx, asked } = hub({
      "POST /api/tasks/4f09c2/undo": () => ndjson([{ kind: "end", task: taskView({ request: "Undo “x”" }) }]),
    });
    const { status } = await ailx("undo", "4f09c2", "--step", "2", "--force");
    expect([status, asked.at(-1)]).toEqual([
      0,
      expect.objectContaining({ key: "POST /api/tasks/4f09c2/undo", body: { step: "2", force: true } }),
    ]);
  });

  test("is named on a task that changed something, with what it would leave", async () => {
    const undoable = { steps: ["s1"], not: ["Not undone: “Restart nginx” on web-1; a restart cannot be taken back"] };
    const { ailx } = hub({ "GET /api/tasks/4f09c2": () => Response.json(taskView({ undoable })) });
    const { out } = await ailx("task", "4f09c2");
    expect(out).toContain("To take back what it changed: ailx undo 4f09c2\n  Not undone: “Restart nginx”");
  });
});

describe("a task that is cancelled", () => {
  test("says where it is being stopped", async () => {
    const runs = [
      runView({ machineName: "web-1", state: "running" }),
      runView({ machineName: "web-2", state: "cancelled" }),
    ];
    const { ailx } = hub({
      "POST /api/tasks/4f09c2/cancellation": () => Response.json(taskView({ state: "cancelled", runs })),
    });
    const { status, out } = await ailx("cancel", "4f09c2");
    expect([status, out]).toEqual([0, "Task 4f09c2 is cancelled. It is being stopped on web-1.\n"]);
  });
});

describe("answers that are given beforehand", () => {
  test("bring the terminal that they are typed into", async () => {
    const { ailx, asked } = hub({ "POST /api/exec": () => end({}) });
    await ailx("exec", "db-1", "--answer", "a=b? [Y/n]=y", "--answer", "Press Enter=", "--", "apt-get upgrade");
    expect(asked[0]?.body).toMatchObject({
      terminal: true,
      answers: [
        { prompt: "a=b? [Y/n]", answer: "y" },
        { prompt: "Press Enter", answer: "" },
      ],
    });
  });

  test.each(["y", "ok=y"])("say which question they are for: %s is wrong usage", async (text) => {
    const { ailx, asked } = hub({ "POST /api/exec": () => end({}) });
    expect((await ailx("exec", "db-1", "--answer", text, "--", "true")).status).toBe(2);
    expect(asked).toEqual([]);
  });
});

describe("what a run left behind", () => {
  const left = runView({
    machineName: "web-1",
    state: "failed",
    line: "signal SIGKILL",
    endedBy: { name: "maria", action: "kill" },
    usage: { cpuMs: 1_240 },
    containedBy: "cgroup2",
    leftOutBytes: 2_048,
    survivors: [{ pid: 812, command: "sleep 300", state: "S", why: "left running by the command" }],
    warnings: [{ code: "memory_limit", detail: "It reached its memory limit." }],
  });

  test("is told by its task, with who ended it and what it used", async () => {
    const { ailx } = hub({ "GET /api/tasks/4f09c2": () => Response.json(taskView({ runs: [left] })) });
    const { out } = await ailx("task", "4f09c2");
    for (const text of [
      "signal SIGKILL, killed by maria",
      "web-1: still there: sleep 300 (pid 812), left running by the command",
      "web-1: It reached its memory limit.",
      "web-1: 2.0K of its output was left out",
      "web-1 used 1.2 s CPU, held by a control group",
    ])
      expect(out).toContain(text);
  });

  test("is told when its command ends, on stderr", async () => {
    const { ailx } = hub({ "POST /api/exec": () => end({ runs: [left] }) });
    const { out, err } = await ailx("exec", "web-1", "--", "true");
    expect(out).toBe("");
    expect(err).toContain("ailx: web-1: still there: sleep 300 (pid 812), left running by the command\n");
  });

  test("is no part of what is searched, and that is said", async () => {
    const { ailx } = hub({
      "GET /api/tasks/4f09c2": () => Response.json(taskView({ runs: [{ ...left, stdoutBytes: 9 }] })),
      "GET /api/runs/run-web-1/output/matches": () => Response.json({ items: [], more: false }),
    });
    const { status, out, err } = await ailx("task", "4f09c2", "--find", "x");
    expect([status, out]).toEqual([1, ""]);
    expect(err).toContain("ailx: web-1: 2.0K of its output was left out and cannot be searched\n");
    expect(err).toContain("ailx: That is nowhere in what its programs wrote.\n");
  });
});
