/** Passwords: argon2id, a few at a time, and the same work whether or not the person exists. */
import { AppError } from "../../domain/error.ts";
import { once } from "../../lib/once.ts";

/** Each check takes 64 MiB and a tenth of a second: more at once would let strangers take the hub's memory. */
const atOnce = 2;
const waitingAtMost = 32;

let running = 0;
const waiting: (() => void)[] = [];

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => Bun.password.hash(password, "argon2id"));

/** `hash` is undefined where there is no such person; the answer is then false, after the same work. */
export async function checkPassword(password: string, hash: string | undefined): Promise<boolean> {
  const right = await inTurn(() => Bun.password.verify(password, hash ?? nobodys()));
  return right && hash !== undefined;
}

/** Made with the same cost as real ones, of a password that nobody has. */
const nobodys = once(() => Bun.password.hashSync(crypto.randomUUID(), "argon2id"));

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= waitingAtMost)
      throw new AppError("too_many_requests", "Too many people sign in at this moment.", {
        hint: "Try again in a few seconds.",
      });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
