/** A conversation on a terminal: going on from a task, another plan by words, a model's work as it happens, and what is offered. */
import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TurnPartView } from "../api/turn.ts";
import {
  apiDouble,
  cli,
  eventStream,
  ndjson,
  taskView,
  waitingPlan,
  type Double,
  type Handler,
} from "./testing/double.ts";

let double: Double | undefined;
afterEach(() => double?.stop());

function hub(routes: Record<string, Handler>) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-conversation-"));
  const made = apiDouble(dir, routes);
  double = made;
  return {
    ...made,
    ailx: (words: string[], typed?: string[]) =>
      cli([...words, "--data", dir], { home: dir, ...(typed ? { typed } : {}) }),
    bodies: (key: string) => made.asked.filter((each) => each.key === key).map(({ body }) => body),
  };
}

const done = taskView({ kind: "ask", summary: { headline: "sab-1 is up.", lines: [] } });
const end = () => ndjson([{ kind: "end", task: done }]);

describe("ask --follow-up and --continue", () => {
  test("goes on from the task that is named", async () => {
    const { ailx, bodies } = hub({ "GET /api/tasks/4f09c2": () => Response.json(done), "POST /api/tasks": end });
    expect((await ailx(["ask", "why?", "--follow-up", "4f09c2"])).status).toBe(0);
    expect(bodies("POST /api/tasks")).toEqual([{ request: "why?", follows: done.id }]);
  });

  test("goes on from the last request of whoever asks, not from commands and not from others", async () => {
    const line = (id: string, kind: string, by: string) => ({ id, kind, by });
    const items = [
      line("a", "exec", "anna"),
      line("b", "ask", "ben"),
      line("c", "ask", "anna"),
      line("d", "ask", "anna"),
    ];
    const { ailx, bodies } = hub({
      "GET /api/auth/me": () => Response.json({ name: "anna" }),
      "GET /api/tasks": () => Response.json({ items }),
      "POST /api/tasks": end,
    });
    await ailx(["ask", "--continue", "why?"]);
    expect(bodies("POST /api/tasks")).toEqual([{ request: "why?", follows: "c" }]);
  });

  test("is refused where there is nothing to go on from, and where both are given", async () => {
    const { ailx } = hub({
      "GET /api/auth/me": () => Response.json({ name: "anna" }),
      "GET /api/tasks": () => Response.json({ items: [] }),
    });
    expect((await ailx(["ask", "-c", "why?"])).status).toBe(1);
    expect((await ailx(["ask", "-c", "why?", "--follow-up", "4f09c2"])).status).toBe(2);
  });
});

describe("a plan that should be another", () => {
  const waiting = taskView({ kind: "ask", state: "needs_approval", plan: waitingPlan("high") });
  const path = `/api/tasks/${waiting.id}`;
  const changing = () => {
    let asked = 0;
    return hub({
      "POST /api/tasks": () =>
        ndjson([{ kind: "end", task: ++asked === 1 ? waiting : { ...done, request: "only web-1" } }]),
      [`POST ${path}/rejection`]: () => Response.json({ ...waiting, state: "rejected" }),
    });
  };

  test("is rejected with the words, which are asked for in its place on the same terms", async () => {
    const { ailx, bodies } = changing();
    const { status } = await ailx(["ask", "reboot web", "--on", "tag:web"], ["change", "only web-1"]);
    expect(status).toBe(0);
    expect(bodies(`POST ${path}/rejection`)).toEqual([{ reason: "only web-1" }]);
    expect(bodies("POST /api/tasks")[1]).toEqual({ request: "only web-1", on: "tag:web", follows: waiting.id });
  });

  test("may be said on the same line", async () => {
    const { ailx, bodies } = changing();
    await ailx(["ask", "reboot web"], ["change only web-1"]);
    expect(bodies("POST /api/tasks")[1]).toMatchObject({ request: "only web-1" });
  });

  test("stays as it is where no words follow", async () => {
    const { ailx, bodies } = changing();
    expect((await ailx(["ask", "reboot web"], ["change", ""])).status).toBe(3);
    expect(bodies(`POST ${path}/rejection`)).toEqual([]);
  });
});

describe("a model's work", () => {
  const parts: TurnPartView[] = [
    { kind: "said", by: "coordinator", text: "I look" },
    { kind: "call", by: "diagnosis", id: "c1", tool: "log.errors", input: {}, on: ["sab-1"] },
    { kind: "found", by: "diagnosis", call: "c1", state: "ok", line: "412 errors\u001b[2J", runs: [] },
    { kind: "note", code: "fallback", text: "The model did not answer." },
  ];
  const events = parts.map((part, at) => ({
    kind: "turn",
    seq: at,
    turn: { seq: at + 1, revision: 1, at: "2026-11-20T10:00:00.000Z", part },
  }));
  const grown = { ...events[0], turn: { ...events[0]?.turn, part: { ...parts[0], text: "I look at sab-1." } } };
  const model = { names: ["qwen3"], inputTokens: 9_000, outputTokens: 100, estimated: true };
  const worked = () => ndjson([events[0] ?? {}, grown, ...events.slice(1), { kind: "end", task: { ...done, model } }]);

  test("is told a line a look, once what is said has ended, and cannot steer the terminal", async () => {
    const { ailx } = hub({ "POST /api/tasks": worked });
    const { out, err } = await ailx(["ask", "check the download server"]);
    expect(err).toBe(
      "I look at sab-1.\nok log.errors on sab-1  412 errors\\u{1b}[2J\nailx: The model did not answer.\n",
    );
    expect(out).toContain("task 4f09c2, about 9,100 tokens of qwen3\n");
  });

  test("comes as lines of JSON with --jsonl, the task last", async () => {
    const { ailx } = hub({ "POST /api/tasks": worked });
    const { out, err } = await ailx(["ask", "check it", "--jsonl"]);
    const kinds = out
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect([kinds, err]).toEqual([["turn", "turn", "turn", "turn", "turn", "end"], ""]);
  });
});

describe("what could help", () => {
  const finding = {
    id: "disk-full",
    machine: "sab-1",
    certainty: "certain",
    cause: "The disk is full.",
    evidence: [
      {
        run: "run-000001",
        step: "s1",
        machine: "sab-1",
        at: "2026-11-20T10:00:00.000Z",
        text: "No space left",
        line: 14,
      },
      {
        run: "run-000002",
        step: "s2",
        machine: "sab-1",
        at: "2026-11-20T10:00:00.000Z",
        text: "/: 0 B free",
        row: 3,
      },
    ],
    fixes: [{ say: "empty the log on sab-1", why: "" }],
  } as const;
  const found = { ...done, summary: { headline: "The disk is full.", lines: [], findings: [finding] } };
  const first = () => ndjson([{ kind: "end", task: found }]);

  test("stands below the causes, each with its certainty and what speaks for it", async () => {
    const { ailx } = hub({ "POST /api/tasks": first });
    const { out } = await ailx(["ask", "check sab-1"]);
    expect(out).toContain(
      "\ncertain  by what was seen:\n  No space left  sab-1, line 14, run 000001\n  /: 0 B free  sab-1, row 3, run 000002\n",
    );
    expect(out).toContain("  1  empty the log on sab-1\n     ailx ask --follow-up 4f09c2 'empty the log on sab-1'\n");
  });

  test("is planned in the same conversation where a person chooses it", async () => {
    let asked = 0;
    const { ailx, bodies } = hub({ "POST /api/tasks": () => (++asked === 1 ? first() : end()) });
    const { status, out } = await ailx(["ask", "check sab-1"], ["7", "1"]);
    expect(status).toBe(0);
    expect(bodies("POST /api/tasks")[1]).toEqual({ request: "empty the log on sab-1", follows: found.id });
    expect(out).toContain("sab-1 is up.");
  });

  test("is told by `ailx task` as well", async () => {
    const ended = { ...found, endedAt: "2026-11-20T10:00:01.000Z" };
    const { ailx } = hub({
      "GET /api/tasks/4f09c2": () => Response.json(ended),
      [`GET /api/tasks/${found.id}/events`]: () => eventStream([]),
    });
    expect((await ailx(["task", "4f09c2"])).out).toContain("What could help:");
  });
});
