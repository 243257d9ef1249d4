/**
 * What this machine permits, in a file that only its owner can write: `/etc/ailx/policy.yaml` for an agent that runs as
 * root, `<state>/policy.yaml` otherwise. The hub can lower it for itself; nothing but this file raises it.
 */
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import { AppError } from "../domain/error.ts";
import type { Level } from "../domain/risk.ts";
import { writeDurably } from "../lib/durableFile.ts";
import { once } from "../lib/once.ts";

const level = () => z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], "must be 1, 2, 3 or 4");
const policySchema = once(() =>
  z.strictObject({
    /** 1 read · 2 write user files, own processes · 3 services, packages · 4 anything. */
    maxLevel: level(),
  }),
);
export type Policy = z.infer<ReturnType<typeof policySchema>>;

export const policyPath = ({ stateDir, isRoot }: { stateDir: string; isRoot: boolean }): string =>
  isRoot ? "/etc/ailx/policy.yaml" : join(stateDir, "policy.yaml");

/** Undefined where there is no file. Throws `refused_by_policy` where it cannot be trusted or understood. */
export function readPolicy(path: string): Policy | undefined {
  if (!existsSync(path)) return undefined;
  for (const part of [path, dirname(path)]) refuseIfOthersWrite(part);
  return parsePolicy({ text: readFileSync(path, "utf8"), path });
}

/** Strict: what it does not know it does not skip, since it may have been meant to forbid something. */
export function parsePolicy({ text, path }: { text: string; path: string }): Policy {
  let body: unknown;
  try {
    body = Bun.YAML.parse(text);
  } catch (cause) {
    throw invalid(path, `it is not valid YAML: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  const read = policySchema().safeParse(body ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  if (issue?.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    throw invalid(path, `${lineOf(text, key)}${JSON.stringify(key)} is not a setting that it can have`);
  }
  const key = String(issue?.path[0] ?? "");
  if (key === "") throw invalid(path, "it is not a list of settings");
  const isThere = body !== null && typeof body === "object" && key in body;
  throw invalid(path, isThere ? `${lineOf(text, key)}${key} ${issue?.message ?? "is not valid"}` : `${key} is missing`);
}

/** The ceiling of this machine: the lowest of what its file and its command line say; 1 where neither does. */
export const ownMaxLevel = ({ policy, flag }: { policy: Policy | undefined; flag: Level | undefined }): Level =>
  lowest([policy?.maxLevel, flag]) ?? 1;

/** What counts: the machine's own ceiling, lowered by the hub where it says so. Never raised by it. */
export const effectiveLevel = ({ own, hub }: { own: Level; hub: Level }): Level => lowest([own, hub]) ?? 1;

/** For the installer and for `ailx agent grant`: replaces the file. Throws `permission_denied`. */
export function writePolicy({ path, policy }: { path: string; policy: Policy }): void {
  const text = `# What ailx may do on this machine. Only this file decides; the hub cannot raise it.\n# 1 read · 2 user files, own processes · 3 services, packages, hardware · 4 anything\nmaxLevel: ${policy.maxLevel}\n`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    writeDurably({ path, data: text, mode: 0o644 });
  } catch (cause) {
    throw new AppError(
      "permission_denied",
      `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        cause,
        hint: "Run this as root on the machine itself.",
      },
    );
  }
}

const lowest = (given: readonly (Level | undefined)[]): Level | undefined =>
  given.filter((each) => each !== undefined).toSorted((a, b) => a - b)[0];

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

function lineOf(text: string, key: string): string {
  const index = text.split("\n").findIndex((line) => line.trimStart().replace(/^["']/, "").startsWith(key));
  return index < 0 ? "" : `line ${index + 1}: `;
}

const invalid = (path: string, why: string, cause?: unknown): AppError =>
  new AppError("refused_by_policy", `${path} is not valid: ${why}.`, {
    cause,
    hint: "It has one line, for example: maxLevel: 3",
  });
