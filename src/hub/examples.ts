/**
 * Requests that fit this fleet as it is now, for the ask box: first what its own numbers speak for, each with the reason; then
 * what people usually ask, of what is really there. Each has been tried on the planner, and none of those with a reason changes anything.
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

/** Whether the planner makes a plan or an answer of it, over these machines. */
export type Understands = (say: string, fleet: readonly Machine[]) => Promise<boolean>;

/** At most six, each of them tried; once for a fleet that is as it was. */
export function makeExamples(understands: Understands) {
  let triedFor: string | undefined;
  let tried = new Map<string, Promise<boolean>>();
  return async (fleet: readonly Machine[]): Promise<Example[]> => {
    const now = stateOf(fleet);
    if (now !== triedFor) {
      triedFor = now;
      tried = new Map();
    }
    const known = tried;
    const isUnderstood = async (say: string): Promise<boolean> => {
      const before = known.get(say) ?? understands(say, fleet).catch(() => false);
      known.set(say, before);
      return before;
    };
    const urgent = await firstOf(urgentFor(fleet), urgentMost, async ({ say }) => isUnderstood(say));
    const said = new Set(urgent.map(({ say }) => say));
    const usual: Example[] = [];
    for (const among of usualFor(fleet)) {
      if (urgent.length + usual.length >= most) break;
      const [say] = await firstOf(among, 1, async (one) => !said.has(one) && (await isUnderstood(one)));
      if (say === undefined) continue;
      said.add(say);
      usual.push({ say });
    }
    return [...urgent, ...usual];
  };
}

/** While nothing can be tried yet: what only looks, in words that are read whatever the fleet is. */
export function untriedExamples(fleet: readonly Machine[]): Example[] {
  const looks = fleet.some(({ state }) => state === "online") ? [{ say: "show disk usage on all machines" }] : [];
  return [...urgentFor(fleet).slice(0, urgentMost), ...looks];
}

/** What a request is read against: names and what is there, not how busy it is. */
const stateOf = (fleet: readonly Machine[]): string =>
  Bun.hash(
    JSON.stringify(
      fleet.map(({ name, state, tags, facts }) => [name, state, tags, facts.services, facts.osId, facts.init]),
    ),
  ).toString(36);

async function firstOf<T>(items: readonly T[], atMost: number, fits: (item: T) => Promise<boolean>): Promise<T[]> {
  const found: T[] = [];
  for (const item of items) {
    if (found.length >= atMost) break;
    if (await fits(item)) found.push(item);
  }
  return found;
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

/** Each with what may take its place where it is not understood. */
function usualFor(fleet: readonly Machine[]): string[][] {
  const online = fleet.filter((machine) => machine.state === "online");
  const [first] = online;
  if (!first) return [];
  const served = familiar.filter((service) => online.some((machine) => machine.facts.services.includes(service)));
  const managed = online.filter((machine) => machine.facts.init === "systemd");
  return [
    ["show disk usage on all machines", `show disk usage on ${first.name}`],
    served
      .flatMap((service) => hostsOf(service, online).map(({ name }) => `is ${service} running on ${name}?`))
      .slice(0, 3),
    served.flatMap((service) => (["ssh", "sshd"].includes(service) ? [] : restartsOf(service, online))).slice(0, 4),
    online.slice(0, 3).map(({ name }) => `what is eating the CPU on ${name}?`),
    managed.slice(0, 2).map(({ name }) => `which services have failed on ${name}?`),
    [...(fleet.length > 1 ? ["which machines are offline?"] : []), `show open ports on ${first.name}`],
    [`what is the uptime of ${first.name}?`],
  ];
}

const hostsOf = (service: string, online: readonly Machine[]): Machine[] =>
  online.filter(({ facts }) => facts.services.includes(service)).slice(0, 2);

/** On a group where every machine of it has the service; else on one machine. */
function restartsOf(service: string, online: readonly Machine[]): string[] {
  const hosts = online.filter(({ facts }) => facts.services.includes(service));
  const tags = [...new Set(hosts.flatMap((machine) => machine.tags))].filter((tag) => {
    const tagged = online.filter((machine) => machine.tags.includes(tag));
    return tagged.length > 1 && tagged.every(({ facts }) => facts.services.includes(service));
  });
  return [
    ...tags.slice(0, 2).map((tag) => `restart ${service} on all ${tag} servers`),
    ...hosts.slice(0, 2).map(({ name }) => `restart ${service} on ${name}`),
  ];
}
