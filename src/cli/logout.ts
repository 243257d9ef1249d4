/** `ailx logout`: ends the sign-in on the hub and forgets it here. */
import { AppError } from "../domain/error.ts";
import { hubAt } from "./client.ts";
import { exit } from "./exit.ts";
import { forgetLogin, readLogin } from "./login-file.ts";
import type { Verb } from "./mode.ts";
import { printJson } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const login = readLogin(io);
  if (!login) throw new AppError("unauthenticated", "You are not signed in to a hub.");
  const { url, secret, kind, trust } = login;
  forgetLogin(io);
  const ended =
    kind === "bearer"
      ? await ending(hubAt({ url, how: "login", where: url, secret, ...(trust ? { trust } : {}) }, io))
      : undefined;
  if (args.has("json")) printJson(io, { url, endedOnHub: ended === undefined && kind === "bearer" });
  else if (kind === "key") io.out(`Forgot ${url}. The API key itself stays valid until it is revoked there.\n`);
  else
    io.out(
      ended === undefined
        ? `Signed out of ${url}.\n`
        : `Forgot ${url}. The hub was not told (${ended}), so the sign-in there runs out by itself.\n`,
    );
  return exit.ok;
};

/** Why the hub could not be told; undefined where it was. A sign-in that it does not know any more has ended. */
async function ending(hub: ReturnType<typeof hubAt>): Promise<string | undefined> {
  try {
    await hub.send("POST", "/api/auth/logout");
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.status === 401 ? undefined : error.detail;
  }
}
