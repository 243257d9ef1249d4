/** `ailx agent install`: settings, policy and service, so that the agent runs now and after every boot. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { AppError } from "../domain/error.ts";
import { writeDurably } from "../lib/durableFile.ts";
import { proxyFor } from "../lib/proxy.ts";
import { agentsWords, startAnew, startService, type Arrival } from "./agent-start.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args, Verb } from "./mode.ts";
import { proxiesFrom } from "./proxies.ts";
import { initSystem, policyPath, settingsPath } from "./service.ts";
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
  writeDurably({ path: init.path, data: init.text(program), mode: init.mode });
  let arrival = await startService(init);
  if (arrival.kind === "refused" && args.text("token") !== undefined) {
    io.err(`${shown(arrival.why)} It joins as a new machine.\n`);
    arrival = await startAnew(init);
  }
  // Joined: what could let another machine in need not lie here any longer.
  if (arrival.kind === "up") writeDurably({ path: settingsPath, data: withoutToken(settings), mode: 0o600 });
  return say(arrival, io);
};

function say(arrival: Arrival, io: Io): 0 | 1 {
  switch (arrival.kind) {
    case "up":
      io.out(
        `The agent runs and is connected${arrival.machine === undefined ? "" : ` as ${shown(arrival.machine)}`}. It permits level ${levelNow()} at most (${policyPath}).\n`,
      );
      return exit.ok;
    case "refused":
      io.err(
        `ailx: The service is installed, but the hub does not let it in: ${shown(arrival.why)}\n  Run this again with the token of a new line from Add machine.\n`,
      );
      return exit.failed;
    case "waiting":
      io.out(
        `The agent runs and waits to be let in. On the hub, compare its key and approve it:\n\n    ${shown(arrival.fingerprint)}\n\nThere: Machines, or \`ailx machine approve\`. It goes on asking.\n`,
      );
      return exit.ok;
    case "failed":
      io.err(
        `ailx: The service is installed, but the agent has not connected. ${arrival.triesAgain ? "It goes on trying." : "It does not try again."} It said:\n${shown(agentsWords(arrival.said))}`,
      );
      return exit.failed;
  }
}

const levelNow = (): string => /maxLevel:\s*(\d)/.exec(readFileSync(policyPath, "utf8"))?.[1] ?? "?";

/** What was given on this line, over what an earlier installation left. */
function settingsText({ args, io }: { args: Args; io: Io }): string {
  const before = readConfigFile(settingsPath, (text) => Bun.YAML.parse(text));
  const { hub, token, name, tag, proxy } = resolve(agentKeys, {
    args: withoutLevel(args),
    io: { ...io, env: {} },
    file: before,
  });
  if (hub.value === undefined)
    throw usageError("The hub is missing.", "Give --hub URL; “Add machine” on the hub shows the whole line.");
  // A service does not inherit the environment of the person who installs it.
  const found = proxy.value === undefined ? proxiesFrom(undefined, io.env) : undefined;
  const way = proxy.value ?? (found && proxyFor(hub.value, found));
  const lines = [
    "# Settings of the ailx agent on this machine. A token is needed once, to join.",
    `hub: ${JSON.stringify(hub.value)}`,
    ...(token.value === undefined ? [] : [`token: ${JSON.stringify(token.value)}`]),
    ...(way === undefined ? [] : [`proxy: ${JSON.stringify(way)}`]),
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
