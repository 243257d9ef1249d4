/** How a process's terminal is set, asked of `stty`: nothing that knows of terminals is kept in the agent's memory. */
import type { File, Modes, Seen } from "./seen.ts";
import { textOf } from "./text.ts";

const isTerminal = /^\/dev\/(pts\/\d+|tty\w*|console)$/;

/** The terminal among its first files, and whether its group has it. Undefined where it has none. */
export async function terminalOf({
  pid,
  files,
}: {
  pid: number;
  files: readonly File[];
}): Promise<Seen["terminal"] | undefined> {
  const file =
    files.find(({ fd, link }) => fd <= 2 && isTerminal.test(link)) ?? files.find(({ link }) => isTerminal.test(link));
  if (!file) return undefined;
  const modes = file.link === "/dev/tty" ? undefined : await modesOf(`/proc/${pid}/fd/${file.fd}`);
  return { path: file.link, foreground: hasTerminal(pid), ...(modes ? { modes } : {}) };
}

/** Fields 5 (group), 7 (terminal) and 8 (the group that has it). Who has none by name is held back by none. */
function hasTerminal(pid: number): boolean {
  const stat = textOf(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [group, terminal, foreground] = [fields[2], fields[4], fields[5]];
  return terminal === "0" || group === foreground;
}

async function modesOf(path: string): Promise<Modes | undefined> {
  try {
    // Opened by way of the process, because in another mount namespace the same name is another terminal.
    const child = Bun.spawn(["stty", "-F", path, "-a"], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "ignore",
      timeout: 2_000,
    });
    const text = await new Response(child.stdout).text();
    return (await child.exited) === 0 ? parseModes(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Words with a minus before those that are off. */
export function parseModes(text: string): Modes | undefined {
  const words = new Set(text.split(/[\s;]+/));
  if (!words.has("icanon") && !words.has("-icanon")) return undefined;
  return { echo: words.has("echo"), lines: words.has("icanon") };
}
