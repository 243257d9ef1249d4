/** `web.fetch`: the text of a web page, asked for by the hub within what an admin allows. Off until that is set up. */
import * as z from "zod/mini";
import { forHtml } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { hubTool } from "../define.ts";
import { urlRisk } from "../network/host.ts";
import { answerFields, answerLine, urlField } from "./answer.ts";

const input = once(() =>
  z.strictObject({ url: urlField() }).check(z.meta({ examples: [{ url: "https://nginx.org/en/CHANGES" }] })),
);
const output = once(() => z.object(answerFields()));
export type FetchInput = z.infer<ReturnType<typeof input>>;

export const webFetch = hubTool({
  name: "web.fetch",
  version: 1,
  does: "Reads a web page from the hub, where an admin allows it.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin", "windows"],
  risk: ({ url }) => urlRisk(url),
  level: () => 1,
  preview: ({ url }) => ({ title: `Read ${url}`, exact: `GET ${url}, from the hub, without credentials` }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: answerLine,
  table: ({ url, status, title, text }) => ({
    columns: ["URL", "Status", "Title", "Text"],
    rows: [[forHtml(url), String(status), forHtml(title), forHtml(text).slice(0, 2_000)]],
  }),
  timeoutMs: 60_000,
  load: { run: () => import("./fetch.run.ts"), view: () => import("./fetch.view.tsx") },
});
