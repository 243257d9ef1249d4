/** Trust in a hub that made its own certificate: by the pin of its key, which a person confirmed once. */
import { AppError } from "../domain/error.ts";
import { peerCertificate, pinOf } from "../lib/peerCertificate.ts";
import type { Door } from "./door.ts";
import type { Io } from "./io.ts";
import { readLogin, writeLogin, type Login } from "./login-file.ts";

type Trust = NonNullable<Login["trust"]>;

const lookMs = 10_000;

/** The hub has renewed its certificate and kept its key: remembers the new one. Throws `wrong_pin` where the key is another. */
export async function renewTrust(door: Door, { pin }: Trust, io: Pick<Io, "home">): Promise<Trust> {
  const trust = await lookAt(door.url);
  if (trust.pin !== pin)
    throw new AppError(
      "wrong_pin",
      `What answers at ${door.url} is not the hub that you signed in to: its TLS key is another.`,
      {
        hint: `Someone may be in between. If the hub was set up anew, sign in again: ailx login ${door.url}`,
      },
    );
  const login = readLogin(io);
  if (login?.url === door.url) await writeLogin(io, { ...login, trust });
  return trust;
}

/** The certificate that is shown there, and its pin. Throws `hub_unreachable`. */
export async function lookAt(url: string): Promise<Trust> {
  try {
    const certificate = await peerCertificate(new URL(url), lookMs);
    return { pin: pinOf(certificate), certificate: certificate.toString() };
  } catch (cause) {
    throw new AppError(
      "hub_unreachable",
      `The hub cannot be reached at ${url}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        cause,
        hint: "Check the address and that the hub runs with TLS.",
      },
    );
  }
}
