/** Carries out a change of who may sign in: look, refuse what locks everybody out, keep copies, change, look. */
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import type { Account, ChangedAccount } from "./accounts.ts";
import { accountFiles, accountOf, admins, type Place } from "./files.ts";

/** `argvs`: one after another, until one fails. */
export async function changeAccount(
  { user, argvs, place }: { user: string; argvs: readonly (readonly string[])[]; place: Place },
  ctx: ToolContext,
): Promise<ChangedAccount> {
  const before = accountOf(user, place);
  const kept = await ctx.backup.keep(accountFiles(place));
  let done: { exitCode: number | null; stderr: string } = { exitCode: 0, stderr: "" };
  for (const argv of argvs) {
    done = await ctx.spawn(argv, { env: { LC_ALL: "C" }, timeoutMs: 60_000 }).catch((cause: unknown) => {
      if (cause instanceof ToolError || ctx.signal.aborted) throw cause;
      throw new ToolError("not_supported", `This machine has no ${argv[0] ?? ""}, so its users are not changed.`);
    });
    if (done.exitCode !== 0) break;
  }
  return {
    user,
    before,
    after: accountOf(user, place),
    exitCode: done.exitCode,
    said: untrusted(done.exitCode === 0 ? "" : done.stderr.trim().slice(0, 1_000)),
    backup: { id: kept.id, untilMs: kept.untilMs },
    kept: kept.entries.map(({ path }) => path),
  };
}

/** Throws `no_such_user` in words of its own. */
export function existing(user: string, place: Place): Account {
  const found = accountOf(user, place);
  if (found) return found;
  throw new ToolError(
    "bad_input",
    `This machine has no user ${user} of its own. Nothing was changed.`,
    "Users of a directory are changed there.",
  );
}

/** Root, the agent itself and the last who may become root are left alone: after that nobody could mend it. */
export function refuseLockingOut(user: string, what: string, place: Place): void {
  const { uid } = existing(user, place);
  const refuse = (why: string): never => {
    throw new ToolError("refused_by_policy", `${user} is not ${what}: ${why}. Nothing was changed.`);
  };
  if (uid === 0) refuse("it is root");
  if (uid === place.agentUid) refuse("ailx runs as it on this machine");
  const others = admins(place).filter((name) => name !== user);
  if (admins(place).includes(user) && others.length === 0)
    refuse("it is the last that may become root by its groups, so nobody could take it back by signing in");
}
