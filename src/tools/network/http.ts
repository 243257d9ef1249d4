/** `network.http`: whether a URL answers, as seen from the machine. Sends a GET without any credentials. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { tlsSeen, tlsText } from "./certificates.ts";
import { urlRisk } from "./host.ts";

export const defaultTimeoutMs = 10_000;
export const redirectsAtMost = 5;

const input = once(() =>
  z
    .strictObject({
      url: z.string().check(
        z.maxLength(2_048),
        z.refine((text) => isPlain(text), "is no http or https URL without a user name in it"),
        z.describe("http or https."),
      ),
      timeoutMs: z.optional(
        z.int().check(z.minimum(500), z.maximum(60_000), z.describe("For each request; default 10 seconds.")),
      ),
    })
    .check(z.meta({ examples: [{ url: "https://shop.example.com/health" }] })),
);
const output = once(() =>
  z.object({
    /** Null where nobody answered with HTTP. */
    status: z.nullable(z.int()),
    /** From the first byte sent to the end of the last answer, redirects included. */
    ms: z.number(),
    /** Of the last request: until the connection stood, and until the first byte came. */
    connectMs: z.nullable(z.number()),
    firstByteMs: z.nullable(z.number()),
    /** Who answered at last. */
    address: machineText(64),
    tls: z.optional(tlsSeen()),
    /** Where the redirects ended; absent where there was none. */
    redirectedTo: z.optional(machineText(2_048)),
    server: machineText(200),
    contentType: machineText(200),
    /** What was read of the body; bounded. */
    bodyBytes: z.int(),
    /** The beginning of a body that is text. */
    text: machineText(2_000),
    /** Why there is no answer: one word for programs, a sentence for people. */
    error: z.optional(
      z.object({
        kind: z.enum([
          "dns",
          "refused",
          "timeout",
          "unreachable",
          "reset",
          "tls",
          "protocol",
          "redirects",
          "forbidden",
        ]),
        text: machineText(500),
      }),
    ),
  }),
);
export type HttpInput = z.infer<ReturnType<typeof input>>;
export type HttpOutput = z.infer<ReturnType<typeof output>>;

function isPlain(text: string): boolean {
  const url = URL.parse(text);
  // Line feeds and tabs are dropped by the parser, so what is shown would not be what is asked.
  return url !== null && /^https?:\/\/[\x21-\x7e]+$/i.test(text) && url.username === "" && url.password === "";
}

export const httpFacts = (seen: HttpOutput): [string, string][] => {
  const facts: [string, string][] = [
    ["Answer", seen.status === null ? `none: ${forHtml(seen.error?.text ?? seen.text)}` : `status ${seen.status}`],
    ["Time", timesText(seen)],
    ["Address", forHtml(seen.address)],
    ["Redirected to", seen.redirectedTo ? forHtml(seen.redirectedTo) : ""],
    ["Certificate", seen.tls ? tlsText(seen.tls) : ""],
    ["Server", forHtml(seen.server)],
    [
      "Content",
      [forHtml(seen.contentType), seen.bodyBytes > 0 ? `${seen.bodyBytes} bytes read` : ""].filter(Boolean).join(", "),
    ],
  ];
  return facts.filter(([, value]) => value !== "");
};

const timesText = ({ ms, connectMs, firstByteMs }: HttpOutput): string =>
  connectMs === null || firstByteMs === null
    ? `${ms} ms`
    : `${ms} ms (connected after ${connectMs}, first byte after ${firstByteMs})`;

export const networkHttp = agentTool({
  name: "network.http",
  version: 1,
  does: "Asks a URL from the machine: status, time, certificate, redirects.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin"],
  risk: ({ url }) => urlRisk(url),
  level: () => 1,
  preview: ({ url }) => ({ title: `Ask ${url}`, exact: `GET ${url}, without credentials` }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ status, ms, error, tls }) => {
    if (status === null) return error ? forHtml(error.text) : "no answer";
    const problem = tls?.problems[0];
    return `status ${status} in ${ms} ms${problem ? `; ${forHtml(problem)}` : ""}`;
  },
  table: (seen) => ({
    columns: ["Status", "Time", "Address", "Certificate"],
    rows: [
      [
        seen.status === null ? (seen.error?.kind ?? "no answer") : String(seen.status),
        `${seen.ms} ms`,
        forHtml(seen.address),
        seen.tls ? tlsText(seen.tls) : "",
      ],
    ],
  }),
  timeoutMs: 420_000,
  load: { run: () => import("./http.run.ts"), view: () => import("./http.view.tsx") },
});
