/** `ailx agent install`: settings, policy and service, so that the agent runs now and after every boot. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { AppError } from "../domain/error.ts";
import { writeDurably } from "../lib/durableFile.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args, Verb } from "./mode.ts";
import { command, initSystem, policyPath, settingsPath, type InitSystem } from "./service.ts";
import { agentKeys } from "./setting-keys.ts";
import { readConfigFile, resolve } from "./settings.ts";
import { shown } from "./shown.ts";
import { levelOf } from "./values.ts";

export const run: Verb = async ({ args, io }) => {
  if (io.uid !== 0)
    throw new AppError("permission_denied", "Installing a service needs root.", {
      hint: "Run the same line with sudo.",
    });
  const settings = settingsText({ args, io });
  const level = levelOf(args, "max-level") ?? 1;
  const program = await placeProgram(io);

  mkdirSync("/etc/ailx", { recursive: true, mode: 0o755 });
  writeDurably({ path: settingsPath, data: settings, mode: 0o600 });
  if (existsSync(policyPath)) {
    if (args.text("max-level") !== undefined)
      io.err(`${policyPath} is there already and stays as it is; it decides what this machine permits.\n`);
  } else writeDurably({ path: policyPath, data: policyText(level), mode: 0o600 });

  const init = initSystem();
  if (!init) {
    io.err(
      `There is neither systemd nor OpenRC here, so nothing starts the agent by itself.\n  Start it with: ${program} agent\n`,
    );
    return exit.failed;
  }
  const since = Date.now();
  writeDurably({ path: init.path, data: init.text(program), mode: init.mode });
  for (const line of init.start) await must(line);
  const status = await sayHowItWent({ init, io, since });
  // Joined: what could let another machine in need not lie here any longer.
  if (status === exit.ok) writeDurably({ path: settingsPath, data: withoutToken(settings), mode: 0o600 });
  return status;
};

/** What was given on this line, over what an earlier installation left. */
function settingsText({ args, io }: { args: Args; io: Io }): string {
  const before = readConfigFile(settingsPath, (text) => Bun.YAML.parse(text));
  const { hub, token, name, tag } = resolve(agentKeys, {
    args: withoutLevel(args),
    io: { ...io, env: {} },
    file: before,
  });
  if (hub.value === undefined)
    throw usageError("The hub is missing.", "Give --hub URL; “Add machine” on the hub shows the whole line.");
  const lines = [
    "# Settings of the ailx agent on this machine. A token is needed once, to join.",
    `hub: ${JSON.stringify(hub.value)}`,
    ...(token.value === undefined ? [] : [`token: ${JSON.stringify(token.value)}`]),
    ...(name.value === undefined ? [] : [`name: ${JSON.stringify(name.value)}`]),
    ...(tag.value === undefined || tag.value.length === 0
      ? []
      : [`tag: [${tag.value.map((each) => JSON.stringify(each)).join(", ")}]`]),
  ];
  return `${lines.join("\n")}\n`;
}

const withoutToken = (text: string): string => text.replace(/^token: .*\n/m, "");

/** The level goes into the policy, where only root of this machine can raise it, not into the settings. */
const withoutLevel = (args: Args): Args => ({
  ...args,
  text: (option) => (option === "max-level" ? undefined : args.text(option)),
});

const policyText = (level: number): string =>
  `# What ailx may do on this machine. Only this file decides; the hub cannot raise it.\n# 1 read · 2 user files, own processes · 3 services, packages, hardware · 4 anything\nmaxLevel: ${level}\n`;

/** A service of root must not run a file that somebody else can change, so it runs a copy in a place of root's own. */
async function placeProgram(io: Pick<Io, "err">): Promise<string> {
  if (!Bun.isStandaloneExecutable)
    throw new AppError("not_supported", "Only the built program can be installed as a service.", {
      hint: "Build it with `bun run build`, then use dist/ailx.",
    });
  const own = process.execPath;
  if (/^\/(usr|opt)\//.test(own)) return own;
  const place = "/usr/local/bin/ailx";
  io.err(`Copying ${own} to ${place}\n`);
  writeDurably({ path: place, data: await Bun.file(own).bytes(), mode: 0o755 });
  return place;
}

async function must(line: readonly string[]): Promise<void> {
  const { ok, said } = await command(line);
  if (!ok)
    throw new AppError("tool_failed", `\`${line.join(" ")}\` failed${said === "" ? "." : `: ${said}`}`, {
      hint: "The settings are written. Run this again once that is solved.",
    });
}

const patienceMs = 15_000;
/** Where the agent has ended by itself, it rarely comes up at its next try. */
const patienceAfterErrorMs = 3_000;

/** Installed is not yet connected: waits for the agent's own word, and shows what it said where it does not come. */
async function sayHowItWent({ init, io, since }: { init: InitSystem; io: Io; since: number }): Promise<0 | 1> {
  let until = since + patienceMs;
  let gaveUp = false;
  while (Date.now() < until && !gaveUp) {
    await Bun.sleep(250);
    gaveUp = init.hasGivenUp !== undefined && (await command(init.hasGivenUp)).ok;
    const said = await linesSince(init, since);
    const up = said.map(read).find((line) => line.event === "link.up" && Date.parse(line.time ?? "") >= since);
    if (up) {
      io.out(
        `The agent runs and is connected${up.machine === undefined ? "" : ` as ${shown(up.machine)}`}. It permits level ${levelNow()} at most (${policyPath}).\n`,
      );
      return exit.ok;
    }
    if (init.name === "systemd" && said.some(isError)) until = Math.min(until, Date.now() + patienceAfterErrorMs);
  }
  const said = await linesSince(init, since);
  io.err(
    `ailx: The service is installed, but the agent has not connected. ${gaveUp ? "It does not try again." : "It goes on trying."} It said:\n${shown(agentsWords(said.join("\n")))}`,
  );
  return exit.failed;
}

/** What the agent itself said, each sentence once: the init system's own lines tell nothing new. */
export function agentsWords(log: string): string {
  const lines = log.split("\n").filter((line) => /^(ailx: | {2}|\{)/.test(line));
  return [...new Set(lines.length > 0 ? lines : log.split("\n"))].map((line) => `  ${line}\n`).join("");
}

type Line = { event?: string; time?: string; machine?: string };
const linesSince = async (init: InitSystem, since: number): Promise<string[]> =>
  (await command(init.logSince(since))).said.split("\n");

/** How the program tells an error that ends it. */
const isError = (line: string): boolean => line.startsWith("ailx: ");

function read(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return {};
  }
}

const levelNow = (): string => /maxLevel:\s*(\d)/.exec(readFileSync(policyPath, "utf8"))?.[1] ?? "?";
