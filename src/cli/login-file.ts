/** What `ailx login` remembers: one hub, a secret for it, and its certificate where no authority vouches for it. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { usageError } from "./exit.ts";
import type { Io } from "./io.ts";

export type Login = {
  url: string;
  /** An API key, or a bearer that runs out. */
  secret: string;
  kind: "key" | "bearer";
  name: string;
  /** Pin of the hub's key and its present certificate in PEM. */
  trust?: { pin: string; certificate: string };
};

export const loginPath = ({ home }: Pick<Io, "home">): string => `${home}/.config/ailx/login.json`;

/** Undefined where nobody signed in. */
export function readLogin(io: Pick<Io, "home">): Login | undefined {
  const path = loginPath(io);
  if (!existsSync(path)) return undefined;
  let held: unknown;
  try {
    held = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    held = undefined;
  }
  if (!isLogin(held)) throw usageError(`${path} is damaged.`, "Remove it and sign in again with `ailx login URL`.");
  return held;
}

const isLogin = (held: unknown): held is Login =>
  typeof held === "object" &&
  held !== null &&
  "url" in held &&
  typeof held.url === "string" &&
  "secret" in held &&
  typeof held.secret === "string";

/** Readable by its owner only, from the first byte on. */
export async function writeLogin(io: Pick<Io, "home">, login: Login): Promise<string> {
  const { writeDurably } = await import("../lib/durableFile.ts");
  const path = loginPath(io);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeDurably({ path, data: `${JSON.stringify(login, undefined, 2)}\n`, mode: 0o600 });
  return path;
}

export const forgetLogin = (io: Pick<Io, "home">): void => rmSync(loginPath(io), { force: true });
