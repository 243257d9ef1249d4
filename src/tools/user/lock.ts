/** `user.lock`: lets a user in no more, by password or key; what it is and has stays. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { accountLine, accountTable, changedAccount, critical, judgeAccount, restoreOf, userField } from "./accounts.ts";

const input = once(() => z.strictObject({ user: userField() }).check(z.meta({ examples: [{ user: "ann" }] })));
export type LockInput = z.infer<ReturnType<typeof input>>;

const check = "neither password nor key lets it in";

export const userLock = agentTool({
  name: "user.lock",
  version: 1,
  does: "Lets a user in no more, by password or key; who is signed in stays so.",
  input,
  output: changedAccount,
  access: "change",
  platforms: ["linux"],
  risk: () => critical("changes who may sign in"),
  level: () => 4,
  preview: ({ user }) => ({ title: `Lock the user ${user}`, exact: `usermod --lock --expiredate 1 ${user}` }),
  checks: () => ["the program reports no error", check],
  judge: (_input, told) =>
    judgeAccount(
      check,
      { ok: told.after?.locked === true, found: told.after?.locked ? "it is locked" : "it is not locked" },
      told,
    ),
  undo: ({ user }) => ({
    kind: "kept",
    text: `${user} is let in again as before, as long as no password was changed since`,
  }),
  wayBack: ({ user }, told) => restoreOf(told, `Let ${user} in again as before`),
  line: accountLine,
  table: accountTable,
  timeoutMs: 90_000,
  load: { run: () => import("./lock.run.ts"), view: () => import("./lock.view.tsx") },
});
