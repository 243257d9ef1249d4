/** The first account: made by whoever can read the one-time code that the hub prints where it was started. */
import { AppError } from "../../domain/error.ts";
import { newId } from "../../lib/ids.ts";
import { networkOf } from "../http/address.ts";
import type { From, LoginPorts, SignedIn } from "./login.ts";
import { signInAs } from "./login.ts";
import { hashPassword } from "./passwords.ts";
import { newCode, sameCode } from "./secrets.ts";
import type { PersonRow } from "./store.ts";

/** A code that was guessed at so often is void, and a new one is printed. */
const wrongAtMost = 5;

export type Setup = {
  /** Makes and announces the code where there is no person yet; does nothing where there is one. */
  open: () => void;
  /** Throws `setup_code_wrong`, `already_set_up`, `too_many_requests`. */
  finish: (asked: From & { code: string; username: string; password: string }) => Promise<SignedIn>;
};

/** `announce` prints the code for the person at the hub's own terminal; it is never logged. */
export function makeSetup(ports: LoginPorts, announce: (code: string) => void): Setup {
  let open: { code: string; wrong: number } | undefined;

  const renew = (): void => {
    open = { code: newCode(), wrong: 0 };
    announce(open.code);
  };

  return {
    open: () => {
      if (open === undefined && !ports.store.anyone()) renew();
    },
    finish: async ({ code, username, password, ...from }) => {
      const { address } = from;
      await ports.throttle.byAddress.take(networkOf(address));
      if (ports.store.anyone() || open === undefined)
        throw new AppError("already_set_up", "This hub has its first account already.", {
          hint: "Sign in, or ask an admin of this hub.",
        });
      if (!sameCode(code, open.code)) {
        open.wrong++;
        const spent = open.wrong >= wrongAtMost;
        if (spent) renew();
        throw new AppError("setup_code_wrong", spent ? "The code is wrong, and void now." : "The code is wrong.", {
          hint: spent ? "The hub printed a new one where it runs." : "It was printed by the hub when it started.",
          fields: { code: "is wrong" },
        });
      }
      // Taken before anything is awaited, so that a second one cannot use it too; back again where nothing came of it.
      const taken = open;
      open = undefined;
      try {
        return await makeAdmin(ports, { ...from, username, password });
      } catch (error) {
        open = taken;
        throw error;
      }
    },
  };
}

async function makeAdmin(
  ports: LoginPorts,
  { username, password, ...from }: From & { username: string; password: string },
): Promise<SignedIn> {
  const { store, db, clock, throttle } = ports;
  const { address } = from;
  const person: PersonRow = {
    id: newId(),
    username,
    passwordHash: await hashPassword(password),
    role: "admin",
    active: 1,
    createdAtMs: clock(),
    lastLoginAtMs: null,
    fullName: "",
    email: "",
    scope: null,
    totpSealed: null,
    totpStep: null,
  };
  const actor = { id: person.id, name: username };
  await db.commit({
    do: [store.addPerson(person)],
    audit: [{ actor, origin: address, action: "person.created", data: { role: "admin", by: "set-up code" } }],
  });
  await throttle.byAddress.giveBack(networkOf(address));
  return await signInAs(ports, { ...from, person });
}
