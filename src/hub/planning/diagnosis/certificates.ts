/** Certificates that are no longer, or hardly still, valid, and what renews them on the machine. */
import { forHtml } from "../../../domain/untrusted.ts";
import { iso } from "../../../lib/clock.ts";
import type { SearchOutput } from "../../../tools/file/search.ts";
import { certificateFacts, type CertificateOutput } from "../../../tools/network/certificate.ts";
import { daysText } from "../../../tools/network/certificates.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import { plainPath, type Draft, type Fix } from "./rule.ts";

/** Fewer days than this are a fault: whatever renews it should have done so weeks ago. */
const fewDays = 7;
/** Programs that renew do so a month before the end; whoever renews by hand wants to know as well. */
const soonDays = 21;

export function certificates(looked: Looked): Draft[] {
  return seenOf<CertificateOutput>(looked, "network.certificate").flatMap((seen) => {
    const { subject, notAfterMs, notBeforeMs, daysLeft, from } = seen.output;
    const early = notBeforeMs > looked.atMs;
    if (daysLeft >= soonDays && !early) return [];
    const soon = daysLeft >= fewDays && !early;
    const day = iso(early ? notBeforeMs : notAfterMs).slice(0, 10);
    const what = early ? `is valid only from ${day}` : daysLeft < 0 ? `expired on ${day}` : `expires on ${day}`;
    return [
      {
        id: soon ? "certificate-soon" : "certificate-expired",
        certainty: soon ? "likely" : "certain",
        cause: `the certificate of ${forHtml(subject)}, shown at ${forHtml(from)}, ${what}${soon ? `, in ${daysLeft} days, and nothing has renewed it yet` : ""}`,
        evidence: [
          evidence(
            seen,
            `${forHtml(subject)}: valid ${iso(notBeforeMs).slice(0, 10)} to ${iso(notAfterMs).slice(0, 10)}, ${daysText(daysLeft)}`,
            { row: certificateFacts(seen.output).findIndex(([name]) => name === "Valid") + 1 },
          ),
        ],
        fixes: early
          ? [
              {
                say: `show the time of ${looked.machine}`,
                why: "a clock that is wrong makes a good certificate look so",
              },
            ]
          : renewals(looked),
        about: `certificate:${forHtml(from)}`,
        depth: 0,
      },
    ];
  });
}

/** Programs that are known to renew, and how they are called for it. */
const known: Readonly<Record<string, string>> = {
  certbot: "certbot renew",
  dehydrated: "dehydrated --cron",
  "acme.sh": "acme.sh --cron",
};
const ownProgram = /^(?:renew[-_]?(?:tls[-_]?|ssl[-_]?)?certs?|certs?[-_]renew(?:al)?)(?:\.sh)?$/;

/** What lies among the machine's programs under the name of a renewal. */
function renewals(looked: Looked): Fix[] {
  const paths = seenOf<SearchOutput>(looked, "file.search").flatMap(({ output }) =>
    output.matches.map(({ path }) => forHtml(path)),
  );
  return paths
    .filter((path) => plainPath(path) && /^\/(?:usr\/(?:local\/)?s?bin|opt\/.*|s?bin|snap\/bin)\//.test(path))
    .flatMap((path): Fix[] => {
      const name = path.split("/").at(-1) ?? "";
      const command = known[name] ?? (ownProgram.test(name) ? name : undefined);
      return command === undefined
        ? []
        : [
            {
              say: `run \`${command}\` as root on ${looked.machine}`,
              why: `${path} renews certificates on this machine`,
            },
          ];
    })
    .filter(({ say }, at, all) => all.findIndex((other) => other.say === say) === at);
}
