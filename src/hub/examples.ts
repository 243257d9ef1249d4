/**
 * Requests that fit this fleet as it is now, for the ask box: first what its own numbers speak for, each with the reason; then
 * what people usually ask, of what is really there. Each is understood as it stands, and none of those with a reason changes anything.
 */
import type { Machine } from "../domain/machine.ts";
import { percentText, percentUp } from "../lib/percent.ts";

export type Example = {
  say: string;
  /** What of the fleet's own state speaks for it; absent for an ordinary example. */
  why?: string;
};

/** Services that people restart, in the order in which they are worth an example. */
const familiar = [
  "nginx",
  "apache2",
  "httpd",
  "postgresql",
  "mariadb",
  "mysql",
  "redis-server",
  "redis",
  "haproxy",
  "grafana-server",
  "docker",
  "ssh",
  "sshd",
  "cron",
];

const most = 6;
/** Of these, however much is wrong: the box is for asking, not an alarm. */
const urgentMost = 3;
/** Shares from which on a number speaks for a question. */
const fullFrom = 0.9;
const busyFrom = 0.9;

/** At most six. */
export function examplesFor(fleet: readonly Machine[]): Example[] {
  const urgent = urgentFor(fleet).slice(0, urgentMost);
  const said = new Set(urgent.map(({ say }) => say));
  const usual = usualFor(fleet).filter((say) => !said.has(say));
  return [...urgent, ...usual.map((say) => ({ say }))].slice(0, most);
}

function urgentFor(fleet: readonly Machine[]): Example[] {
  const online = fleet.filter((machine) => machine.state === "online");
  const away = fleet.filter((machine) => machine.state === "offline");
  return [
    ...online
      .filter((machine) => fullest(machine) >= fullFrom)
      .toSorted((a, b) => fullest(b) - fullest(a))
      .map(full),
    ...(away.length > 0 ? [awayExample(away)] : []),
    ...online.flatMap((machine) => overBusy(machine)),
    ...online
      .filter(({ facts }) => facts.rebootRequired === true)
      .slice(0, 1)
      .map(wantsRestart),
  ];
}

const fullest = ({ sample }: Machine): number =>
  Math.max(0, ...(sample?.disks ?? []).map(({ usedRatio }) => usedRatio));

const full = (machine: Machine): Example => ({
  say: `why is the disk full on ${machine.name}?`,
  why: `${machine.name}: a disk is ${percentUp(fullest(machine))} full`,
});

const awayExample = (away: readonly Machine[]): Example => {
  const [only] = away;
  return {
    say: "which machines are offline?",
    why: away.length === 1 && only ? `${only.name} is away` : `${away.length} machines are away`,
  };
};

function overBusy({ name, sample }: Machine): Example[] {
  if (!sample) return [];
  const memory = sample.memoryTotalBytes > 0 ? sample.memoryUsedBytes / sample.memoryTotalBytes : 0;
  if (memory >= busyFrom)
    return [{ say: `what uses the memory on ${name}?`, why: `${name}: ${percentText(memory)} of its memory is used` }];
  const cpu = sample.cpuRatio ?? 0;
  return cpu >= busyFrom
    ? [{ say: `what is eating the CPU on ${name}?`, why: `${name}: its CPUs are ${percentText(cpu)} busy` }]
    : [];
}

const wantsRestart = ({ name }: Machine): Example => ({
  say: `is a reboot required on ${name}?`,
  why: `${name} wants to be restarted`,
});

function usualFor(fleet: readonly Machine[]): string[] {
  const online = fleet.filter((machine) => machine.state === "online");
  const [first] = online;
  if (!first) return [];
  const examples = ["show disk usage on all machines"];
  const served = familiar.find((service) => online.some((machine) => machine.facts.services.includes(service)));
  const host = served === undefined ? undefined : online.find((machine) => machine.facts.services.includes(served));
  if (served !== undefined && host) examples.push(`is ${served} running on ${host.name}?`);
  const tag = online.flatMap((machine) => machine.tags)[0];
  if (served !== undefined && host && !["ssh", "sshd"].includes(served))
    examples.push(tag === undefined ? `restart ${served} on ${host.name}` : `restart ${served} on all ${tag} servers`);
  examples.push(`what is eating the CPU on ${first.name}?`);
  const managed = online.find((machine) => machine.facts.init === "systemd");
  if (managed) examples.push(`which services have failed on ${managed.name}?`);
  examples.push(fleet.length > 1 ? "which machines are offline?" : `show open ports on ${first.name}`);
  return examples;
}
