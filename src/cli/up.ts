/** `ailx up`: hub and agent on this computer in one go, and the browser on its page: the first five minutes. */
import type { MachineView } from "../api/machine.ts";
import { shellWord } from "../lib/shellWord.ts";
import { version } from "../lib/version.ts";
import { hubAt } from "./client.ts";
import { exit } from "./exit.ts";
import { hubSettingsFrom, selfMadePin, startHub } from "./hub-start.ts";
import type { Io } from "./io.ts";
import type { Verb } from "./mode.ts";
import { paintFor, type Paint } from "./paint.ts";
import { shown } from "./shown.ts";
import { untilStopped } from "./stop.ts";

export const run: Verb = async ({ args, io }) => {
  const { settings: asked, origins } = await hubSettingsFrom({ args, io });
  // The screen is for a person; what the log says at info would bury it.
  const settings = {
    ...asked,
    localAgent: true,
    ...(origins.logLevel.origin === "default" ? { logLevel: "warn" as const } : {}),
  };
  const hub = await startHub(settings);
  const paint = paintFor(io);
  const pin = await selfMadePin(settings, hub.url);
  io.out(screen({ url: hub.url, setupUrl: hub.setupUrl, dataDir: short(settings.dataDir, io), pin, paint }));
  // Without the code: every user of this computer can read the words a program was started with.
  if (!args.has("no-open") && settings.ui) openBrowser(hub.setupUrl === undefined ? hub.url : `${hub.url}/setup`, io);
  const stopping = new AbortController();
  void sayWhenJoined({ dataDir: settings.dataDir, io, paint, signal: stopping.signal });
  await untilStopped(io, async () => {
    stopping.abort();
    io.out("\n");
    await hub.close();
  });
  return exit.ok;
};

export function screen({
  url,
  setupUrl,
  dataDir,
  pin,
  paint,
}: {
  url: string;
  setupUrl: string | undefined;
  dataDir: string;
  pin: string | undefined;
  paint: Paint;
}): string {
  const row = (name: string, text: string, note = "") =>
    `  ${paint.dim(name.padEnd(8))}${text}${note === "" ? "" : `  ${paint.dim(note)}`}`;
  return [
    "",
    `  ${paint.bold("ailx")} ${paint.dim(version)}  ${paint.green("running")}`,
    "",
    row("Open", paint.teal(setupUrl ?? url), setupUrl === undefined ? "" : "once, to make your account"),
    ...(pin === undefined ? [] : [row("Pin", `sha256//${pin}`, "of the certificate it made")]),
    row("Data", dataDir),
    "",
    row("Try", "show disk usage on all machines", "typed on that page"),
    row("", `${programName()} ask "show disk usage on all machines"`, "or here, in another terminal"),
    row("Stop", "Ctrl-C"),
    "",
    "",
  ].join("\n");
}

/** As it has to be typed here: `ailx` where the shell finds it, else where this program lies. */
function programName(): string {
  if (!Bun.isStandaloneExecutable || Bun.which("ailx") !== null) return "ailx";
  const here = `${process.cwd()}/`;
  const { execPath } = process;
  return shellWord(execPath.startsWith(here) ? `./${execPath.slice(here.length)}` : execPath);
}

const short = (path: string, { home }: Pick<Io, "home">): string =>
  path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;

/** Never a reason to fail: without a display the address on the screen is enough. */
function openBrowser(url: string, { env }: Pick<Io, "env">): void {
  const isMac = process.platform === "darwin";
  const hasDisplay =
    isMac || ((env["DISPLAY"] ?? env["WAYLAND_DISPLAY"] ?? "") !== "" && env["SSH_CONNECTION"] === undefined);
  const program = Bun.which(isMac ? "open" : "xdg-open");
  if (!hasDisplay || program === null) return;
  Bun.spawn([program, url], { stdio: ["ignore", "ignore", "ignore"] }).unref();
}

const pollMs = 200;
const giveUpMs = 20_000;

/** One more line once this computer is connected; joining takes a moment that nobody should wait for. */
async function sayWhenJoined({
  dataDir,
  io,
  paint,
  signal,
}: {
  dataDir: string;
  io: Io;
  paint: Paint;
  signal: AbortSignal;
}): Promise<void> {
  const path = `${dataDir}/hub.sock`;
  const hub = hubAt({ url: "http://localhost", how: "socket", where: path, sockets: [path] }, io);
  for (let waitedMs = 0; waitedMs < giveUpMs && !signal.aborted; waitedMs += pollMs) {
    const { items } = await hub
      .get<{ items: MachineView[] }>("/api/machines")
      .catch(() => ({ items: [] as MachineView[] }));
    const online = items.filter(({ state }) => state === "online");
    if (signal.aborted) return;
    if (online.length > 0) {
      const names = online.map(({ name, facts }) => `${name} (${facts.osName})`).join(", ");
      io.out(`  ${paint.dim("Joined  ")}${shown(names)}\n`);
      return;
    }
    await Bun.sleep(pollMs);
  }
  if (!signal.aborted) io.err("  The agent of this computer has not connected yet; `ailx doctor` says more.\n");
}
