/** `file.list`: what is in a folder. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { iso } from "../../lib/clock.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { quoted } from "./path-input.ts";
import { lookLevel, placeField, seenFields } from "./seen.ts";

/** More are counted, not told. */
export const entriesAtMost = 2_000;

const input = once(() =>
  z
    .strictObject({
      path: placeField("Absolute path of the folder."),
      all: z.optional(z.boolean().check(z.describe("Also names that begin with a dot; default false."))),
    })
    .check(z.meta({ examples: [{ path: "/etc/nginx" }] })),
);
const output = once(() =>
  z.object({
    /** Where the path led, links followed. */
    realPath: machineText(4_096),
    /** Folders first, then by name. */
    entries: z.array(z.object({ name: machineText(255), ...seenFields() })).check(z.maxLength(entriesAtMost)),
    /** Of those asked for, told or not. */
    total: z.int(),
    truncated: z.boolean(),
  }),
);
export type ListInput = z.infer<ReturnType<typeof input>>;
export type ListOutput = z.infer<ReturnType<typeof output>>;

export const listTable = ({ entries }: ListOutput) => ({
  columns: ["Name", "Size", "Modified (UTC)", "Owner", "Mode"],
  rows: entries.map(({ name, kind, sizeBytes, modifiedAtMs, owner, mode, link }) => [
    `${forHtml(name)}${kind === "folder" ? "/" : ""}${link ? ` → ${forHtml(link)}` : ""}`,
    kind === "file" ? bytesText(sizeBytes) : kind,
    iso(modifiedAtMs).slice(0, 16).replace("T", " "),
    forHtml(owner),
    mode,
  ]),
});

export const fileList = agentTool({
  name: "file.list",
  version: 1,
  does: "Lists a folder: names, sizes, times, owners and modes.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: ({ path }) => lookLevel(path),
  preview: ({ path, all }) => ({ title: `List ${path}`, exact: `ls -l${all ? "A" : ""} -- ${quoted(path)}` }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ entries, total, realPath, truncated }) => {
    const folders = entries.filter(({ kind }) => kind === "folder").length;
    const what = truncated
      ? `${total} entries, the first ${entries.length} of them told`
      : `${total} ${total === 1 ? "entry" : "entries"}`;
    return `${what}${folders > 0 ? `, ${folders} ${folders === 1 ? "folder" : "folders"}` : ""} in ${forHtml(realPath)}`;
  },
  table: listTable,
  timeoutMs: 30_000,
  load: { run: () => import("./list.run.ts"), view: () => import("./list.view.tsx") },
});
