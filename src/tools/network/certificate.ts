/** `network.certificate`: whom a server's or a file's certificate is for, how long it is valid, and what is wrong with it. */
import * as z from "zod/mini";
import { forHtml, hasHidden, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { certificateSeen, daysText } from "./certificates.ts";
import { hostField, nameRisk } from "./host.ts";

const input = once(() =>
  z
    .strictObject({
      host: z.optional(hostField("Server to ask by TLS; or give a path.")),
      port: z.optional(z.int().check(z.minimum(1), z.maximum(65_535), z.describe("Default 443."))),
      name: z.optional(hostField("The name to ask for and to compare with; default the host.")),
      path: z.optional(
        z.string().check(
          z.maxLength(4_096),
          z.regex(/^\/[^\0]+$/, "is not an absolute path"),
          z.refine((path) => !hasHidden(path) && !path.includes("\n"), "holds control or invisible characters"),
          z.describe("A file of the machine with certificates in PEM form, instead of a server."),
        ),
      ),
    })
    .check(
      z.refine(
        ({ host, path }) => (host === undefined) !== (path === undefined),
        "names a host or a path, and not both",
      ),
      z.meta({ examples: [{ host: "shop.example.com" }] }),
    ),
);
const output = once(() =>
  z.object({
    ...certificateSeen().shape,
    /** `shop.example.com:443` or the path. */
    from: machineText(4_200),
    /** Empty for a file. */
    protocol: machineText(16),
    /** The certificates after the first, as they were shown. */
    chain: z.array(certificateSeen()).check(z.maxLength(9)),
    /** Sentences without a full stop; empty where nothing is wrong. */
    problems: z.array(machineText(500)).check(z.maxLength(20)),
  }),
);
export type CertificateInput = z.infer<ReturnType<typeof input>>;
export type CertificateOutput = z.infer<ReturnType<typeof output>>;

export const certificateFacts = (seen: CertificateOutput): [string, string][] => {
  const facts: [string, string][] = [
    ["For", forHtml(seen.subject)],
    ["Names", seen.names.map(forHtml).join(", ")],
    ["Valid", `${day(seen.notBeforeMs)} to ${day(seen.notAfterMs)}, ${daysText(seen.daysLeft)}`],
    ["Signed by", [seen.issuer, ...seen.chain.slice(1).map(({ subject }) => subject)].map(forHtml).join(" ← ")],
    ["Key", forHtml(seen.key)],
    ["Protocol", forHtml(seen.protocol)],
    ["SHA-256", seen.sha256],
    ["From", forHtml(seen.from)],
  ];
  return facts.filter(([, value]) => value !== "");
};
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const wordOf = ({ host = "", port = 443, path }: CertificateInput): string => path ?? `${host}:${port}`;

export const networkCertificate = agentTool({
  name: "network.certificate",
  version: 1,
  does: "Shows a server's or a file's certificate: names, days left, chain and problems.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin"],
  risk: ({ host, name }) => nameRisk(name ?? host ?? ""),
  level: () => 1,
  preview: (asked) => ({
    title: `Look at the certificate of ${wordOf(asked)}`,
    exact:
      asked.path === undefined
        ? `openssl s_client -connect ${wordOf(asked)} -servername ${asked.name ?? asked.host ?? ""}`
        : `openssl x509 -text -in '${asked.path.replaceAll("'", `'\\''`)}'`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ subject, daysLeft, problems }) =>
    [forHtml(subject), daysText(daysLeft), ...problems.map(forHtml)].filter(Boolean).join("; "),
  table: ({ subject, notAfterMs, daysLeft, issuer, problems }) => ({
    columns: ["For", "Valid until", "Left", "Signed by", "Problems"],
    rows: [
      [
        forHtml(subject),
        day(notAfterMs),
        daysText(daysLeft),
        forHtml(issuer),
        problems.length === 0 ? "none" : problems.map(forHtml).join("; "),
      ],
    ],
  }),
  timeoutMs: 30_000,
  load: { run: () => import("./certificate.run.ts"), view: () => import("./certificate.view.tsx") },
});
