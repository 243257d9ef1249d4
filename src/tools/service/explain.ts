/** `service.explain`: what stands around services: whose they are, what they hold open, whether they answer, how they are set. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { saidName, unitFile, unitName } from "./unit.ts";

const input = once(() =>
  z
    .strictObject({ service: z.optional(unitName()) })
    .check(
      z.meta({ examples: [{ service: "nginx" }], description: "Without a service: all that run or keep failing." }),
    ),
);
export type ExplainInput = z.infer<ReturnType<typeof input>>;

/** `http`: with a status · `talks`: other bytes · `silent`: taken, and nothing said in time · `closed` · `refused`. */
export const answers = ["http", "talks", "silent", "closed", "refused"] as const;
export type Answer = (typeof answers)[number];

const explained = () =>
  z.object({
    service: saidName(),
    active: z.boolean(),
    /** Empty: root. */
    user: machineText(64),
    group: machineText(64),
    /** Null where it does not run. */
    mainPid: z.nullable(z.int()),
    /** Of its processes, which are the main one and what descends from it. */
    memoryBytes: z.number(),
    processes: z.int(),
    unitFile: machineText(4_096),
    /** Null where the file cannot be read. */
    unitChangedAtMs: z.nullable(z.number()),
    listens: z
      .array(
        z.object({
          address: z.string().check(z.maxLength(64), z.regex(/^[0-9a-f.:]+$/)),
          port: z.int(),
          /** Absent where nothing was sent there. */
          answer: z.optional(z.enum(answers)),
          status: z.optional(z.int()),
          ms: z.optional(z.number()),
        }),
      )
      .check(z.maxLength(64)),
    /** Files that it writes to. */
    files: z
      .array(z.object({ path: machineText(4_096), sizeBytes: z.number(), grewBytes: z.number() }))
      .check(z.maxLength(64)),
    configs: z.array(z.object({ path: machineText(4_096), changedAtMs: z.number() })).check(z.maxLength(32)),
    /** Lines `name = value` of these that say limits, levels, places and addresses; nothing that could be a secret. */
    settings: z
      .array(
        z.object({
          path: machineText(4_096),
          line: z.int(),
          name: machineText(100),
          value: machineText(300),
          text: machineText(500),
        }),
      )
      .check(z.maxLength(100)),
  });
export type Explained = z.infer<ReturnType<typeof explained>>;

const output = once(() =>
  z.object({
    services: z.array(explained()).check(z.maxLength(60)),
    /** For how long it was looked whether files grow. */
    measuredMs: z.number(),
  }),
);
export type ExplainOutput = z.infer<ReturnType<typeof output>>;

const said = ({ address, port, answer, status, ms }: Explained["listens"][number]): string => {
  const how = answer === "http" ? `HTTP ${status ?? ""} in ${Math.round(ms ?? 0)} ms` : answer;
  return `${address.includes(":") ? `[${address}]` : address}:${port}${how === undefined ? "" : ` (${how})`}`;
};

export const explainTable = ({ services }: ExplainOutput) => ({
  columns: ["Service", "Runs as", "Memory", "Listens on", "Writes to", "Configuration"],
  rows: services.map((each) => [
    each.service,
    forHtml(each.user) || "root",
    each.mainPid === null ? "does not run" : bytesText(each.memoryBytes),
    each.listens.map(said).join(", "),
    each.files
      .map(
        ({ path, sizeBytes, grewBytes }) =>
          `${forHtml(path)} (${bytesText(sizeBytes)}${grewBytes > 0 ? `, +${bytesText(grewBytes)}` : ""})`,
      )
      .join(", "),
    each.configs.map(({ path }) => forHtml(path)).join(", "),
  ]),
});

export const serviceExplain = agentTool({
  name: "service.explain",
  version: 1,
  does: "Shows whose processes a service has, what it listens on and whether it answers, what files it writes, how it is set.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  // Files of configuration and of other users' processes are read.
  level: () => 3,
  preview: ({ service }) => ({
    title: service === undefined ? "Look into the services" : `Look into ${service}`,
    exact: `systemctl show ${service === undefined ? "'*.service'" : unitFile(service)}; read /proc/PID/fd and /etc; GET / where it listens`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ services }) => {
    const [only] = services;
    if (only && services.length === 1)
      return only.mainPid === null
        ? "does not run"
        : `${bytesText(only.memoryBytes)}, ${only.listens.length === 0 ? "listens nowhere" : only.listens.map(said).join(", ")}`;
    const silent = services.filter(({ listens }) => listens.some(({ answer }) => answer === "silent"));
    return `${services.length} services${silent.length > 0 ? `, ${silent.map(({ service }) => service).join(" and ")} does not answer` : ""}`;
  },
  table: explainTable,
  timeoutMs: 40_000,
  load: { run: () => import("./explain.run.ts"), view: () => import("./explain.view.tsx") },
});
