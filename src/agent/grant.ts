/**
 * A level that root on this machine granted for a while: a file beside the policy, which the running agent notices, which
 * survives restarts, and which ends by itself.
 */
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import { AppError } from "../domain/error.ts";
import type { MachinePolicy } from "../domain/machinePolicy.ts";
import { writeDurably } from "../lib/durableFile.ts";
import { once } from "../lib/once.ts";
import { readTrusted } from "./policy.ts";

const grantSchema = once(() =>
  z.strictObject({
    level: z.int().check(z.minimum(1), z.maximum(4)),
    untilMs: z.int().check(z.minimum(0), z.maximum(8_640_000_000_000_000)),
    /** Who on the machine: the person behind sudo, or the user that ran it. */
    by: z.string().check(z.maxLength(128)),
    reason: z.optional(z.string().check(z.maxLength(500))),
  }),
);
export type Grant = NonNullable<MachinePolicy["grant"]>;

/** A grant is for a while: what is meant for good belongs into the policy. */
export const grantAtMostMs = 7 * 86_400_000;

export const grantPath = (policyFile: string): string => join(dirname(policyFile), "grant.json");

/** Undefined where there is none, or it has ended. Throws `refused_by_policy` where it cannot be trusted or read. */
export function readGrant(path: string, nowMs: number): Grant | undefined {
  const text = readTrusted(path);
  if (text === undefined) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new AppError("refused_by_policy", `${path} is not a grant.`, { cause });
  }
  const read = grantSchema().safeParse(body);
  if (!read.success) throw new AppError("refused_by_policy", `${path} is not a grant.`);
  // Where the clock was set back, a grant does not grow with it.
  const { untilMs, level, by, reason } = read.data;
  if (untilMs <= nowMs || untilMs > nowMs + grantAtMostMs) return undefined;
  return { level, untilMs, by, ...(reason === undefined ? {} : { reason }) };
}

/** For `ailx agent grant`. Throws `permission_denied`. */
export function writeGrant(path: string, grant: Grant | undefined): void {
  try {
    if (grant === undefined) return rmSync(path, { force: true });
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    writeDurably({ path, data: `${JSON.stringify(grant)}\n`, mode: 0o600 });
  } catch (cause) {
    throw new AppError(
      "permission_denied",
      `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { cause, hint: "Run this as root on the machine itself." },
    );
  }
}
