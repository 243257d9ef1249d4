/** The second factor: set up with a first code, asked for at each sign-in, with recovery codes that are good once each. */
import { createHash, randomInt } from "node:crypto";
import type { TotpStarted } from "../../api/user.ts";
import { AppError } from "../../domain/error.ts";
import { qrSvg } from "../../lib/qr.ts";
import type { Change } from "../db/database.ts";
import type { Seal } from "../keys/seal.ts";
import type { Caller } from "../http/route.ts";
import { personOf, provePassword, type OwnPorts } from "./signIns.ts";
import type { AccountStore, PersonRow } from "./store.ts";
import { newTotpSecret, stepOfCode, totpUri } from "./totp.ts";

/** A secret that no code confirmed is forgotten after this. */
const pendingMs = 10 * 60_000;
const pendingAtMost = 500;
const recoveryCount = 10;
/** Without letters and digits that look alike: 80 bits, so that a stolen database does not give them away. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

export type FactorPorts = OwnPorts & { seal: Seal; pending: Map<string, { secret: string; untilMs: number }> };

/** Shows a new secret; nothing changes until a code of it comes back. Throws `wrong_state` where there is a factor already. */
export async function startFactor(
  ports: FactorPorts,
  caller: Caller,
  { password, issuer }: { password: string; issuer: string },
): Promise<TotpStarted> {
  const row = personOf(ports, caller);
  if (row.totpSealed !== null) throw already();
  await provePassword(ports, row, password);
  if (ports.pending.size >= pendingAtMost) ports.pending.clear();
  const secret = newTotpSecret();
  ports.pending.set(row.id, { secret, untilMs: ports.clock() + pendingMs });
  return started({ row, secret, issuer });
}

/** What is shown while a code is waited for; undefined where nothing was begun. */
export function pendingFactor(ports: FactorPorts, row: PersonRow, issuer: string): TotpStarted | undefined {
  const held = ports.pending.get(row.id);
  return held === undefined || held.untilMs <= ports.clock()
    ? undefined
    : started({ row, secret: held.secret, issuer });
}

/** Ends all other sign-ins, which were made without it. Throws `second_factor_wrong`, `wrong_state`. */
export async function confirmFactor(ports: FactorPorts, caller: Caller, code: string): Promise<string[]> {
  const { store, db, clock, pending, proofs, seal } = ports;
  const row = personOf(ports, caller);
  const held = pending.get(row.id);
  if (row.totpSealed !== null) throw already();
  if (held === undefined || held.untilMs <= clock())
    throw new AppError("wrong_state", "There is nothing to confirm.", { hint: "Begin again; a new secret is shown." });
  await proofs.take(row.id);
  const step = stepOfCode(code, { secret: held.secret, atMs: clock(), after: null });
  if (step === undefined) throw wrongCode();
  await proofs.forget(row.id);
  const codes = newRecoveryCodes();
  await db.commit({
    do: [
      store.changePerson(row.id, { totpSealed: seal.seal(held.secret, row.id), totpStep: step }),
      ...keepCodes(store, row.id, codes),
      store.endSignInsOf(row.id, caller.signInHash),
    ],
    audit: [entry(caller, "second_factor.set", row)],
  });
  pending.delete(row.id);
  return codes;
}

/** Where the hub asks everybody of this role for one, it asks again at the next request. */
export async function removeFactor(ports: FactorPorts, caller: Caller, password: string): Promise<void> {
  const { store, db } = ports;
  const row = personOf(ports, caller);
  if (row.totpSealed === null) throw new AppError("wrong_state", "There is no second factor to take away.");
  await provePassword(ports, row, password);
  await db.commit({
    do: [store.changePerson(row.id, { totpSealed: null, totpStep: null }), store.forgetRecoveryCodes(row.id)],
    audit: [entry(caller, "second_factor.removed", row)],
  });
}

/** New recovery codes; the old ones are void. */
export async function renewRecovery(ports: FactorPorts, caller: Caller, password: string): Promise<string[]> {
  const row = personOf(ports, caller);
  if (row.totpSealed === null) throw new AppError("wrong_state", "Recovery codes belong to a second factor.");
  await provePassword(ports, row, password);
  const codes = newRecoveryCodes();
  await ports.db.commit({
    do: keepCodes(ports.store, row.id, codes),
    audit: [entry(caller, "second_factor.recovery_renewed", row)],
  });
  return codes;
}

/** What uses a code up, and which kind it was; the commit that it is part of fails where another was faster. Throws `second_factor_wrong`. */
export function factorUse(
  { store, seal, clock }: Pick<FactorPorts, "store" | "seal" | "clock">,
  row: PersonRow,
  code: string,
): { use: Change; recovery: boolean } {
  if (row.totpSealed === null) throw wrongCode();
  const plain = plainOf(code);
  if (plain.length === recoveryLength)
    return { use: store.useRecoveryCode(row.id, recoveryHash(row.id, plain)), recovery: true };
  const secret = seal.open(row.totpSealed, row.id);
  const step = stepOfCode(code, { secret, atMs: clock(), after: row.totpStep });
  if (step === undefined) throw wrongCode();
  return { use: store.useTotpStep(row.id, step), recovery: false };
}

export const wrongCode = (): AppError =>
  new AppError("second_factor_wrong", "The code is wrong, or was used already.", {
    hint: "Wait for the next one, or use a recovery code. Is the clock of your phone right?",
    fields: { code: "is wrong" },
  });

const already = (): AppError =>
  new AppError("wrong_state", "There is a second factor already.", { hint: "Take it away first." });

function started({ row, secret, issuer }: { row: PersonRow; secret: string; issuer: string }): TotpStarted {
  const uri = totpUri({ secret, username: row.username, issuer });
  return { secret, uri, qr: qrSvg(uri) };
}

const recoveryLength = 16;
const newRecoveryCodes = (): string[] =>
  Array.from({ length: recoveryCount }, () => {
    const letters = Array.from({ length: recoveryLength }, () => alphabet[randomInt(alphabet.length)]).join("");
    return letters.replaceAll(/(.{4})(?=.)/g, "$1-");
  });

const plainOf = (code: string): string => code.toUpperCase().replaceAll(/[\s-]/g, "");
const recoveryHash = (personId: string, plain: string): string =>
  createHash("sha256").update(`${personId} ${plain}`).digest("hex");

const keepCodes = (store: AccountStore, personId: string, codes: readonly string[]): Change[] => [
  store.forgetRecoveryCodes(personId),
  ...codes.map((code) => store.addRecoveryCode(personId, recoveryHash(personId, plainOf(code)))),
];

const entry = ({ actor, origin }: Caller, action: string, { id, username }: PersonRow) => ({
  actor,
  origin,
  action,
  data: { person: id, username },
});
