/** `file.stat`: what a path is: kind, size, times, owner, mode. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { iso } from "../../lib/clock.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { quoted } from "./path-input.ts";
import { lookLevel, placeField, seenFields } from "./seen.ts";

const input = once(() =>
  z
    .strictObject({ path: placeField("Absolute path of a file, a folder or a link.") })
    .check(z.meta({ examples: [{ path: "/etc/hosts" }] })),
);
const output = once(() =>
  z.object({
    path: machineText(4_096),
    ...seenFields(),
    /** Where a link leads in the end; empty where that is nothing, absent for what is no link. */
    leadsTo: z.optional(machineText(4_096)),
    /** Its last change of content, owner or mode. */
    changedAtMs: z.number(),
    /** Null where the file system does not keep it. */
    createdAtMs: z.nullable(z.number()),
    /** Names that the same file has. */
    names: z.int(),
    inode: z.number(),
    /** What it takes on disk; less than its size where it has holes. */
    diskBytes: z.number(),
  }),
);
export type StatInput = z.infer<ReturnType<typeof input>>;
export type StatOutput = z.infer<ReturnType<typeof output>>;

const time = (ms: number): string => `${iso(ms).slice(0, 19).replace("T", " ")} UTC`;

export const statFacts = (seen: StatOutput): [string, string][] => {
  const facts: [string, string][] = [
    ["Path", forHtml(seen.path)],
    ["Kind", seen.kind],
    ["Leads to", seen.leadsTo === undefined ? "" : forHtml(seen.leadsTo) || "nothing: what it names is not there"],
    ["Size", `${bytesText(seen.sizeBytes)} (${seen.sizeBytes} bytes), ${bytesText(seen.diskBytes)} on disk`],
    ["Owner", forHtml(seen.owner)],
    ["Mode", seen.mode],
    ["Modified", time(seen.modifiedAtMs)],
    ["Changed", time(seen.changedAtMs)],
    ["Created", seen.createdAtMs === null ? "" : time(seen.createdAtMs)],
    ["Names", seen.names > 1 && seen.kind !== "folder" ? String(seen.names) : ""],
  ];
  return facts.filter(([, value]) => value !== "");
};

export const fileStat = agentTool({
  name: "file.stat",
  version: 1,
  does: "Shows what a path is: kind, size, times, owner and mode.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: ({ path }) => lookLevel(path),
  preview: ({ path }) => ({ title: `Look at ${path}`, exact: `stat -- ${quoted(path)}` }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ kind, sizeBytes, owner, mode, modifiedAtMs }) =>
    `${kind}${kind === "file" ? `, ${bytesText(sizeBytes)}` : ""}, ${forHtml(owner)} ${mode}, modified ${time(modifiedAtMs)}`,
  table: ({ path, kind, sizeBytes, owner, mode, modifiedAtMs }) => ({
    columns: ["Path", "Kind", "Size", "Owner", "Mode", "Modified"],
    rows: [[forHtml(path), kind, bytesText(sizeBytes), forHtml(owner), mode, time(modifiedAtMs)]],
  }),
  timeoutMs: 15_000,
  load: { run: () => import("./stat.run.ts"), view: () => import("./stat.view.tsx") },
});
