/** A certificate that the hub makes for itself: P-256, one key for ever, so that its pin outlives every renewal. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { isIP } from "node:net";

const dayMs = 86_400_000;
/** Longer ones are refused by macOS without a way past it. */
const validDays = 820;
/** A machine whose clock is slow can still come in. */
const backdatedDays = 30;
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

export const newTlsKey = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

/** The certificate in PEM. `names` are host names and addresses; at least one. */
export async function makeCertificate({
  key,
  names,
  nowMs,
}: {
  key: KeyObject;
  names: readonly string[];
  nowMs: number;
}): Promise<string> {
  // tsyringe inside x509 wants this first; both are loaded only when a certificate is made.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=ailx hub",
    notBefore: new Date(nowMs - backdatedDays * dayMs),
    notAfter: new Date(nowMs + (validDays - backdatedDays) * dayMs),
    signingAlgorithm: algorithm,
    keys: await webKeys(key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value }) as const),
      ),
    ],
  });
  return `${certificate.toString("pem")}\n`;
}

async function webKeys(key: KeyObject): Promise<CryptoKeyPair> {
  const { subtle } = globalThis.crypto;
  const pkcs8 = new Uint8Array(key.export({ type: "pkcs8", format: "der" }));
  const spki = new Uint8Array(createPublicKey(key).export({ type: "spki", format: "der" }));
  return {
    privateKey: await subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]),
    publicKey: await subtle.importKey("spki", spki, algorithm, true, ["verify"]),
  };
}
