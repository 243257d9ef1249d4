/** Makes a join token. Its secret is told once and stored as a hash. */
import { createHash, randomBytes } from "node:crypto";
import type { TokenRequest } from "../../api/token.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import { writeJoinToken } from "../../protocol/joinToken.ts";
import type { AuditEntry, Db } from "../db/database.ts";
import { checkTags } from "./names.ts";
import { insertToken, type Token } from "./store.ts";

export const defaultValidMs = 24 * 3_600_000;

/** Who does it, for the audit. */
export type By = Pick<AuditEntry, "actor" | "origin">;

type Parts = { db: Db; clock: Clock; hub: { fingerprint: string }; tlsPin?: string | undefined };

/** `text` is the whole join token, as it is pasted. Throws `validation` for tags that cannot be. */
export async function createToken({
  request,
  by,
  db,
  clock,
  hub,
  tlsPin,
}: Parts & { request: TokenRequest; by: By }): Promise<{ token: Token; text: string }> {
  const secret = randomBytes(32).toString("base64url");
  const nowMs = clock();
  const token: Token = {
    id: newId(),
    label: request.label ?? "",
    secretHash: hashOf(secret),
    tags: checkTags(request.tags ?? []),
    maxLevel: request.maxLevel ?? 1,
    uses: request.uses ?? 1,
    used: 0,
    createdBy: by.actor.id,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + (request.validMs ?? defaultValidMs),
    asks: request.approve === true,
  };
  const { id, label, tags, maxLevel, uses, expiresAtMs, asks } = token;
  await db.commit({
    do: [insertToken(db, token)],
    audit: [
      {
        ...by,
        action: "token.created",
        data: { token: id, label, tags, maxLevel, uses, asks, expiresAt: iso(expiresAtMs) },
      },
    ],
  });
  return { token, text: writeJoinToken({ secret, hub: hub.fingerprint, ...(tlsPin === undefined ? {} : { tlsPin }) }) };
}

export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");
