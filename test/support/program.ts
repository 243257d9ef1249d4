/** The real program in processes of its own, so that tests can kill it: the built one where there is one, else the source. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MachineView } from "../../src/api/machine.ts";
import type { TaskView } from "../../src/api/task.ts";

const root = join(import.meta.dir, "../..");
const built = join(root, "dist/ailx");
export const program = existsSync(built) ? [built] : [process.execPath, join(root, "src/main.ts")];

export type Process = {
  pid: number;
  /** What it wrote to standard error so far. */
  said: () => string;
  kill: () => Promise<void>;
  stop: () => Promise<void>;
};

export function start(words: readonly string[], env: Record<string, string> = {}): Process {
  const child = Bun.spawn([...program, ...words], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "/root", ...env },
  });
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    child.kill(signal);
    await child.exited;
  };
  let said = "";
  void new Response(child.stdout).text();
  void child.stderr
    .pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write: (text) => void (said += text) }));
  return { pid: child.pid, said: () => said, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}

export type Lab = Awaited<ReturnType<typeof lab>>;

/** The admin whom a hub has from its start; without it the hub asks for the first account. */
export const ann = { username: "ann", password: "correct horse battery" };

export type LabOptions = {
  /** Without: the hub prints a code for the first account. */
  admin?: boolean;
  /** Where the hub listens at first; when it starts again it takes the port that it got. */
  listen?: string;
  /** How the hub tells others to reach it. */
  publicUrl?: string;
};

/** One hub and as many agents as wanted, each with its own state, all on this machine, talking over the hub's socket. */
export async function lab(
  names: readonly string[],
  { admin = true, listen = "127.0.0.1:0", publicUrl }: LabOptions = {},
) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-lab-"));
  const data = join(dir, "hub");
  const socket = join(data, "hub.sock");
  let hub: Process | undefined;
  let address = listen;
  const agents = new Map<string, Process>();

  async function request<T>(path: string, body?: object, method = body === undefined ? "GET" : "POST"): Promise<T> {
    const answer = await fetch(`http://localhost${path}`, {
      unix: socket,
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = (await answer.json()) as T & { code?: string; detail?: string };
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${said.code} ${said.detail}`);
    return said;
  }

  // A machine that has joined needs none.
  async function token(name: string): Promise<string[]> {
    if (existsSync(join(dir, name))) return [];
    return ["--token", (await request<{ secret: string }>("/api/tokens", { maxLevel: 4 })).secret];
  }

  const self = {
    dir,
    socket,
    request,
    get hub(): Process {
      if (!hub) throw new Error("the hub does not run");
      return hub;
    },
    /** Where browsers find the hub, as it printed it. */
    get url(): string {
      return /the hub is up at (\S+),/.exec(self.hub.said())?.[1] ?? "";
    },
    startHub: async (): Promise<void> => {
      const started = start(
        [
          "hub",
          "--data",
          data,
          "--listen",
          address,
          "--log-level",
          "error",
          ...(publicUrl === undefined ? [] : ["--public-url", publicUrl]),
        ],
        admin ? { ADMIN_USERNAME: ann.username, ADMIN_PASSWORD: ann.password } : {},
      );
      hub = started;
      await until(
        "the hub to answer",
        async () => (await fetch("http://localhost/healthz", { unix: socket }).catch(() => undefined))?.ok,
      );
      await until("the hub to print its address", async () => self.url !== "");
      address = address.replace(/:0$/, `:${new URL(self.url).port}`);
    },
    /** `by`: another way to the hub than its own socket. */
    startAgent: async (name: string, tags: readonly string[] = [], by?: string): Promise<void> => {
      const more = tags.flatMap((tag) => ["--tag", tag]);
      const way =
        by === undefined
          ? ["--hub", "http://localhost", "--hub-socket", socket]
          : ["--hub", by, ...(await token(name))];
      agents.set(
        name,
        start([
          "agent",
          ...way,
          "--state",
          join(dir, name),
          "--name",
          name,
          "--max-level",
          "4",
          "--log-level",
          "error",
          ...more,
        ]),
      );
      await until(`${name} to be online`, async () =>
        (await self.machines()).some((machine) => machine.name === name && machine.state === "online"),
      );
    },
    agent: (name: string): Process => {
      const found = agents.get(name);
      if (!found) throw new Error(`${name} does not run`);
      return found;
    },
    machines: async (): Promise<MachineView[]> => (await request<{ items: MachineView[] }>("/api/machines")).items,
    task: (id: string) => request<TaskView>(`/api/tasks/${id}`),
    exec: (on: string, command: string, waitMs = 0) =>
      // As root: what it writes lies in a folder of the test's own.
      request<TaskView>("/api/exec", { on, command, root: true, approveUpTo: "high", waitMs }),
    ended: async (id: string, ms = 60_000): Promise<TaskView> => {
      let task: TaskView | undefined;
      await until(
        "the task to end",
        async () => {
          task = await self.task(id).catch(() => undefined);
          return (
            task?.endedAt !== undefined &&
            task.runs.every((run) => !["queued", "dispatched", "running", "verifying"].includes(run.state))
          );
        },
        ms,
      );
      if (!task) throw new Error("no task");
      return task;
    },
    end: async (): Promise<void> => {
      for (const agent of agents.values()) await agent.kill();
      await hub?.kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  await self.startHub();
  for (const name of names) await self.startAgent(name);
  return self;
}

/** Looks again and again until it is so. */
export async function until(what: string, test: () => Promise<unknown>, ms = 15_000): Promise<void> {
  const limit = Date.now() + ms;
  while (!(await test())) {
    if (Date.now() > limit) throw new Error(`waited ${ms} ms for ${what}`);
    await Bun.sleep(25);
  }
}
