/** Machines and tokens as the API and the pages show them. */
import type { MachineView } from "../../api/machine.ts";
import type { TokenView } from "../../api/token.ts";
import type { Machine } from "../../domain/machine.ts";
import { iso } from "../../lib/clock.ts";
import type { Token } from "./store.ts";

export const machineView = ({ joinedAtMs, lastSeenAtMs, ...machine }: Machine): MachineView => ({
  ...machine,
  joinedAt: iso(joinedAtMs),
  lastSeenAt: iso(lastSeenAtMs),
});

export const tokenView = (token: Token, nowMs: number): TokenView => ({
  id: token.id,
  label: token.label,
  createdAt: iso(token.createdAtMs),
  expiresAt: iso(token.expiresAtMs),
  uses: token.uses,
  used: token.used,
  tags: token.tags,
  maxLevel: token.maxLevel,
  approve: token.asks,
  state: tokenState(token, nowMs),
});

export function tokenState(token: Token, nowMs: number): TokenView["state"] {
  if (token.revokedAtMs !== undefined) return "revoked";
  if (token.used >= token.uses) return "used";
  return token.expiresAtMs <= nowMs ? "expired" : "open";
}
