/** A network of its own with real rules in the kernel, and a way back that is armed there: tests change no machine. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Deadman } from "../../../agent/deadman/deadman.ts";
import { silentLog } from "../../../lib/log.ts";
import { scripted } from "../../../../test/support/scripted-context.ts";
import type { Contact, ToolContext } from "../../define.ts";

export const canHave = process.platform === "linux" && process.getuid?.() === 0 && Bun.which("nft") !== null;

export async function network() {
  const dir = mkdtempSync(join(tmpdir(), "ailx-network-"));
  const holder = Bun.spawn(["unshare", "-n", "sleep", "600"], { stdout: "ignore" });
  const inside = ["nsenter", "-t", String(holder.pid), "-n", "--"];
  // Until it has left the network of this machine.
  const own = (pid: number | "self") => Bun.spawnSync(["readlink", `/proc/${pid}/ns/net`]).stdout.toString();
  while (own(holder.pid) === own("self")) await Bun.sleep(5);
  const ran = async (argv: readonly string[]) => {
    const child = Bun.spawn([...inside, ...argv], { stdout: "pipe", stderr: "pipe" });
    const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { exitCode: await child.exited, signal: null, stdout, stderr, timedOut: false };
  };
  let reached: () => boolean = () => true;
  const contact = async (): Promise<Contact> => {
    const ok = reached();
    return { ok, path: "network", ms: 1, why: ok ? "" : "no answer within 4 s" };
  };
  const deadman = new Deadman({ dir: join(dir, "deadman"), contact, log: silentLog, systemd: false });
  const context = (more: Partial<ToolContext> = {}): ToolContext => ({
    ...scripted(),
    spawn: ran,
    sleep: (ms) => Bun.sleep(Math.min(ms, 50)),
    deadman: {
      arm: (way) =>
        deadman.portFor(crypto.randomUUID()).arm({
          ...way,
          back: way.back.map((step) => (step.kind === "run" ? { ...step, argv: [...inside, ...step.argv] } : step)),
        }),
    },
    ...more,
  });
  return {
    context,
    reach: (how: () => boolean) => void (reached = how),
    /** A line for sh in there. */
    on: async (line: string): Promise<string> => (await ran(["sh", "-c", line])).stdout,
    end: async (): Promise<void> => {
      holder.kill("SIGKILL");
      await holder.exited;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
