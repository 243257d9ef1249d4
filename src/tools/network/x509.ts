/** Reads certificates and says what is wrong with them. */
import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { untrusted, type Untrusted } from "../../domain/untrusted.ts";
import { fewDays, type CertificateSeen } from "./certificates.ts";

const dayMs = 86_400_000;

export function seenIn(certificate: X509Certificate, nowMs: number): CertificateSeen {
  const notAfterMs = certificate.validToDate.getTime();
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    notBeforeMs: certificate.validFromDate.getTime(),
    notAfterMs,
    daysLeft: Math.floor((notAfterMs - nowMs) / dayMs),
    names: namesOf(certificate)
      .slice(0, 200)
      .map((name) => untrusted(name.slice(0, 255))),
    serial: untrusted(certificate.serialNumber.slice(0, 100)),
    sha256: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
    key: untrusted(keyOf(certificate)),
  };
}

/** “CN=shop.example.com, O=Example” in one line, the common name first. */
function nameOf(text: string | undefined): Untrusted {
  const parts = (text ?? "").split("\n").filter(Boolean);
  const sorted = parts.toSorted((a, b) => Number(b.startsWith("CN=")) - Number(a.startsWith("CN=")));
  return untrusted(sorted.join(", ").slice(0, 500));
}

function namesOf({ subjectAltName }: X509Certificate): string[] {
  // A name with a comma or a quote in it is quoted as JSON.
  const found = (subjectAltName ?? "").matchAll(/(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g);
  return [...found].map(([, name = ""]) => name.trim());
}

function keyOf({ publicKey }: X509Certificate): string {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  return [publicKey.asymmetricKeyType?.toUpperCase() ?? "", modulusLength ?? namedCurve ?? ""].join(" ").trim();
}

/** What a browser or an administrator would complain about. `host`: what was asked for; absent for a file. `why`: TLS's own complaint. */
export function problemsOf(
  chain: readonly X509Certificate[],
  { host, why = "", nowMs }: { host?: string | undefined; why?: string; nowMs: number },
): Untrusted[] {
  const [leaf] = chain;
  if (!leaf) return [untrusted("no certificate was shown")];
  const problems: string[] = [];
  for (const [at, each] of chain.entries()) {
    const what = at === 0 ? "it" : `the certificate of ${forName(each)}`;
    const left = each.validToDate.getTime() - nowMs;
    if (left < 0) problems.push(`${what} expired on ${dateOf(each.validToDate)}`);
    else if (left < fewDays * dayMs) problems.push(`${what} expires on ${dateOf(each.validToDate)}`);
    if (each.validFromDate.getTime() > nowMs) problems.push(`${what} is valid only from ${dateOf(each.validFromDate)}`);
    const bits = each.publicKey.asymmetricKeyDetails?.modulusLength;
    if (bits !== undefined && each.publicKey.asymmetricKeyType === "rsa" && bits < 2_048)
      problems.push(`${what} has an RSA key of only ${bits} bits`);
  }
  if (host !== undefined && !isFor(leaf, host)) problems.push(`it is not for ${host}`);
  if (leaf.subject === leaf.issuer) problems.push("it is self-signed");
  const broken = chain.findIndex((each, at) => {
    const issuer = chain[at + 1];
    return issuer !== undefined && !each.checkIssued(issuer);
  });
  if (broken >= 0) problems.push("the chain is out of order: a certificate is not signed by the one after it");
  const said = saidBy(why);
  if (said !== "" && !(leaf.subject === leaf.issuer && /self.signed/i.test(why))) problems.push(said);
  return [...new Set(problems)].slice(0, 20).map((text) => untrusted(text.slice(0, 500)));
}

/** What TLS itself complains of, where the dates and names do not say it already. */
function saidBy(why: string): string {
  if (why === "" || /expired|not.yet.valid|altname|hostname/i.test(why)) return "";
  if (/UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|unable to (get|verify)/i.test(why))
    return "this machine does not know who signed it, or a certificate in between was not sent";
  if (/SELF_SIGNED_CERT_IN_CHAIN|self.signed certificate in/i.test(why))
    return "it is signed by an authority that this machine does not trust";
  return `not trusted: ${why}`;
}

export const isFor = (leaf: X509Certificate, host: string): boolean =>
  (isIP(host) === 0 ? leaf.checkHost(host.replace(/\.$/, "")) : leaf.checkIP(host)) !== undefined;

const forName = ({ subject }: X509Certificate): string =>
  /(?:^|\n)CN=(.*)/.exec(subject ?? "")?.[1]?.slice(0, 100) ?? "its issuer";
const dateOf = (date: Date): string => date.toISOString().slice(0, 10);
