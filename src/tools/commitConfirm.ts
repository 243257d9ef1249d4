/**
 * Changes that may cut a machine off: the way back is armed first, then the change is made, and it stays only where the
 * hub is reached anew by connections made after it and the tool's own check holds. Otherwise it comes back by itself.
 */
import * as z from "zod/mini";
import { forHtml, machineText, untrusted } from "../domain/untrusted.ts";
import type { Evidence, Verdict } from "../domain/verdict.ts";
import { iso } from "../lib/clock.ts";
import { ToolError, type Armed, type BackStep, type CameBack, type Contact, type ToolContext } from "./define.ts";

export const defaultWindowS = 60;
/** Reached so often in a row, so far apart. */
const reachedTimes = 2;
const betweenMs = 2_000;
/** Before the end of the window: nothing is confirmed in the last moment. */
const marginMs = 3_000;
const mostContacts = 60;

export const windowField = () =>
  z.optional(
    z
      .int()
      .check(
        z.minimum(10),
        z.maximum(180),
        z.describe(
          `It comes back by itself unless the hub is reached anew within so many seconds; default ${defaultWindowS}.`,
        ),
      ),
  );

export const confirmedFields = () => ({
  outcome: z.enum(["confirmed", "reverted"]),
  /** Who held the timer. */
  armedBy: z.enum(["systemd", "process"]),
  windowMs: z.int(),
  /** New connections to the hub after the change, oldest first. */
  contacts: z
    .array(
      z.object({
        atMs: z.number(),
        ok: z.boolean(),
        path: z.enum(["network", "socket"]),
        ms: z.number(),
        why: machineText(400),
      }),
    )
    .check(z.maxLength(mostContacts)),
  /** What the tool's own check found wrong; empty where it held. */
  fault: machineText(1_000),
  /** How it came back. */
  back: z.optional(z.object({ ok: z.boolean(), atMs: z.number(), said: machineText(2_100) })),
});
const confirmed = () => z.object(confirmedFields());
export type Confirmed = z.infer<ReturnType<typeof confirmed>>;

export const confirmedChecks = [
  "the hub is reached by a new connection after the change",
  "it is reached by another one 2 s later",
];

export type RiskyChange = {
  ctx: ToolContext;
  /** “The firewall's rules”: what comes back. */
  what: string;
  back: readonly BackStep[];
  windowS?: number | undefined;
  change: () => Promise<void>;
  /** Is it as it should be? Empty, or what is not. */
  fault: () => Promise<string>;
};

/**
 * Throws what `change` throws, once it has come back, and `not_armed`, having changed nothing. Whatever happens to the
 * agent or its connection meanwhile, it is confirmed or it comes back.
 */
export async function commitConfirmed(risky: RiskyChange): Promise<Confirmed> {
  const { ctx, what, back, windowS = defaultWindowS, change } = risky;
  const armed = await ctx.deadman.arm({ what, back, afterMs: windowS * 1_000 });
  const contacts: Confirmed["contacts"] = [];
  const told = { armedBy: armed.by, windowMs: windowS * 1_000, contacts };
  try {
    await change();
    const fault = await seen(risky, armed, contacts);
    if (fault === "" && (await armed.confirm())) return { ...told, outcome: "confirmed", fault: untrusted("") };
    const cut = fault === noContact;
    // What is wrong for sure need not wait; whether somebody reaches the hub after all is left to the timer.
    const came = cut || fault === "" ? await armed.cameBack() : await armed.revert();
    return { ...told, outcome: "reverted", fault: untrusted(cut ? "" : fault.slice(0, 900)), back: shown(came) };
  } catch (error) {
    const came = await armed.revert();
    throw withBack(error, came);
  }
}

const noContact = "no contact";

/** Empty where all is well; `noContact` where the hub was not reached in time; otherwise what the tool found wrong. */
async function seen({ ctx, fault }: RiskyChange, armed: Armed, contacts: Confirmed["contacts"]): Promise<string> {
  let inRow = 0;
  while (Date.now() < armed.atMs - marginMs && contacts.length < mostContacts) {
    const found = await fault();
    if (found !== "") return found;
    const contact = await armed.contact();
    contacts.push({ ...contact, atMs: Date.now(), why: untrusted(contact.why.slice(0, 300)) });
    inRow = contact.ok ? inRow + 1 : 0;
    if (inRow >= reachedTimes) return await fault();
    await ctx.sleep(betweenMs);
  }
  return noContact;
}

const shown = ({ ok, atMs, said }: CameBack): Confirmed["back"] => ({
  ok,
  atMs,
  said: untrusted(said.slice(0, 2_000)),
});

/** It failed in the middle; what matters next is whether things are as before. */
function withBack(error: unknown, { ok, said }: CameBack): unknown {
  if (!(error instanceof ToolError)) return error;
  const now = ok ? "All is as it was before." : `Putting it back failed in part: ${said.slice(0, 300)}`;
  return new ToolError(error.code, `${error.detail} ${now}`, error.hint);
}

/** `what`: as in the change, “the firewall's rules”. */
export function judgeConfirmed(what: string, { outcome, contacts, fault, back, windowMs }: Confirmed): Verdict {
  const reached = contacts.filter(({ ok }) => ok);
  const evidence: Evidence[] = [
    ...confirmedChecks.map((check, at) => {
      const contact = reached[at];
      return { check, ok: contact !== undefined, found: contact ? contactWords(contact) : lastWhy(contacts) };
    }),
    ...(forHtml(fault) === "" ? [] : [{ check: "it is as asked", ok: false, found: fault }]),
  ];
  if (outcome === "confirmed") return { kind: "ok", evidence };
  const why = forHtml(fault) === "" ? `the hub was not reached anew within ${windowMs / 1_000} s` : forHtml(fault);
  if (back?.ok)
    return {
      kind: "failed",
      reason: `${what} came back by themselves at ${iso(back.atMs).slice(11, 19)} UTC: ${why}`,
      evidence,
    };
  return { kind: "failed", reason: `${what} were to come back, and part of that failed: ${why}`, evidence };
}

const contactWords = ({ path, ms }: Pick<Contact, "path" | "ms">): string =>
  path === "network" ? `in ${ms} ms` : "it is on this machine, which proves nothing of the network";

const lastWhy = (contacts: Confirmed["contacts"]): string => {
  const last = contacts.findLast(({ ok }) => !ok);
  return last ? forHtml(last.why) : "not tried";
};

/** “confirmed: the hub was reached anew” or “came back by itself after 60 s”. */
export const confirmedLine = ({ outcome, back, windowMs }: Confirmed): string =>
  outcome === "confirmed"
    ? "confirmed: the hub was reached by new connections"
    : back?.ok
      ? `came back by itself, within ${windowMs / 1_000} s`
      : "came back only in part";
