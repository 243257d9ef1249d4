/**
 * What this machine permits, in a file that only its owner can write: `/etc/ailx/policy.yaml` for an agent that runs as
 * root, `<state>/policy.yaml` otherwise. The hub can lower it for itself; nothing but this file, and a grant that root gives
 * there for a while, raises it.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import { AppError } from "../domain/error.ts";
import type { MachinePolicy } from "../domain/machinePolicy.ts";
import { risks, type Level } from "../domain/risk.ts";
import { timeWindowSchema } from "../domain/timeWindow.ts";
import { once } from "../lib/once.ts";

const level = () => z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], "must be 1, 2, 3 or 4");
const list = () =>
  z.optional(
    z
      .array(z.string("must be text").check(z.minLength(1, "must not be empty"), z.maxLength(1_024)), "must be a list")
      .check(z.maxLength(100)),
  );
const paths = () =>
  z.optional(
    z
      .array(
        z.string("must be text").check(z.regex(/^\//, "must be absolute paths"), z.maxLength(1_024)),
        "must be a list",
      )
      .check(z.maxLength(100)),
  );
const policySchema = once(() =>
  z.strictObject({
    /** 1 read · 2 write user files, own processes · 3 services, packages · 4 anything. */
    maxLevel: level(),
    maxRisk: z.optional(z.enum(risks, "must be low, medium, high or critical")),
    /** Nothing is changed here, whatever the level. */
    readOnly: z.optional(z.boolean("must be true or false")),
    /** Names of tools, with `*`. Where `allow` is there, everything else is denied. */
    tools: z.optional(z.strictObject({ allow: list(), deny: list() }, "must be allow and deny")),
    /** Folders and files. `allow`: only these may be changed. `deny`: not even looked at. */
    paths: z.optional(z.strictObject({ allow: paths(), deny: paths() }, "must be allow and deny")),
    /** Words of commands, one after the other: `docker system prune`. */
    commands: z.optional(z.strictObject({ deny: list() }, "must be deny")),
    /** Nothing is changed then. */
    quietHours: z.optional(
      z.union([timeWindowSchema(), z.array(timeWindowSchema()).check(z.maxLength(20))], "must have from, to and zone"),
    ),
  }),
);
export type Policy = z.infer<ReturnType<typeof policySchema>>;
/** With the file and the line of each rule, as refusals name them. */
export type WrittenPolicy = { policy: Policy; told: MachinePolicy };

export const policyPath = ({ stateDir, isRoot }: { stateDir: string; isRoot: boolean }): string =>
  isRoot ? "/etc/ailx/policy.yaml" : join(stateDir, "policy.yaml");

/** Undefined where there is no file. Throws `refused_by_policy` where it cannot be trusted or understood. */
export function readPolicy(path: string): WrittenPolicy | undefined {
  const text = readTrusted(path);
  return text === undefined ? undefined : parsePolicy({ text, path });
}

/** A file that only its owner and root can write, nor the folder it lies in; undefined where there is none. */
export function readTrusted(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  for (const part of [path, dirname(path)]) refuseIfOthersWrite(part);
  return readFileSync(path, "utf8");
}

/** Strict: what it does not know it does not skip, since it may have been meant to forbid something. */
export function parsePolicy({ text, path }: { text: string; path: string }): WrittenPolicy {
  let body: unknown;
  try {
    body = Bun.YAML.parse(text);
  } catch (cause) {
    throw invalid(path, `it is not valid YAML: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  const read = policySchema().safeParse(body ?? {});
  if (read.success) return { policy: read.data, told: toldOf({ policy: read.data, text, path }) };
  const [issue] = read.error.issues;
  const at = (issue?.path ?? []).map(String);
  if (issue?.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    throw invalid(
      path,
      `${lineWords(text, [...at, key])}${JSON.stringify([...at, key].join("."))} is not a setting that it can have`,
    );
  }
  const names = at.filter((each) => !/^\d+$/.test(each));
  const key = names.join(".");
  if (key === "") throw invalid(path, "it is not a list of settings");
  const isThere = valueAt(body, names) !== undefined;
  throw invalid(
    path,
    isThere ? `${lineWords(text, names)}${key} ${issue?.message ?? "is not valid"}` : `${key} is missing`,
  );
}

/** The ceiling of this machine: the lowest of what its file and its command line say; 1 where neither does. */
export const ownMaxLevel = ({
  policy,
  flag,
}: {
  policy: Pick<Policy, "maxLevel"> | undefined;
  flag: Level | undefined;
}): Level => lowest([policy?.maxLevel, flag]) ?? 1;

/** What counts: the machine's own ceiling, lowered by the hub where it says so. Never raised by it. */
export const effectiveLevel = ({ own, hub }: { own: Level; hub: Level }): Level => lowest([own, hub]) ?? 1;

const lowest = (given: readonly (Level | undefined)[]): Level | undefined =>
  given.filter((each) => each !== undefined).toSorted((a, b) => a - b)[0];

function toldOf({ policy, text, path }: { policy: Policy; text: string; path: string }): MachinePolicy {
  const rules: MachinePolicy["rules"] = [];
  const add = (id: string, value: string): void =>
    void rules.push({ id, line: lineOf(text, id.split("."), value) ?? 0, value });
  if (policy.maxRisk) add("maxRisk", policy.maxRisk);
  if (policy.readOnly === true) add("readOnly", "true");
  for (const each of policy.tools?.deny ?? []) add("tools.deny", each);
  for (const each of policy.tools?.allow ?? []) add("tools.allow", each);
  for (const each of policy.paths?.deny ?? []) add("paths.deny", each);
  for (const each of policy.paths?.allow ?? []) add("paths.allow", each);
  for (const each of policy.commands?.deny ?? []) add("commands.deny", each);
  for (const during of [policy.quietHours ?? []].flat())
    rules.push({ id: "quietHours", line: lineOf(text, ["quietHours"]) ?? 0, during });
  // An empty list of what is allowed allows nothing.
  for (const [id, allowed] of [
    ["tools.allow", policy.tools?.allow],
    ["paths.allow", policy.paths?.allow],
  ] as const)
    if (allowed?.length === 0) add(id, "");
  return { file: path, rules, level: { is: policy.maxLevel, line: lineOf(text, ["maxLevel"]) ?? 0 } };
}

function refuseIfOthersWrite(path: string): void {
  if (process.platform === "win32") return;
  const { uid, mode } = statSync(path);
  const me = process.geteuid?.() ?? 0;
  if ((mode & 0o022) === 0 && (uid === me || uid === 0)) return;
  throw new AppError(
    "refused_by_policy",
    `${path} can be changed by other users of this machine, so it decides nothing.`,
    {
      hint: `chown ${me === 0 ? "root" : me} ${path} && chmod go-w ${path}`,
    },
  );
}

const valueAt = (body: unknown, names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (value, name) =>
      value !== null && typeof value === "object" ? (value as Record<string, unknown>)[name] : undefined,
    body,
  );

/** The line of a key below other keys; with `value` the line below it, or the same, that says the value. */
function lineOf(text: string, names: readonly string[], value?: string): number | undefined {
  const lines = text.split("\n").map((line) =>
    line
      .replace(/^\s*-\s*/, "")
      .trim()
      .replace(/^["']/, ""),
  );
  let at = -1;
  for (const name of names) {
    const found = lines.findIndex((line, index) => index > at - 1 && line.startsWith(name));
    if (found < 0) break;
    at = found;
  }
  if (at < 0) return undefined;
  if (value === undefined) return at + 1;
  const raw = text.split("\n");
  const said = raw.findIndex((line, index) => index >= at && line.split(/[\s,[\]"']+|:\s/).includes(value));
  const near = said < 0 ? raw.findIndex((line, index) => index >= at && line.includes(value)) : said;
  return (near < 0 ? at : near) + 1;
}

const lineWords = (text: string, names: readonly string[]): string => {
  const line = lineOf(text, names);
  return line === undefined ? "" : `line ${line}: `;
};

const invalid = (path: string, why: string, cause?: unknown): AppError =>
  new AppError("refused_by_policy", `${path} is not valid: ${why}.`, {
    cause,
    hint: "It has at least one line, for example: maxLevel: 3",
  });
