/** A small server that speaks the API, on a port and a socket of its own, and a terminal that remembers what it was shown. */
import { join } from "node:path";
import type { RunView, TaskEvent, TaskView } from "../../api/task.ts";
import { main } from "../run.ts";
import type { Io } from "../io.ts";

export type Handler = (request: Request) => Response | Promise<Response>;
export type Double = {
  url: string;
  dir: string;
  asked: { key: string; body: unknown; headers: Headers }[];
  stop: () => Promise<void>;
};

/** Routes by `METHOD /path`; what has no route is a 404 as the hub's. */
export function apiDouble(dir: string, routes: Record<string, Handler>): Double {
  const asked: Double["asked"] = [];
  const answer = async (request: Request): Promise<Response> => {
    const key = `${request.method} ${new URL(request.url).pathname}`;
    const text = await request.clone().text();
    asked.push({ key, body: text === "" ? undefined : JSON.parse(text), headers: request.headers });
    return (
      (await routes[key]?.(request)) ??
      Response.json({ code: "not_found", detail: "There is nothing here." }, { status: 404 })
    );
  };
  const tcp = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
  const local = Bun.serve({ unix: join(dir, "hub.sock"), fetch: answer });
  return {
    url: `http://127.0.0.1:${tcp.port}`,
    dir,
    asked,
    stop: async () => {
      await Promise.all([tcp.stop(true), local.stop(true)]);
    },
  };
}

export type Seen = { status: number; out: string; err: string };

/** Runs a command line in this process. `typed`: answers of a person at the terminal; absent: nobody is there. */
export async function cli(
  words: readonly string[],
  { home, typed, env = {} }: { home: string; typed?: string[]; env?: Io["env"] },
): Promise<Seen> {
  const seen = { out: "", err: "" };
  const answers = [...(typed ?? [])];
  const next = (question: string): Promise<string | undefined> => {
    seen.err += question;
    return Promise.resolve(answers.shift());
  };
  const decoder = new TextDecoder();
  const textOf = (data: string | Uint8Array): string => (typeof data === "string" ? data : decoder.decode(data));
  const status = await main(words, {
    out: (data) => (seen.out += textOf(data)),
    err: (data) => (seen.err += textOf(data)),
    tty: { in: typed !== undefined, out: false, err: false },
    colour: false,
    env,
    cwd: home,
    home,
    uid: process.getuid?.() ?? 0,
    ask: next,
    askSecret: next,
    onStop: () => () => {},
  });
  return { status, ...seen };
}

export const ndjson = (events: readonly object[]): Response =>
  new Response(events.map((event) => `${JSON.stringify(event)}\n`).join(""), {
    headers: { "content-type": "application/x-ndjson" },
  });

export const eventStream = (events: readonly object[]): Response =>
  new Response(`: here\n\n${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")}`, {
    headers: { "content-type": "text/event-stream" },
  });

export function runView(over: Partial<RunView> & { machineName: string }): RunView {
  const name = over.machineName;
  return {
    id: `run-${name}`,
    stepId: "s1",
    machineId: `id-${name}`,
    state: "ok",
    line: "exit 0",
    evidence: [],
    stdoutBytes: 0,
    stderrBytes: 0,
    leftOutBytes: 0,
    truncated: false,
    ...over,
  };
}

export const taskView = (over: Partial<TaskView>): TaskView => ({
  id: "0198c0de-0000-7000-8000-0000004f09c2",
  shortId: "4f09c2",
  kind: "exec",
  request: "uptime",
  state: "succeeded",
  by: "anna",
  createdAt: "2026-11-20T10:00:00.000Z",
  runs: [],
  ...over,
});

export const output = (machine: string, text: string, stream: "stdout" | "stderr" = "stdout"): TaskEvent => ({
  kind: "output",
  run: `run-${machine}`,
  machine,
  stream,
  data: Buffer.from(text).toString("base64"),
});

export const runEvent = (machine: string, state: RunView["state"], line = ""): TaskEvent => ({
  kind: "run",
  seq: 1,
  id: `run-${machine}`,
  stepId: "s1",
  machine,
  state,
  line,
});

export const waitingPlan = (risk: "high" | "critical"): NonNullable<TaskView["plan"]> => ({
  revision: 1,
  digest: "d1",
  by: "person",
  understood: "Run a command on web-1.",
  on: "web-1",
  steps: [
    {
      id: "s1",
      title: "Run a command",
      tool: "shell.run",
      input: { command: "reboot" },
      access: "change",
      exact: "reboot",
      machines: [{ id: "id-web-1", name: "web-1" }],
      rollout: "all at once",
      verify: ["exit status is 0"],
      undo: "what a free command changed is not known",
      undoable: false,
      risk,
      level: 3,
      reasons: ["stops everything that runs"],
      timeoutMs: 60_000,
    },
  ],
  excluded: [],
  assumptions: [],
  risk,
  level: 3,
  reasons: [{ risk, text: "stops everything that runs", by: "command" }],
  decidedBy: "command",
  consequence: "web-1 is away for about a minute.",
  ...(risk === "critical" ? { typeName: "web-1" } : {}),
});
