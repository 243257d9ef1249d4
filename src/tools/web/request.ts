/** `web.request`: a request of the hub that may change something elsewhere, with a stored secret where one is needed. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { secretName } from "../../domain/secret.ts";
import { once } from "../../lib/once.ts";
import { hubTool } from "../define.ts";
import { answerFields, answerLine, urlField } from "./answer.ts";

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const headerName = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;
/** They are made by the hub, or decide where the request goes or whose it is. */
const notHeaders =
  /^(host|connection|content-length|transfer-encoding|te|upgrade|expect|proxy-.*|cookie|forwarded|x-forwarded-.*)$/i;

const input = once(() =>
  z
    .strictObject({
      method: z.enum(methods).check(z.describe("The HTTP method.")),
      url: urlField(),
      headers: z.optional(
        z
          .record(
            z.string().check(
              z.regex(headerName),
              z.refine((name) => !notHeaders.test(name), "is a header that the hub makes itself"),
            ),
            z.string().check(z.maxLength(1_000), z.regex(/^[\x20-\x7e]*$/)),
          )
          .check(
            z.refine((all) => Object.keys(all).length <= 20, "are more than 20 headers"),
            z.describe("Further headers; a credential belongs into `secret`."),
          ),
      ),
      body: z.optional(
        z.string().check(z.maxLength(65_536), z.describe("What is sent; give its Content-Type as a header.")),
      ),
      secret: z.optional(
        z
          .strictObject({
            secret: z.string().check(z.regex(secretName)),
            version: z.int().check(z.minimum(1)),
            header: z.optional(
              z.string().check(
                z.regex(headerName),
                z.refine((name) => !notHeaders.test(name)),
              ),
            ),
            prefix: z.optional(z.string().check(z.regex(/^[\x20-\x7e]{0,32}$/))),
          })
          .check(
            z.describe(
              "A secret of the hub by name and version, sent as `header` (default Authorization) behind `prefix` (default “Bearer ”).",
            ),
          ),
      ),
    })
    .check(
      z.meta({
        examples: [
          {
            method: "POST",
            url: "https://status.example.com/api/incidents",
            headers: { "Content-Type": "application/json" },
            body: '{"name":"web-1"}',
          },
        ],
      }),
    ),
);
const output = once(() =>
  z.object({
    ...answerFields(),
    /** Where the answer sends on to; it was not followed. */
    redirect: z.optional(machineText(2_048)),
  }),
);
export type RequestInput = z.infer<ReturnType<typeof input>>;
export type RequestOutput = z.infer<ReturnType<typeof output>>;

const isGood = (status: number): boolean => status >= 200 && status < 300;

export const webRequest = hubTool({
  name: "web.request",
  version: 1,
  does: "Sends a request from the hub, with a stored secret where one is needed, where an admin allows it.",
  input,
  output,
  access: "change",
  platforms: ["linux", "darwin", "windows"],
  risk: ({ secret }) => ({
    risk: "high",
    reasons: [
      "may change something on another system, which cannot be taken back from here",
      ...(secret ? [`gives it the secret ${secret.secret}`] : []),
    ],
  }),
  level: () => 1,
  preview: ({ method, url, headers = {}, body, secret }) => ({
    title: `Send ${method} to ${URL.parse(url)?.host ?? url}`,
    exact: [
      `${method} ${url}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ...(secret
        ? [
            `${secret.header ?? "Authorization"}: ${secret.prefix ?? "Bearer "}(the secret ${secret.secret}, version ${secret.version})`,
          ]
        : []),
      ...(body === undefined ? [] : ["", body]),
    ].join("\n"),
  }),
  checks: () => ["the other system answers with a status of 200 to 299"],
  judge: (_input, { status, text }) => {
    const evidence = [{ check: "its status is 200 to 299", ok: isGood(status), found: `status ${status}` }];
    if (isGood(status)) return { kind: "ok", evidence };
    const said = { check: "it said", ok: false, found: forHtml(text).slice(0, 500) };
    return { kind: "failed", reason: `it answered with status ${status}`, evidence: [...evidence, said] };
  },
  undo: () => ({ kind: "impossible", why: "what the other system did is not known here" }),
  line: answerLine,
  table: ({ url, status, text }) => ({
    columns: ["URL", "Status", "Text"],
    rows: [[forHtml(url), String(status), forHtml(text).slice(0, 2_000)]],
  }),
  timeoutMs: 60_000,
  load: { run: () => import("./request.run.ts"), view: () => import("./request.view.tsx") },
});
