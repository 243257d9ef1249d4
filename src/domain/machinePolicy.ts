/**
 * What a machine's own policy file permits, rule by rule with the line it stands in. The agent refuses by it, whatever the
 * hub says; the hub is told of it, so that it says the same beforehand. Pure, and one function for both.
 */
import * as z from "zod/mini";
import type { JsonObject } from "../lib/json.ts";
import { once } from "../lib/once.ts";
import { riskRank, risks, type Level, type Risk } from "./risk.ts";
import { glob } from "./target-glob.ts";
import { timeWindowSchema, windowText, within } from "./timeWindow.ts";

/** The settings of the file that are rules. */
export const machineRuleIds = [
  "maxRisk",
  "readOnly",
  "tools.allow",
  "tools.deny",
  "paths.allow",
  "paths.deny",
  "commands.deny",
  "quietHours",
  /** Not of the file: what the agent itself lives on. */
  "ownFiles",
] as const;
export type MachineRuleId = (typeof machineRuleIds)[number];

const words = (most: number) => z.string().check(z.maxLength(most));

/** As it crosses the wire. A rule of an id that the hub does not know is the agent's alone to apply. */
export const machinePolicySchema = once(() =>
  z.object({
    /** Where it is written: an absolute path. Empty: no file, only the command line's level. */
    file: words(1_024),
    rules: z
      .array(
        z.object({
          id: words(40),
          /** The line of the file, from 1. */
          line: z.int().check(z.minimum(0), z.maximum(1_000_000)),
          value: z.optional(words(1_024)),
          during: z.optional(timeWindowSchema()),
        }),
      )
      .check(z.maxLength(600)),
    /** The level that the file gives by itself, and the line. */
    level: z.optional(z.object({ is: z.int().check(z.minimum(1), z.maximum(4)), line: z.int() })),
    /** A level that root granted there for a while; it is part of `maxLevel` until then. */
    grant: z.optional(
      z.object({
        level: z.int().check(z.minimum(1), z.maximum(4)),
        untilMs: z.number(),
        by: words(128),
        reason: z.optional(words(500)),
      }),
    ),
    /** The file changed and cannot be read: level 1 and no changes until it can. */
    broken: z.optional(words(1_024)),
  }),
);
export type MachinePolicy = z.infer<ReturnType<typeof machinePolicySchema>>;
type Rule = MachinePolicy["rules"][number];

/** What is about to be done, as far as a machine's rules ask for it. */
export type MachineDoing = { tool: string; input: JsonObject; risk: Risk; changes: boolean };
export type MachineRefusal = { rule: string; where: string; why: string };

/** Why the machine will not do it; undefined where its rules have nothing against it. Levels are told apart from this. */
export function machineRefusal(
  policy: MachinePolicy,
  doing: MachineDoing,
  /** `resolved`: what its paths really are, where somebody could look. */
  { nowMs, resolved = [] }: { nowMs: number; resolved?: readonly string[] },
): MachineRefusal | undefined {
  if (policy.broken !== undefined && doing.changes) return { rule: "broken", where: policy.file, why: policy.broken };
  const paths = [...new Set([...pathsIn(doing), ...resolved])];
  for (const rule of policy.rules) {
    const why = against(rule, doing, paths, nowMs);
    if (why !== undefined) return told(policy, rule, why);
  }
  return notAllowed(policy, doing, paths);
}

function against(rule: Rule, doing: MachineDoing, paths: readonly string[], nowMs: number): string | undefined {
  const { value = "" } = rule;
  switch (rule.id as MachineRuleId) {
    case "maxRisk": {
      const most = risks.find((each) => each === value) ?? "low";
      return riskRank(doing.risk) > riskRank(most)
        ? `its risk is ${doing.risk} and ${most} is the most there`
        : undefined;
    }
    case "readOnly":
      return doing.changes ? "nothing is changed there" : undefined;
    case "tools.deny":
      return toolsIn(doing).some(glob(value)) ? `the tool ${doing.tool} is denied there` : undefined;
    case "paths.deny": {
      const path = paths.find((each) => coversPath(value, each));
      return path === undefined ? undefined : `the path ${path} is denied there`;
    }
    case "ownFiles": {
      // Typed tools look at that themselves, and know which of their texts are paths.
      const path =
        doing.changes && doing.tool === "shell.run" ? paths.find((each) => coversPath(value, each)) : undefined;
      return path === undefined ? undefined : `${path} is what the agent itself lives on`;
    }
    case "commands.deny":
      return saysCommand(value, doing) ? `the command “${value}” is denied there` : undefined;
    case "quietHours":
      return rule.during && doing.changes && within(rule.during, nowMs)
        ? `nothing is changed there ${windowText(rule.during)}`
        : undefined;
    default:
      return undefined;
  }
}

/** Lists of what is allowed: where there is one, everything else is not. */
function notAllowed(policy: MachinePolicy, doing: MachineDoing, paths: readonly string[]): MachineRefusal | undefined {
  const [tool] = policy.rules.filter(({ id }) => id === "tools.allow");
  const isAllowed = (name: string): boolean =>
    policy.rules.some(({ id, value = "" }) => id === "tools.allow" && glob(value)(name));
  if (tool && !toolsIn(doing).every(isAllowed))
    return told(policy, tool, `the tool ${doing.tool} is not among those allowed there`);
  const [first] = policy.rules.filter(({ id }) => id === "paths.allow");
  if (!first || !doing.changes) return undefined;
  // Which files a free command touches cannot be read off its words for certain.
  if (doing.tool === "shell.run")
    return told(policy, first, "only some paths may be changed there, and what a command changes is not certain");
  const allowed = policy.rules.flatMap(({ id, value = "" }) => (id === "paths.allow" ? [value] : []));
  const other = paths.find((path) => !allowed.some((each) => coversPath(each, path)));
  return other === undefined ? undefined : told(policy, first, `the path ${other} is not among those allowed there`);
}

const told = ({ file }: MachinePolicy, { id, line }: Rule, why: string): MachineRefusal => ({
  rule: id,
  where: id === "ownFiles" ? "the agent itself" : `${file}:${line}`,
  why,
});

/** A look at what another tool would do shows what that one finds, so it is denied where that one is. */
const toolsIn = ({ tool, input: { tool: looksAt } }: MachineDoing): string[] =>
  tool === "change.preview" && typeof looksAt === "string" ? [tool, looksAt] : [tool];

/** A folder covers what lies in it; `*` stands for any text, slashes too, so that it never covers less than was meant. */
/** For what is found only while a call runs, as by a search: is this path denied to every tool? */
export const deniesPath = ({ rules }: Pick<MachinePolicy, "rules">, path: string): boolean =>
  rules.some(({ id, value = "" }) => id === "paths.deny" && coversPath(value, path));

function coversPath(pattern: string, path: string): boolean {
  const bare = pattern.replace(/\/\*{0,2}$/, "") || "/";
  if (bare === "/") return true;
  // Case is looked past: on a file system where it does not count, another case is the same file.
  return glob(bare)(path) || glob(`${bare}/*`)(path);
}

/** Every absolute path that is named: in the arguments of a tool, and anywhere in the text of a command. */
export function pathsIn({ tool, input }: Pick<MachineDoing, "tool" | "input">): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      if (value.startsWith("/")) found.push(normal(value));
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  visit(input);
  const { command } = input;
  if (tool === "shell.run" && typeof command === "string")
    for (const [word] of unquoted(command).matchAll(/\/[^\s;|&<>(){},:=]*/g)) found.push(normal(word));
  return found;
}

/** `.` and `..` and doubled slashes taken out, as the kernel would without symlinks. */
export function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
}

const unquoted = (command: string): string => command.replaceAll(/["'\\]/g, "");

/**
 * Whether a command has these words one after the other, by any path and however quoted. It stops what is written by
 * mistake; who wants to get around a list of words can, which is what levels, `readOnly` and `tools` are for.
 */
function saysCommand(pattern: string, { tool, input }: MachineDoing): boolean {
  const { command } = input;
  if (tool !== "shell.run" || typeof command !== "string") return false;
  const wanted = pattern.split(/\s+/).filter((word) => word !== "");
  const said = unquoted(command)
    .split(/[\s;|&<>(){}`$]+/)
    .filter((word) => word !== "");
  const names = said.map((word) => word.slice(word.lastIndexOf("/") + 1));
  return said.some((_, at) =>
    wanted.every((word, by) => {
      const matches = glob(word);
      return matches(said[at + by] ?? "") || matches(names[at + by] ?? "");
    }),
  );
}

/** What a machine permits at most now: the file's level, raised by a grant of root there while that lasts. */
export const levelNow = (own: Level, grant: MachinePolicy["grant"], nowMs: number): Level =>
  grant && grant.untilMs > nowMs && grant.level > own ? (grant.level as Level) : own;
