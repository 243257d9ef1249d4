/** The certificate that the hub serves: none on loopback, the one given, or its own. */
import { createHash, createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import { AppError } from "../../domain/error.ts";
import type { HubSettings } from "../../domain/settings.ts";
import type { Clock } from "../../lib/clock.ts";
import { bareHost, isHost, isLoopback } from "../../lib/hostName.ts";
import { keysDir, readPrivateFile, writePrivateFile } from "./hubKey.ts";
import { makeCertificate, newTlsKey } from "./selfMade.ts";

const renewBeforeMs = 30 * 86_400_000;
const namesAtMost = 100;

export type HubTls = {
  /** PEM, for `Bun.serve({ tls })`. */
  cert: string;
  key: string;
  /** SHA-256 of the key's SPKI, base64; only where the certificate is self-made. */
  tlsPin?: string;
  /** Whether the certificate is good for this host. */
  covers: (host: string) => boolean;
  /** When the hub has to ask again: a self-made one is renewed then, a given one is about to end. */
  renewAtMs: number;
};

type Wanted = Pick<HubSettings, "listen" | "dataDir" | "publicUrl" | "tls" | "insecureHttp">;

/** Undefined where the hub serves plain HTTP. Throws `storage_failed` or `validation` where a certificate cannot be used. */
export async function tlsFor(settings: Wanted, clock: Clock): Promise<HubTls | undefined> {
  if (settings.tls) return given(settings.tls, clock());
  if (settings.insecureHttp || isLoopback(settings.listen.host)) return undefined;
  return await selfMade({ dataDir: settings.dataDir, names: namesOf(settings), nowMs: clock() });
}

/** Every name and address that this computer and the settings know the hub by. */
export function namesOf({ listen, publicUrl }: Pick<Wanted, "listen" | "publicUrl">): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter((item) => !item.internal).map((item) => item.address),
  );
  const fromUrl = publicUrl !== undefined && URL.canParse(publicUrl) ? [new URL(publicUrl).hostname] : [];
  const all = [...fromUrl, listen.host, hostname(), "localhost", "127.0.0.1", "::1", ...addresses].map(bareHost);
  const anywhere = new Set(["0.0.0.0", "::"]);
  const usable = all.filter((name) => isHost(name) && !anywhere.has(name) && !name.startsWith("fe80:"));
  return [...new Set(usable)].slice(0, namesAtMost);
}

async function selfMade({
  dataDir,
  names,
  nowMs,
}: {
  dataDir: string;
  names: string[];
  nowMs: number;
}): Promise<HubTls> {
  const dir = keysDir(dataDir);
  const keyPath = join(dir, "tls.key");
  const certPath = join(dir, "tls.crt");
  if (!existsSync(keyPath)) writePrivateFile(keyPath, newTlsKey().export({ type: "pkcs8", format: "pem" }));
  const keyText = readPrivateFile(keyPath);
  const key = readKey(keyText, keyPath);
  let certificate = existsSync(certPath) ? readCertificate(readPrivateFile(certPath)) : undefined;
  if (!certificate || !isFresh({ certificate, key, names, nowMs })) {
    const made = await makeCertificate({ key, names, nowMs });
    writePrivateFile(certPath, made);
    certificate = new X509Certificate(made);
  }
  return { ...served(certificate, keyText), cert: certificate.toString(), tlsPin: pinOf(key) };
}

function given({ certFile, keyFile }: { certFile: string; keyFile: string }, nowMs: number): HubTls {
  const cert = readGiven(certFile);
  const key = readGiven(keyFile);
  const certificate = readCertificate(cert);
  if (!certificate) throw unusable(certFile, "holds no certificate in PEM form");
  if (!certificate.checkPrivateKey(readKey(key, keyFile)))
    throw unusable(certFile, `does not belong to the key in ${keyFile}`);
  if (certificate.validToDate.getTime() <= nowMs)
    throw unusable(certFile, `ended on ${certificate.validToDate.toISOString()}`);
  return { ...served(certificate, key), cert };
}

const served = (certificate: X509Certificate, key: string) => ({
  key,
  covers: (host: string) => covers(certificate, host),
  renewAtMs: certificate.validToDate.getTime() - renewBeforeMs,
});

const covers = (certificate: X509Certificate, host: string): boolean =>
  (isIP(bareHost(host)) === 0 ? certificate.checkHost(bareHost(host)) : certificate.checkIP(bareHost(host))) !==
  undefined;

function isFresh({
  certificate,
  key,
  names,
  nowMs,
}: {
  certificate: X509Certificate;
  key: KeyObject;
  names: string[];
  nowMs: number;
}): boolean {
  const inTime =
    certificate.validToDate.getTime() - renewBeforeMs > nowMs && certificate.validFromDate.getTime() <= nowMs;
  return inTime && certificate.checkPrivateKey(key) && names.every((name) => covers(certificate, name));
}

/** What `curl --pinnedpubkey sha256//…` and agents compare. */
const pinOf = (key: KeyObject): string =>
  createHash("sha256")
    .update(createPublicKey(key).export({ type: "spki", format: "der" }))
    .digest("base64");

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function readKey(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new AppError("storage_failed", `${path} holds no private key in PEM form.`, {
      cause,
      hint: "Put it back from a backup.",
    });
  }
}

function readGiven(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new AppError("storage_failed", `${path} cannot be read.`, { cause, hint: "Check --tls-cert and --tls-key." });
  }
}

const unusable = (path: string, why: string): AppError =>
  new AppError("validation", `${path} ${why}.`, { hint: "Check --tls-cert and --tls-key." });
