/**
 * Starts the timer of a way back where the end of the agent does not reach it: as a transient unit where systemd runs the
 * machine, because it ends all of a unit's processes with the unit; elsewhere as a process of a session of its own.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ToolError } from "../../tools/define.ts";

export type Timer = { by: "systemd" | "process"; unit: string };

export const hasSystemd = (): boolean => existsSync("/run/systemd/system");

export const unitOf = (id: string): string => `ailx-revert-${id}`;

const env = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };

/** Throws `not_armed`. */
export async function startTimer({
  dir,
  id,
  afterS,
  systemd = hasSystemd(),
}: {
  dir: string;
  id: string;
  afterS: number;
  systemd?: boolean;
}): Promise<Timer> {
  const unit = unitOf(id);
  if (systemd) {
    await startUnit({ dir, unit, afterS });
    return { by: "systemd", unit };
  }
  const child = spawn("/bin/sh", [join(dir, "revert.sh"), "wait"], { cwd: "/", env, stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
  for (let waited = 0; waited < 2_000; waited += 20) {
    if (existsSync(join(dir, "waiting"))) return { by: "process", unit };
    await Bun.sleep(20);
  }
  throw new ToolError("not_armed", "The way back could not be armed, so nothing was changed: no timer was started.");
}

/** Counted by the clock that nobody sets; without the accuracy systemd may be a minute late. */
async function startUnit({ dir, unit, afterS }: { dir: string; unit: string; afterS: number }): Promise<void> {
  const argv = [
    "systemd-run",
    "--quiet",
    "--collect",
    `--unit=${unit}`,
    `--on-active=${afterS}s`,
    "--timer-property=AccuracySec=500ms",
    "--description=Puts a change of ailx back unless it is confirmed",
    "/bin/sh",
    join(dir, "revert.sh"),
  ];
  const said = await ran(argv);
  if (said.status === 0 && (await ran(["systemctl", "is-active", "--quiet", `${unit}.timer`])).status === 0) return;
  throw new ToolError(
    "not_armed",
    `The way back could not be armed, so nothing was changed: ${said.text.trim().slice(0, 300) || "systemd has no such timer"}.`,
  );
}

/** It has done its work, or must not do it any more. What is decided is decided: a timer that is left does nothing. */
export async function stopTimer({ by, unit }: Timer, pid: number | undefined): Promise<void> {
  if (by === "systemd") return void (await ran(["systemctl", "stop", `${unit}.timer`]));
  if (pid === undefined || !isWaiting(pid)) return;
  try {
    // The group: its sleep too.
    process.kill(-pid, "SIGTERM");
  } catch {
    // It has ended.
  }
}

/** A number that was given away again is somebody else's. */
function isWaiting(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("/revert.sh\0wait");
  } catch {
    return false;
  }
}

/** A way back that hangs does not keep the agent from starting. */
const mostMs = 60_000;

/** To its end; a program that cannot be started has status 127. */
export async function ran(argv: readonly string[]): Promise<{ status: number; text: string }> {
  try {
    const child = Bun.spawn([...argv], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
      env,
      cwd: "/",
      timeout: mostMs,
    });
    const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { status: await child.exited, text: `${err}${out}` };
  } catch (error) {
    return { status: 127, text: String(error) };
  }
}
