/** Decides whether a machine is meant by a target expression. What is not known of a machine never matches. */
import type { Comparison } from "./condition.ts";
import type { Machine } from "./machine.ts";
import type { Sample } from "./metric.ts";
import { glob } from "./target-glob.ts";
import type { ShareField, TargetNode, VersionField, WordField } from "./target-node.ts";
import { compareVersions, startsWithVersion } from "./target-version.ts";

type Test = (machine: Machine) => boolean;

export function matcherOf(node: TargetNode): Test {
  switch (node.kind) {
    case "all":
      return () => true;
    case "word":
      return anyWord(wordsOf[node.field], glob(node.pattern));
    case "os":
      return osTest(node);
    case "version":
      return (machine) => compared(compareVersions(versionsOf[node.field](machine), node.than), node.op);
    case "share":
      return shareTest(node);
    case "machineKind":
      return (machine) => machine.facts.kind === node.is;
    case "status":
      return (machine) => machine.state === node.is;
    case "and": {
      const tests = node.of.map(matcherOf);
      return (machine) => tests.every((test) => test(machine));
    }
    case "or": {
      const tests = node.of.map(matcherOf);
      return (machine) => tests.some((test) => test(machine));
    }
    case "not": {
      const test = matcherOf(node.of);
      return (machine) => !test(machine);
    }
  }
}

const wordsOf: Record<WordField, (machine: Machine) => readonly string[]> = {
  name: (machine) => [machine.name, ...machine.aliases],
  tag: (machine) => machine.tags,
  has: (machine) => machine.facts.programs,
  service: (machine) => machine.facts.services,
  container: (machine) => machine.facts.containers,
};

const versionsOf: Record<VersionField, (machine: Machine) => string> = {
  kernel: (machine) => machine.facts.kernel,
  agent: (machine) => machine.agentVersion,
};

const anyWord =
  (words: (machine: Machine) => readonly string[], matches: (text: string) => boolean): Test =>
  (machine) =>
    words(machine).some(matches);

/** `os:debian`, `os:linux`, and the forms with a version: `os:ubuntu-22.04`, `os:ubuntu/22.04`, `os:debian>=12`. */
function osTest({ pattern, version }: Extract<TargetNode, { kind: "os" }>): Test {
  const isNamed = osNamed(pattern);
  if (version)
    return (machine) =>
      isNamed(machine) && compared(compareVersions(machine.facts.osVersion, version.than), version.op);
  const split = /^(?<id>.+)[-/](?<prefix>\d[\w.]*)$/.exec(pattern);
  const prefix = split?.groups?.["prefix"];
  if (prefix === undefined) return isNamed;
  const isSystem = osNamed(split?.groups?.["id"] ?? "");
  return (machine) => isNamed(machine) || (isSystem(machine) && startsWithVersion(machine.facts.osVersion, prefix));
}

const osNamed = (pattern: string): Test => {
  const matches = glob(pattern);
  const platform = pattern.toLowerCase() === "macos" ? "darwin" : pattern.toLowerCase();
  return ({ facts }) => matches(facts.osId) || facts.platform === platform;
};

function shareTest({ field, op, percent }: Extract<TargetNode, { kind: "share" }>): Test {
  return ({ sample }) => {
    const share = sample && sharesOf[field](sample);
    // Divided, not multiplied: 0.29 * 100 is 28.999…, but 29 / 100 is the same double as 0.29.
    return share !== undefined && compared(Math.sign(share - percent / 100), op);
  };
}

const sharesOf: Record<ShareField, (sample: Sample) => number | undefined> = {
  cpu: ({ cpuRatio }) => cpuRatio,
  memory: ({ memoryUsedBytes, memoryTotalBytes }) =>
    memoryTotalBytes > 0 ? memoryUsedBytes / memoryTotalBytes : undefined,
  disk: ({ disks }) => (disks.length > 0 ? Math.max(...disks.map((disk) => disk.usedRatio)) : undefined),
};

/** `sign` is that of held minus wanted; undefined where it could not be compared. */
function compared(sign: number | undefined, op: Comparison): boolean {
  if (sign === undefined) return false;
  return { "==": sign === 0, "!=": sign !== 0, ">": sign > 0, ">=": sign >= 0, "<": sign < 0, "<=": sign <= 0 }[op];
}
