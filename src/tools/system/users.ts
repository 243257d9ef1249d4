/** `system.users`: who is signed in, who was, and from where it was tried in vain. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { saidAt, shortAt } from "../log/entry.ts";

const who = () => machineText(64);
/** An address or a host's name as it was noted; empty for the machine's own console. */
const from = () => machineText(256);

const input = once(() => z.strictObject({}).check(z.meta({ examples: [{}] })));
const output = once(() =>
  z.object({
    signedIn: z.array(z.object({ user: who(), from: from(), since: saidAt() })).check(z.maxLength(200)),
    /** The newest first; `until` is empty where nobody noted the end. */
    last: z.array(z.object({ user: who(), from: from(), at: saidAt(), until: saidAt() })).check(z.maxLength(50)),
    /** Over the last seven days. Absent where this machine notes none, or the agent may not read them. */
    failed: z.optional(
      z.object({
        count: z.int(),
        top: z.array(z.object({ from: from(), count: z.int() })).check(z.maxLength(10)),
      }),
    ),
  }),
);
export type UsersOutput = z.infer<ReturnType<typeof output>>;

const fromText = (text: UsersOutput["signedIn"][number]["from"]): string => forHtml(text) || "the console";

export const signedInTable = ({ signedIn }: UsersOutput) => ({
  columns: ["User", "From", "Since (UTC)"],
  rows: signedIn.map(({ user, from: place, since }) => [forHtml(user), fromText(place), shortAt(since)]),
});
export const lastTable = ({ last }: UsersOutput) => ({
  columns: ["User", "From", "At (UTC)", "Until (UTC)"],
  rows: last.map(({ user, from: place, at, until }) => [forHtml(user), fromText(place), shortAt(at), shortAt(until)]),
});
export const failedTable = ({ failed }: UsersOutput) => ({
  columns: ["From", "Failed"],
  rows: (failed?.top ?? []).map(({ from: place, count }) => [fromText(place), String(count)]),
});

export const systemUsers = agentTool({
  name: "system.users",
  version: 1,
  does: "Shows who is signed in, who was lately, and where failed sign-ins came from.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: () => ({ title: "Look who is signed in", exact: "read /run/utmp, /var/log/wtmp and /var/log/btmp" }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ signedIn, last, failed }) => {
    const names = [...new Set(signedIn.map(({ user }) => forHtml(user)))];
    const [latest] = last;
    const now = names.length === 0 ? "nobody is signed in" : `signed in: ${names.slice(0, 8).join(", ")}`;
    const was = names.length === 0 && latest ? `, last ${forHtml(latest.user)} at ${shortAt(latest.at)}` : "";
    const most = failed?.top[0];
    const tried =
      failed && failed.count > 0
        ? `; ${failed.count} failed sign-ins in 7 days${most ? `, most from ${fromText(most.from)}` : ""}`
        : "";
    return `${now}${was}${tried}`;
  },
  table: signedInTable,
  timeoutMs: 15_000,
  load: { run: () => import("./users.run.ts"), view: () => import("./users.view.tsx") },
});
