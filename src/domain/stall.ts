/**
 * What a silent program waits for: said by the agent from facts of `/proc`, never guessed, with the evidence. All texts come
 * from a machine and are shown escaped.
 */
import * as z from "zod/mini";
import { once } from "../lib/once.ts";

/**
 * prompt: a question on its terminal · secret: a password, passphrase or host key · pager: a full-screen program · input:
 * reads from where nothing comes · sleep · follower: follows a file or waits for events · server: accepts connections ·
 * lock: another process holds it · child: waits for a process that is not of this call · network: waits for a peer ·
 * busy: uses the processor or the disk · disk: stuck in the kernel, cannot be ended · stopped: by a signal · zombie: its
 * parent does not collect it · unknown: nothing of this fits.
 */
export const stallKinds = [
  "prompt",
  "secret",
  "pager",
  "input",
  "sleep",
  "follower",
  "server",
  "lock",
  "child",
  "network",
  "busy",
  "disk",
  "stopped",
  "zombie",
  "unknown",
] as const;
export type StallKind = (typeof stallKinds)[number];

/** What can be done about it. */
export const stallActions = ["wait", "answer", "interrupt", "kill"] as const;
export type StallAction = (typeof stallActions)[number];

export const stallSchema = once(() =>
  z.object({
    kind: z.enum(stallKinds),
    /** One sentence for people: "apt-get asks “Do you want to continue? [Y/n]”". */
    words: z.string().check(z.maxLength(500)),
    /** The last line of its output where that is a question, without its secrets. */
    prompt: z.optional(z.string().check(z.maxLength(500))),
    /** What was looked at and what was there: `wchan` → `wait_woken`. */
    evidence: z
      .array(z.object({ what: z.string().check(z.maxLength(80)), found: z.string().check(z.maxLength(300)) }))
      .check(z.maxLength(20)),
    /** The process that everything waits for. */
    pid: z.int(),
    program: z.string().check(z.maxLength(200)),
    /** Silent for so long when this was found, in ms. */
    quietMs: z.number().check(z.minimum(0)),
    /** What is allowed, the suggested one first. `answer` only on a terminal. */
    actions: z.array(z.enum(stallActions)).check(z.maxLength(4)),
    /** For `answer`: texts to click, "Y" and "n". Never for a secret. */
    answers: z.optional(z.array(z.string().check(z.maxLength(40))).check(z.maxLength(6))),
  }),
);
export type Stall = z.infer<ReturnType<typeof stallSchema>>;
