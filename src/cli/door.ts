/** Which hub to talk to and how: the one named, the one signed in to, or one on this computer by its socket. */
import { readFileSync, statSync } from "node:fs";
import { AppError } from "../domain/error.ts";
import { usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import { readLogin, type Login } from "./login-file.ts";
import type { Args } from "./mode.ts";

export type Door = {
  /** Without a slash at its end. */
  url: string;
  how: "named" | "login" | "socket";
  /** For people: the URL, or the socket's path. */
  where: string;
  /** Sockets to try, in this order. */
  sockets?: string[];
  secret?: string;
  trust?: Login["trust"];
};

/** Throws `unauthenticated` where a hub is named without a key, `hub_unreachable` where none is found. */
export function findDoor({ args, io }: { args: Args; io: Io }): Door {
  const named = args.text("hub") ?? io.env["AILX_HUB"];
  if (named !== undefined && named !== "") return namedDoor(originOf(named), io);
  const data = args.text("data") ?? io.env["AILX_DATA"];
  const login = data === undefined ? readLogin(io) : undefined;
  if (login)
    return {
      url: login.url,
      how: "login",
      where: login.url,
      secret: login.secret,
      ...(login.trust ? { trust: login.trust } : {}),
    };
  return socketDoor({ io, data });
}

function namedDoor(url: string, io: Io): Door {
  const login = readLogin(io);
  const known = login?.url === url ? login : undefined;
  const secret = keyFrom(io) ?? known?.secret;
  if (secret === undefined)
    throw new AppError("unauthenticated", `There is no key for ${url}.`, {
      hint: `Put an API key into AILX_TOKEN, or sign in: ailx login ${url}`,
    });
  return { url, how: "named", where: url, secret, ...(known?.trust ? { trust: known.trust } : {}) };
}

function keyFrom({ env }: Io): string | undefined {
  const file = env["AILX_TOKEN_FILE"];
  if (env["AILX_TOKEN"] !== undefined && env["AILX_TOKEN"] !== "") return env["AILX_TOKEN"];
  if (file === undefined || file === "") return undefined;
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw usageError(
      `AILX_TOKEN_FILE names ${file}, which cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Where a hub on this computer has its socket: the directory named, or the usual ones. */
export function socketPaths({
  io,
  data,
}: {
  io: Pick<Io, "cwd" | "home" | "uid">;
  data: string | undefined;
}): string[] {
  if (data !== undefined) return [`${data.startsWith("/") ? data : `${io.cwd}/${data}`}/hub.sock`];
  const usual = io.uid === 0 ? ["/var/lib/ailx"] : [`${io.home}/.local/share/ailx`, "/var/lib/ailx"];
  return [...usual, `${io.cwd}/.data`].map((dir) => `${dir}/hub.sock`);
}

function socketDoor({ io, data }: { io: Io; data: string | undefined }): Door {
  const paths = socketPaths({ io, data });
  const mine = paths.filter((path) => isTrusted(path, io.uid));
  if (mine.length === 0)
    throw new AppError(
      "hub_unreachable",
      data === undefined
        ? "There is no hub on this computer, and you are not signed in to one."
        : `No hub runs on ${data}.`,
      {
        hint: "`ailx up` starts one here; `ailx login URL` signs in to one elsewhere.",
      },
    );
  return { url: "http://localhost", how: "socket", where: mine[0] ?? "", sockets: mine };
}

/** A socket that somebody else put there (the working directory may be anyone's) could answer whatever it likes. */
function isTrusted(path: string, uid: number): boolean {
  try {
    const found = statSync(path);
    return found.isSocket() && (found.uid === uid || found.uid === 0);
  } catch {
    return false;
  }
}

/** `hub.lan:2459` is taken for https. */
export function originOf(text: string): string {
  const given = /^https?:\/\//.test(text) ? text : `https://${text}`;
  if (!URL.canParse(given))
    throw usageError(`\`${text}\` is not the address of a hub.`, "It looks like https://hub.lan:2459.");
  return new URL(given).origin;
}
