/** What an agent that idles has evaluated: every module of it is memory on every machine, for months. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { lab, until, type Lab } from "./support/program.ts";
import { root } from "./support/tree.ts";

/** Whole folders that an agent is made of. */
const folders = ["src/agent/", "src/protocol/"];
/**
 * What it needs of the rest. A file is added here only where an agent cannot idle without it: what the first call needs is
 * loaded with that call (src/tools/lazy.ts, src/domain/shell/lazy.ts and src/agent/calls/launch.ts show how), and what the
 * hub needs stays in files that the agent does not import.
 */
const needed = [
  "lib/version",
  ...["agent", "args", "exit", "io", "mode", "modes/agent", "proxies", "run"].map(of("cli")),
  ...["setting-keys", "setting-kinds", "settings", "stop"].map(of("cli")),
  ...["auditCheckpoint", "confinement", "error", "instant", "machine", "machinePolicy", "metric"].map(of("domain")),
  ...["hash", "known", "masking", "names", "redactor", "rule", "text"].map(of("domain/redact")),
  ...["risk", "runRecord", "shell/lazy", "stall", "target-glob", "timeWindow", "untrusted", "usage"].map(of("domain")),
  ...["backoff", "clock", "durableFile", "ed25519", "fileState", "hidden", "hostName", "json", "log"].map(of("lib")),
  ...["nearest", "once", "peerCertificate", "place", "proxy", "seal", "tunnel", "xattrs"].map(of("lib")),
  ...["cpu", "file", "memory", "mounts", "network", "processes"].map(of("lib/proc")),
  ...["container/engine", "define", "lazy", "looksOnly"].map(of("tools")),
].map((path) => `src/${path}.ts`);
/** Of the agent's own folder, what the first call or the first program loads. */
const onDemand = [
  ...["ahead", "cgroup", "ending", "gate", "kept", "process", "reading", "terminal", "tree", "usage"].map(of("calls")),
  "confine/exec",
  "confine/libc",
  "confine/mounts",
  "stalls/answering",
  "stalls/inspect",
].map((path) => `src/agent/${path}.ts`);

function of(folder: string): (name: string) => string {
  return (name) => `${folder}/${name}`;
}

let hub: Lab;
let child: Bun.Subprocess;
let told: PromiseWithResolvers<string[]>;

/** By the path in the project; of a package its name alone. Not this file's own helper. */
async function evaluated(): Promise<string[]> {
  told = Promise.withResolvers();
  child.send("which?");
  const paths = (await told.promise).map(
    (path) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.replace(`${root}/`, ""),
  );
  return [...new Set(paths)].filter((path) => path !== "test/support/evaluated.ts").toSorted();
}

beforeAll(async () => {
  hub = await lab([]);
  const preload = ["--preload", join(root, "test/support/evaluated.ts")];
  const way = ["--hub", "http://localhost", "--hub-socket", hub.socket, "--state", join(hub.dir, "idle")];
  child = Bun.spawn(
    [process.execPath, ...preload, join(root, "src/main.ts"), "agent", ...way, "--name", "idle", "--max-level", "4"],
    { stdio: ["ignore", "ignore", "ignore"], ipc: (paths: string[]) => told.resolve(paths) },
  );
  await until("the agent to be online", async () => (await hub.machines()).some(({ state }) => state === "online"));
}, 60_000);
afterAll(async () => {
  child.kill("SIGKILL");
  await child.exited;
  await hub.end();
});

describe("an agent that idles", () => {
  test("has evaluated nothing that it can do without", async () => {
    const modules = await evaluated();
    const spare = modules.filter(
      (path) =>
        onDemand.includes(path) || !(folders.some((folder) => path.startsWith(folder)) || needed.includes(path)),
    );
    expect(spare, "load it where it is needed, or say in test/idle.test.ts why it must be there").toEqual(["zod"]);
    expect(modules).toContain("src/agent/main.ts");
  });

  test("needs all that is listed as needed", async () => {
    const modules = await evaluated();
    const gone = needed.filter((path) => !modules.includes(path));
    expect(gone, "take it out of the list in test/idle.test.ts, so that it does not come back").toEqual([]);
  });

  test("evaluates tools and what starts programs with its first call", async () => {
    const { id } = await hub.exec("idle", "true", 20_000);
    expect((await hub.ended(id)).state).toBe("succeeded");
    expect(await evaluated()).toEqual(expect.arrayContaining(["src/tools/index.ts", ...onDemand.slice(0, 10)]));
  });
});
