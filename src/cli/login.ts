/** `ailx login URL`: signs in once, knows the hub again afterwards, also one that made its own certificate. */
import { AppError } from "../domain/error.ts";
import { hubAt } from "./client.ts";
import { originOf } from "./door.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import { writeLogin, type Login } from "./login-file.ts";
import type { Args, Verb } from "./mode.ts";
import { printJson, shown } from "./shown.ts";
import { lookAt } from "./trust.ts";

type Person = { id: string; name: string; role: string };

export const run: Verb = async ({ args, io }) => {
  const url = originOf(args.positionals[0] ?? "");
  const trust = await trustIn(url, { args, io });
  const { person, secret, kind } = args.has("key")
    ? await byKey({ url, trust, io })
    : await byPassword({ url, trust, args, io });
  const path = await writeLogin(io, { url, secret, kind, name: person.name, ...(trust ? { trust } : {}) });
  if (args.has("json")) printJson(io, { url, person, kind, file: path });
  else {
    io.out(`Signed in to ${url} as ${shown(person.name)} (${shown(person.role)}).\n`);
    if (kind === "bearer")
      io.out("This sign-in runs out after 12 hours; with an API key it lasts: ailx login URL --key\n");
  }
  return exit.ok;
};

type Trust = Login["trust"];

/** Undefined where an authority vouches for the certificate, or there is none because the hub is on this computer. */
async function trustIn(url: string, { args, io }: { args: Args; io: Io }): Promise<Trust> {
  const wanted = args.text("pin")?.replace(/^sha256\/\//, "");
  if (url.startsWith("http:")) {
    if (wanted !== undefined) throw usageError("--pin is about TLS, and this address has none.");
    if (!/^http:\/\/(localhost|127\.|\[::1\])/.test(url))
      throw new AppError("validation", "Signing in over plain HTTP would show your password to everyone on the way.", {
        hint: `Use ${url.replace("http:", "https:")}`,
      });
    return undefined;
  }
  if (wanted === undefined && (await isVouchedFor(url))) return undefined;
  const seen = await lookAt(url);
  if (wanted !== undefined) {
    if (seen.pin === wanted) return seen;
    throw new AppError("wrong_pin", `The hub at ${url} has another TLS key: sha256//${seen.pin}`, {
      hint: "Someone may be in between. Compare with what the hub prints at its start.",
    });
  }
  io.err(
    `${url} made its own certificate. The pin of its key is\n\n    sha256//${seen.pin}\n\nThe hub prints the same at its start.\n`,
  );
  if (!io.tty.in)
    throw new AppError("wrong_pin", "Nobody is here to compare the pin.", {
      hint: `Give it: --pin sha256//${seen.pin}`,
    });
  const said = (await io.ask("Is it the same? [y/N] "))?.trim().toLowerCase();
  if (said === "y" || said === "yes") return seen;
  throw new AppError("wrong_pin", "Not signed in: the hub is not trusted.");
}

async function isVouchedFor(url: string): Promise<boolean> {
  try {
    await fetch(`${url}/healthz`, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return !/CERT|SIGNATURE|SELF_SIGNED|ISSUER|ALTNAME/.test(code);
  }
}

type SignedIn = { person: Person; secret: string; kind: Login["kind"] };

async function byKey({ url, trust, io }: { url: string; trust: Trust; io: Io }): Promise<SignedIn> {
  const secret = (await io.askSecret("API key: "))?.trim();
  if (secret === undefined || secret === "") throw usageError("No key was given.");
  const hub = hubAt({ url, how: "named", where: url, secret, ...(trust ? { trust } : {}) }, io);
  return { person: await hub.get<Person>("/api/auth/me"), secret, kind: "key" };
}

async function byPassword({
  url,
  trust,
  args,
  io,
}: {
  url: string;
  trust: Trust;
  args: Args;
  io: Io;
}): Promise<SignedIn> {
  const username = args.text("username") ?? (await io.ask(io.tty.in ? "Username: " : ""))?.trim();
  const password = await io.askSecret("Password: ");
  if (username === undefined || username === "" || password === undefined || password === "")
    throw usageError("Name and password are needed.");
  const hub = hubAt({ url, how: "named", where: url, ...(trust ? { trust } : {}) }, io);
  const given = args.text("code");
  const login = (code: string | undefined) =>
    hub.send<{ person: Person; bearer?: string }>("POST", "/api/auth/login", {
      username,
      password,
      bearer: true,
      ...(code === undefined ? {} : { code }),
    });
  const answer = await login(given).catch(async (error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "second_factor_required") throw error;
    const code = (await io.ask(io.tty.in ? "Code: " : ""))?.trim();
    if (code === undefined || code === "") throw error;
    return await login(code);
  });
  if (answer.bearer === undefined) throw new AppError("internal", "The hub gave no sign-in for a program.");
  return { person: answer.person, secret: answer.bearer, kind: "bearer" };
}
