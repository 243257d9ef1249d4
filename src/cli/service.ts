/** The agent as a service of this machine's init system: its unit, and the few commands that each of them needs. */
import { existsSync } from "node:fs";

const unitName = "ailx-agent";
export const settingsPath = "/etc/ailx/agent.yaml";
export const stateDir = "/var/lib/ailx-agent";
/** Where calls are noted when the disk is full. */
export const runDir = "/run/ailx-agent";
export const policyPath = "/etc/ailx/policy.yaml";

export type InitSystem = {
  name: "systemd" | "openrc";
  path: string;
  mode: number;
  text: (program: string) => string;
  /** Commands in order; each must end with 0. */
  start: readonly (readonly string[])[];
  stop: readonly (readonly string[])[];
  /** Ends with 0 where the service runs. */
  isRunning: readonly string[];
  /** Ends with 0 where it has ended and is not started again. */
  hasGivenUp?: readonly string[];
  /** Shows what the agent last said. */
  log: readonly string[];
  /** The same, of the time since then alone. */
  logSince: (sinceMs: number) => readonly string[];
};

/** Undefined where the machine has neither. */
export function initSystem(): InitSystem | undefined {
  if (existsSync("/run/systemd/system")) return systemd;
  return existsSync("/sbin/openrc-run") ? openrc : undefined;
}

const journal = ["journalctl", "--unit", unitName, "--output", "cat", "--lines", "20", "--no-pager"];
const systemd: InitSystem = {
  name: "systemd",
  path: `/etc/systemd/system/${unitName}.service`,
  mode: 0o644,
  text: systemdUnit,
  start: [
    ["systemctl", "daemon-reload"],
    ["systemctl", "enable", unitName],
    ["systemctl", "restart", unitName],
  ],
  stop: [["systemctl", "disable", "--now", unitName]],
  isRunning: ["systemctl", "is-active", "--quiet", unitName],
  hasGivenUp: ["systemctl", "is-failed", "--quiet", unitName],
  log: journal,
  logSince: (sinceMs) => [...journal, `--since=@${(sinceMs / 1_000).toFixed(3)}`],
};

const logFile = `/var/log/${unitName}.log`;
const openrc: InitSystem = {
  name: "openrc",
  path: `/etc/init.d/${unitName}`,
  mode: 0o755,
  text: openrcScript,
  start: [
    ["rc-update", "add", unitName, "default"],
    ["rc-service", unitName, "restart"],
  ],
  stop: [
    ["rc-service", unitName, "stop"],
    ["rc-update", "del", unitName, "default"],
  ],
  isRunning: ["rc-service", "--quiet", unitName, "status"],
  log: ["tail", "-n", "20", logFile],
  logSince: () => ["tail", "-n", "20", logFile],
};

/**
 * BUN_JSC_useJIT=0: the agent computes nothing, and without the compiler it needs 2 MiB less. MemoryHigh counts the commands
 * that the agent starts as well, so it is a share of the machine, not the size of the agent: it keeps a runaway
 * command from pushing out everything else. Delegate=yes: the agent gives each command a cgroup of its own below its own.
 * TasksMax is for all commands together, each has 4096 of its own; OOMPolicy: a command that ran out of memory ends, and not the
 * agent with it, which OOMScoreAdjust puts last. StartLimitIntervalSec=0: it tries for ever, as it does with the hub;
 * only where the hub refused its token (status 3) would that be in vain.
 */
export function systemdUnit(program: string): string {
  return `[Unit]
Description=ailx agent
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
ExecStart=${program} agent
Environment=BUN_JSC_useJIT=0
Restart=always
RestartSec=5
RestartPreventExitStatus=3
Delegate=yes
TasksMax=60%
MemoryHigh=60%
OOMPolicy=continue
OOMScoreAdjust=-500
StateDirectory=ailx-agent
StateDirectoryMode=0700

[Install]
WantedBy=multi-user.target
`;
}

export function openrcScript(program: string): string {
  return `#!/sbin/openrc-run
description="ailx agent"
supervisor=supervise-daemon
command="${program}"
command_args="agent"
respawn_delay=5
respawn_max=0
output_log="${logFile}"
error_log="${logFile}"
export BUN_JSC_useJIT=0

depend() {
	use net
	after firewall
}
`;
}

export type Done = { ok: boolean; said: string };

export async function command(argv: readonly string[]): Promise<Done> {
  try {
    const child = Bun.spawn([...argv], { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
    const said = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { ok: (await child.exited) === 0, said: said.join("").trim() };
  } catch (error) {
    return { ok: false, said: error instanceof Error ? error.message : String(error) };
  }
}
