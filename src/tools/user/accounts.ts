/** People and services that may sign in to a machine: what is told of them, how a change is judged, and the way back. */
import * as z from "zod/mini";
import type { WayBack } from "../../domain/plan.ts";
import { forLog, machineText } from "../../domain/untrusted.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { once } from "../../lib/once.ts";
import { keptCopy } from "../file/changed.ts";

const shape = /^[a-z_][a-z0-9_-]{0,30}\$?$/;
const name = () => z.string().check(z.maxLength(32), z.regex(shape, "is no name of small letters, digits and dashes"));
export const userField = () => name().check(z.describe("Name of the user."));
export const groupsField = (means: string) =>
  z.optional(z.array(name()).check(z.minLength(1), z.maxLength(32), z.describe(means)));

/** Who is in one of these may become root, or is as good as root. */
export const adminGroups = ["sudo", "wheel", "admin"] as const;
const rootLike = /^(sudo|wheel|admin|root|docker|lxd|incus|incus-admin|libvirt|disk|shadow)$/;
export const isRootLike = (group: string): boolean => rootLike.test(group);

/** A word of /etc/passwd: no colon and no line feed is in it. */
const saidName = () => z.string().check(z.maxLength(256), z.regex(/^[^\s:]+$/));

export const account = () =>
  z.object({
    name: saidName(),
    uid: z.int(),
    /** Its own group first. */
    groups: z.array(saidName()).check(z.maxLength(256)),
    home: machineText(4_096),
    shell: machineText(1_024),
    comment: machineText(1_024),
    /** Neither password nor key lets it in. Absent where only root may see that. */
    locked: z.optional(z.boolean()),
  });
export type Account = z.infer<ReturnType<typeof account>>;

export const changedAccount = once(() =>
  z.object({
    user: saidName(),
    before: z.nullable(account()),
    after: z.nullable(account()),
    exitCode: z.nullable(z.int()),
    said: machineText(1_000),
    /** Of what decides who may sign in, as it was before. */
    backup: z.optional(keptCopy()),
    kept: z.array(z.string().check(z.maxLength(100))).check(z.maxLength(10)),
  }),
);
export type ChangedAccount = z.infer<ReturnType<typeof changedAccount>>;

export const critical = (reason: string) => ({ risk: "critical" as const, reasons: [reason] });

export function judgeAccount(
  check: string,
  { ok, found }: { ok: boolean; found: string },
  told: ChangedAccount,
): Verdict {
  const { exitCode, said } = told;
  const evidence = [
    { check: "the program reports no error", ok: exitCode === 0, found: exitCode === 0 ? "exit status 0" : said },
    { check, ok, found },
  ];
  if (exitCode !== 0)
    return { kind: "failed", reason: forLog(said).slice(0, 300) || "it failed and did not say why", evidence };
  return ok ? { kind: "ok", evidence } : { kind: "failed", reason: found, evidence };
}

export const sameAccount = ({ before, after }: ChangedAccount): boolean =>
  JSON.stringify(before) === JSON.stringify(after);

/** The files from before come back: with the password, which nobody but the machine knows. */
export function restoreOf(told: ChangedAccount, text: string): WayBack {
  const { backup, kept } = told;
  if (sameAccount(told)) return { kind: "nothing" };
  if (!backup) return { kind: "impossible", why: "no copy was kept of who may sign in" };
  return {
    kind: "tool",
    tool: "file.restore",
    input: { backup: backup.id, paths: kept },
    text,
    untilMs: backup.untilMs,
  };
}

const words = (of: Account | null): string =>
  of === null
    ? "not there"
    : [`uid ${of.uid}`, `groups ${of.groups.join(", ")}`, ...(of.locked ? ["locked"] : [])].join("; ");

export const accountLine = (told: ChangedAccount): string =>
  sameAccount(told) ? `was so already: ${words(told.after)}` : `${words(told.after)}; was ${words(told.before)}`;

export const accountTable = ({ user, before, after }: ChangedAccount) => ({
  columns: ["User", "Before", "Now"],
  rows: [[user, words(before), words(after)]],
});
