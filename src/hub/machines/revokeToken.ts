/** Ends a join token: nobody gets in by it any more. Machines that did stay. */
import { AppError } from "../../domain/error.ts";
import type { Clock } from "../../lib/clock.ts";
import { shortId } from "../../lib/ids.ts";
import type { Db } from "../db/database.ts";
import type { By } from "./createToken.ts";
import { endToken, readTokens, type Token } from "./store.ts";

/** Shown and searched at most; older ones have expired long ago. */
export const tokensAtMost = 500;

/** By id or its last six characters. Revoking twice is no error. Throws `not_found`, or `conflict` where it fits several. */
export async function revokeToken({
  wanted,
  by,
  db,
  clock,
}: {
  wanted: string;
  by: By;
  db: Db;
  clock: Clock;
}): Promise<Token> {
  const token = find(wanted, readTokens(db, tokensAtMost));
  if (token.revokedAtMs !== undefined) return token;
  const revokedAtMs = clock();
  await db
    .commit({
      do: [endToken(db, token.id, revokedAtMs)],
      audit: [{ ...by, action: "token.revoked", data: { token: token.id, label: token.label } }],
    })
    .catch(whereAlreadyDone);
  return { ...token, revokedAtMs };
}

function find(wanted: string, tokens: readonly Token[]): Token {
  const fitting = tokens.filter(({ id }) => id === wanted || shortId(id) === wanted.toLowerCase());
  const [first, second] = fitting;
  if (!first)
    throw new AppError("not_found", "There is no such join token.", { hint: "`ailx token list` lists them." });
  if (second) throw new AppError("conflict", "That id fits several join tokens.", { hint: "Use the whole id." });
  return first;
}

function whereAlreadyDone(error: unknown): undefined {
  if (error instanceof AppError && error.code === "guard_failed") return undefined;
  throw error;
}
