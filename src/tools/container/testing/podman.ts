/** Podman itself, with images and containers of its own, for as long as a test runs: needs root, unshare and cc. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripted } from "../../../../test/support/scripted-context.ts";
import type { ToolContext } from "../../define.ts";

export const hasPodman =
  process.platform === "linux" &&
  process.getuid?.() === 0 &&
  ["podman", "crun", "unshare", "cc", "tar"].every((program) => Bun.which(program) !== null);

/** Undefined where a container does not start here: some kernels and sandboxes do not let it. */
export async function startPodman(registry: string) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-podman-"));
  const at = (name: string): string => join(dir, name);
  // What a sandbox does not grant (limits, groups of processes) is not asked for; the rest is as on any machine.
  writeFileSync(
    at("containers.conf"),
    '[containers]\ncgroups="disabled"\ndefault_ulimits=["nofile=1024:1024","nproc=1024:1024"]\n',
  );
  writeFileSync(at("registries.conf"), `[[registry]]\nlocation = "${registry}"\ninsecure = true\n`);
  writeFileSync(at("policy.json"), '{"default":[{"type":"insecureAcceptAnything"}]}');
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: dir,
    CONTAINERS_CONF: at("containers.conf"),
    CONTAINERS_REGISTRIES_CONF: at("registries.conf"),
  };
  const podman = ["podman", "--root", at("root"), "--runroot", at("run"), "--storage-driver", "vfs"];
  const own = "umount -R /sys/fs/cgroup 2>/dev/null; mount -t cgroup2 none /sys/fs/cgroup;";
  const service = Bun.spawn(
    [
      "unshare",
      "-m",
      "-C",
      "sh",
      "-c",
      `${own} exec "$@"`,
      "sh",
      ...podman,
      "system",
      "service",
      "--time=0",
      `unix://${at("sock")}`,
    ],
    { env, stdio: ["ignore", "ignore", "ignore"] },
  );
  const sh = async (argv: readonly string[]) => {
    const child = Bun.spawn([...argv], { env, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
    const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { exitCode: await child.exited, stdout, stderr };
  };
  /** By the service, in whose namespace containers run. */
  const cli = async (...words: string[]): Promise<string> => {
    const done = await sh(["podman", "--remote", "--url", `unix://${at("sock")}`, ...words]);
    if (done.exitCode !== 0) throw new Error(`podman ${words.join(" ")}: ${done.stderr}`);
    return done.stdout.trim();
  };
  const ctx = (more: Partial<ToolContext> = {}): ToolContext => ({
    ...scripted(),
    spawn: async ([program = "", ...words]) => {
      if (program !== "podman") throw new Error(`there is no ${program}`);
      return {
        signal: null,
        timedOut: false,
        ...(await sh(["podman", "--remote", "--url", `unix://${at("sock")}`, ...words])),
      };
    },
    unixHttp: async (socket, path, { method = "GET", body, latin1 = false, evenCancelled = false } = {}) => {
      if (!evenCancelled) more.signal?.throwIfAborted();
      if (socket !== "/run/podman/podman.sock") throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      const answer = await fetch(`http://podman${path}`, {
        unix: at("sock"),
        method,
        ...(body === undefined ? {} : { body, headers: { "content-type": "application/json" } }),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, text: bytes.toString(latin1 ? "latin1" : "utf8") };
    },
    // A crash is seen within that; nobody waits for ten real seconds.
    sleep: async () => await Bun.sleep(60),
    ...more,
  });
  const end = async (): Promise<void> => {
    await cli("rm", "--force", "--all", "--time", "0").catch(() => "");
    service.kill();
    await service.exited;
    Bun.spawnSync(["umount", "-R", at("root")]);
    rmSync(dir, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 200 && !existsSync(at("sock")); tries++) await Bun.sleep(50);
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 200 && !(await holds().catch(() => false)); tries++) await Bun.sleep(50);
  };
  return {
    cli,
    until,
    ctx,
    end,
    folder: (name: string): string => {
      mkdirSync(at(name), { recursive: true });
      return at(name);
    },
  };
}
