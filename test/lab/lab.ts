/**
 * Real Linux hosts for tests, with the built program on them: what AILX_LAB names, or the lab that lies beside the checkout.
 * A lab gives each host its own processes, files, network and init system; without one these tests are skipped by name.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MachineView } from "../../src/api/machine.ts";
import type { TaskView } from "../../src/api/task.ts";
import { until } from "../support/program.ts";
import { testWhere } from "../support/skip.ts";

const root = join(import.meta.dir, "../..");
const built = join(root, "dist/ailx");
const beside = join(root, "../shared/lab/lab");
const labProgram = process.env["AILX_LAB"] || (existsSync(beside) ? beside : undefined);
const available = labProgram !== undefined && process.getuid?.() === 0 && existsSync(built);

const where = testWhere(available, "root, the built program and the lab: name its command in AILX_LAB");
/** Where somebody waits for five seconds, so does the test. */
export const labTest: typeof where = (name, body, timeoutMs = 60_000) => where(name, body, timeoutMs);

export type Done = { status: number; out: string; err: string; ms: number };

export async function sh(
  argv: readonly string[],
  { env = {}, input = "" }: { env?: Record<string, string>; input?: string } = {},
): Promise<Done> {
  const startedAtMs = performance.now();
  const child = Bun.spawn([...argv], {
    stdin: new Blob([input]),
    stdout: "pipe",
    stderr: "pipe",
    env: { ...process.env, ...env },
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { status: await child.exited, out, err, ms: performance.now() - startedAtMs };
}

export type Lab = NonNullable<Awaited<ReturnType<typeof startLab>>>;

/**
 * Hosts by the lab's own words (`web:3`, `--systemd`), a hub on the control box at an address that they reach, and the
 * program as people use it there. Undefined where there is no lab: then the tests are skipped.
 */
export async function startLab(...hosts: readonly string[]) {
  if (!available) return undefined;
  const env = { LAB_NAME: `test-${process.pid}`, LAB_QUIET: "1" };
  const dir = mkdtempSync(join(tmpdir(), "ailx-lab-"));
  // A copy, because a build may put another one into its place meanwhile.
  const program = join(dir, "ailx");
  copyFileSync(built, program);
  const data = join(dir, "hub");
  const lab = async (...words: readonly string[]): Promise<Done> => await sh([labProgram ?? "", ...words], { env });
  const must = async (...words: readonly string[]): Promise<string> => {
    const { status, out, err } = await lab(...words);
    if (status !== 0) throw new Error(`lab ${words.join(" ")}: ${err}${out}`);
    return out.trim();
  };
  const request = async (method: string, path: string, body?: object): Promise<Response> =>
    await fetch(`http://localhost${path}`, {
      unix: join(data, "hub.sock"),
      method,
      ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
    });

  let hub: Bun.Subprocess | undefined;
  const end = async (): Promise<void> => {
    hub?.kill();
    await hub?.exited;
    await lab("down");
    rmSync(dir, { recursive: true, force: true });
  };
  const startHub = async (): Promise<void> => {
    const words = ["hub", "--listen", "10.77.0.1:2459", "--data", data, "--log-level", "warn"];
    hub = Bun.spawn([labProgram ?? "", "ctl", "--", program, ...words], {
      stdin: "ignore",
      stdout: "ignore",
      stderr: "ignore",
      env: { ...process.env, ...env },
    });
    await until("the hub to answer", async () => (await request("GET", "/readyz").catch(() => undefined))?.ok, 20_000);
  };
  const start = async (): Promise<void> => {
    await must("up", ...hosts, ...(hosts.includes("--systemd") ? [] : ["--bind-ro", `${program}:/usr/local/bin/ailx`]));
    await startHub();
  };
  await start().catch(async (error: unknown) => {
    await end();
    throw error;
  });

  const self = {
    url: "https://10.77.0.1:2459",
    /** The program, and a folder that goes with the lab. */
    program,
    dir,
    /** Hosts are cut, healed and rebooted with this. */
    lab: must,
    /** A line for sh on a host, as root. */
    tryOn: async (host: string, line: string): Promise<Done> => await lab("exec", host, "--", "sh", "-c", line),
    /** What a line that must not fail says. */
    on: async (host: string, line: string): Promise<string> => await must("exec", host, "--", "sh", "-c", line),
    /** `ailx` as the admin of the hub calls it. */
    ailx: async (...words: readonly string[]): Promise<Done> => {
      const at = words.includes("--") ? words.indexOf("--") : words.length;
      const argv = [program, ...words.slice(0, at), "--data", data, ...words.slice(at)];
      return await sh(argv, { env: { NO_COLOR: "1" } });
    },
    /** The same, read as the JSON that it prints with --json. */
    json: async <T>(...words: readonly string[]): Promise<T> => {
      const { out, err } = await self.ailx(...words, "--json");
      if (out === "") throw new Error(`ailx ${words.join(" ")}: ${err}`);
      return JSON.parse(out) as T;
    },
    machines: async (on = "all"): Promise<MachineView[]> =>
      (await self.json<{ items: MachineView[] }>("machines", on)).items,
    states: async (on = "all"): Promise<string[]> =>
      (await self.machines(on)).map(({ name, state }) => `${name} ${state}`).toSorted(),
    task: async (id: string): Promise<TaskView> => await self.json<TaskView>("task", id),
    /** The newest task, whose id people read off the list. */
    lastTask: async (): Promise<TaskView> => {
      const { items } = await self.json<{ items: { id: string }[] }>("tasks", "--limit", "1");
      return await self.task(items[0]?.id ?? "");
    },
    /** As `systemctl restart` does it. */
    restartHub: async (): Promise<void> => {
      hub?.kill("SIGTERM");
      await hub?.exited;
      await startHub();
    },
    /** For what has no verb on the command line. */
    request,
    /** The line to paste, exactly as it is printed. */
    joinLine: async (...words: readonly string[]): Promise<string> => {
      const { out, err, status } = await self.ailx("token", "create", ...words);
      if (status !== 0) throw new Error(err);
      return out.trim();
    },
    /** Light hosts have no init system that starts an agent. */
    spawnAgents: async (names: readonly string[], level: number): Promise<void> => {
      const words = `token create --uses ${names.length} --tag web --level ${level}`.split(" ");
      const { secret } = await self.json<{ secret: string }>(...words);
      const agent = `ailx agent --hub ${self.url} --token ${secret} --max-level ${level}`.split(" ");
      for (const name of names) await must("spawn", name, "--", ...agent);
      const online = async () => (await self.states()).filter((state) => state.endsWith(" online")).length;
      await until("the machines to be online", async () => (await online()) === names.length, 30_000);
    },
    end,
  };
  return self;
}

/** The image of the hosts is built where it is not there yet. */
export const labTimeoutMs = 600_000;

/** The scenario's own check on web-1; what was mended may need a moment to take effect. */
export async function mended(lab: Lab, scenario: string): Promise<void> {
  const check = () => lab.lab("scenario", scenario, "check", "web-1");
  for (let left = 10; left > 0; left--) {
    const isSo = await check().then(
      () => true,
      () => false,
    );
    if (isSo) return;
    await Bun.sleep(500);
  }
  await check();
}
