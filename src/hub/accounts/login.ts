/** Signing in: the password is checked, then the second factor's code; tries are counted; a new secret takes the place of the one before. */
import { AppError } from "../../domain/error.ts";
import type { Role } from "../../domain/account.ts";
import type { Clock } from "../../lib/clock.ts";
import type { PersonView } from "../../api/auth.ts";
import type { Change, Db } from "../db/database.ts";
import { bearerPrefix } from "../http/identity.ts";
import type { Limit } from "../http/limits.ts";
import type { Seal } from "../keys/seal.ts";
import { bearerMs, idleMs, maximumMs } from "./identify.ts";
import { checkPassword } from "./passwords.ts";
import { factorUse } from "./secondFactor.ts";
import { hashOf, newSecret } from "./secrets.ts";
import type { AccountStore, PersonRow, SignInRow } from "./store.ts";
import { markFor, placesOf, type Throttle } from "./throttle.ts";

export type LoginPorts = {
  store: AccountStore;
  db: Db;
  clock: Clock;
  seal: Seal;
  throttle: Throttle;
  /** Tries of the second factor, by person. */
  codes: Limit;
  /** Those whose password was right and whose code is waited for, by a secret that their page holds. */
  halfway: Map<string, { personId: string; passwordHash: string; untilMs: number }>;
};

/** `cookie` and `bearer` are the secrets; they exist nowhere else. `mark` tells this browser apart at its next try. */
export type SignedIn = { person: PersonView; cookie: string; bearer?: string; mark: string };

/** Where a try comes from. */
export type From = {
  address: string;
  userAgent?: string | undefined;
  /** The sign-in that the browser had. */
  before?: string | undefined;
  /** What this browser got when somebody signed in with it. */
  mark?: string | undefined;
};

type Asked = From & {
  username: string;
  password: string;
  code?: string | undefined;
  bearer?: boolean | undefined;
};

/**
 * Throws `invalid_credentials`, `second_factor_required` where the password is right and the code is missing,
 * `second_factor_wrong`, and, after too many wrong ones, `too_many_requests`.
 */
export async function login(ports: LoginPorts, asked: Asked): Promise<SignedIn> {
  const person = await byPassword(ports, asked);
  if (person.totpSealed === null) return await signInAs(ports, { ...asked, person }).catch(overtaken);
  if (asked.code === undefined || asked.code.trim() === "") throw codeRequired();
  return await withCode(ports, { ...asked, person, code: asked.code });
}

/** The page's two steps: a person without second factor is in; any other gets a secret that stands for the right password. */
export async function loginStep(ports: LoginPorts, asked: Asked): Promise<SignedIn | { step: string }> {
  const person = await byPassword(ports, asked);
  if (person.totpSealed === null) return await signInAs(ports, { ...asked, person }).catch(overtaken);
  const { halfway, clock } = ports;
  if (halfway.size >= halfwayAtMost) halfway.clear();
  const step = newSecret();
  halfway.set(hashOf(step), { personId: person.id, passwordHash: person.passwordHash, untilMs: clock() + halfwayMs });
  return { step };
}
const halfwayMs = 5 * 60_000;
const halfwayAtMost = 2_000;

/** The second step. Throws `invalid_credentials` where the first is too long ago. */
export async function loginCode(ports: LoginPorts, asked: From & { step: string; code: string }): Promise<SignedIn> {
  const { halfway, clock, store } = ports;
  const key = hashOf(asked.step);
  const held = halfway.get(key);
  const person = held && held.untilMs > clock() ? store.person(held.personId) : undefined;
  if (person?.active !== 1 || person.totpSealed === null || person.passwordHash !== held?.passwordHash)
    throw new AppError("invalid_credentials", "That took too long.", { hint: "Begin again with name and password." });
  const done = await withCode(ports, { ...asked, person });
  halfway.delete(key);
  return done;
}

async function byPassword(ports: LoginPorts, { username, password, address, mark }: Asked): Promise<PersonRow> {
  const { store, throttle } = ports;
  const found = store.personNamed(username);
  const places = placesOf(ports, { username, person: found, address, mark });
  for (const { limit, key } of places) await limit.take(key);
  const known = found?.active === 1 ? found : undefined;
  if (!(await checkPassword(password, known?.passwordHash)) || known === undefined) {
    await note(ports, { known: found, address });
    throw wrongPassword();
  }
  for (const { limit, key } of places) await (limit === throttle.byAddress ? limit.giveBack(key) : limit.forget(key));
  return known;
}

async function withCode(
  ports: LoginPorts,
  { person, code, ...rest }: From & { person: PersonRow; code: string; bearer?: boolean | undefined },
): Promise<SignedIn> {
  await ports.codes.take(person.id);
  try {
    const { use, recovery } = factorUse(ports, person, code);
    const done = await signInAs(ports, { ...rest, person, uses: [use], factor: recovery ? "recovery code" : "code" });
    await ports.codes.forget(person.id);
    return done;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Another request was faster with the same code.
    const refused = error.code === "guard_failed" ? usedAlready() : error;
    if (refused.code === "second_factor_wrong")
      await note(ports, { known: person, address: rest.address, why: "second factor" });
    throw refused;
  }
}

/** Starts a sign-in for someone who has proved who they are. */
export async function signInAs(
  { store, db, clock, seal }: Pick<LoginPorts, "store" | "db" | "clock" | "seal">,
  {
    person,
    bearer,
    address,
    before,
    userAgent = "",
    uses = [],
    factor,
  }: From & { person: PersonRow; bearer?: boolean | undefined; uses?: Change[]; factor?: string },
): Promise<SignedIn> {
  const nowMs = clock();
  const row = (secret: string, kind: "cookie" | "bearer", validMs: number): SignInRow => ({
    secretHash: hashOf(secret),
    personId: person.id,
    kind,
    address,
    createdAtMs: nowMs,
    seenAtMs: nowMs,
    expiresAtMs: nowMs + validMs,
    userAgent: userAgent.slice(0, 200),
  });
  const cookie = newSecret();
  const token = bearer === true ? newSecret(bearerPrefix) : undefined;
  // Our own command line throws cookies away: a sign-in that nobody holds does not stand in the list.
  const keepsCookie = token === undefined || !userAgent.startsWith("ailx/");
  await db.commit({
    do: [
      ...uses,
      store.endOldSignIns({ nowMs, idleMs }),
      ...(before === undefined ? [] : [store.endSignIn(hashOf(before))]),
      ...(keepsCookie ? [store.addSignIn(row(cookie, "cookie", maximumMs))] : []),
      ...(token === undefined ? [] : [store.addSignIn(row(token, "bearer", bearerMs))]),
      store.signedIn(person, nowMs),
    ],
    audit: [
      {
        actor: { id: person.id, name: person.username },
        origin: address,
        action: "login.succeeded",
        data: { bearer: token !== undefined, ...(factor === undefined ? {} : { factor }) },
      },
    ],
  });
  const view = {
    id: person.id,
    name: person.username,
    role: person.role as Role,
    ...(person.scope === null ? {} : { scope: person.scope }),
  };
  return {
    person: view,
    cookie: keepsCookie ? cookie : "",
    mark: markFor(seal, person.id),
    ...(token === undefined ? {} : { bearer: token }),
  };
}

/** The password was changed, or the person taken out, between its check and the sign-in. */
function overtaken(error: unknown): never {
  if (error instanceof AppError && error.code === "guard_failed") throw wrongPassword();
  throw error;
}

const wrongPassword = (): AppError => new AppError("invalid_credentials", "The user name or the password is wrong.");
const codeRequired = (): AppError =>
  new AppError("second_factor_required", "This account asks for the code of your authenticator app too.", {
    hint: "Send it as `code`; a recovery code is taken as well.",
  });
const usedAlready = (): AppError =>
  new AppError("second_factor_wrong", "The code is wrong, or was used already.", { hint: "Wait for the next one." });

/** A name that is nobody's is not written down: it may be a password in the wrong field. */
async function note(
  { db }: LoginPorts,
  { known, address, why }: { known: PersonRow | undefined; address: string; why?: string },
): Promise<void> {
  const actor = known === undefined ? { id: "unknown", name: "unknown" } : { id: known.id, name: known.username };
  const data = why === undefined ? {} : { data: { why } };
  await db.commit({ do: [], audit: [{ actor, origin: address, action: "login.failed", ...data }] });
}
