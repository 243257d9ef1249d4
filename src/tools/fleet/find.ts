/** `fleet.find`: which machines an expression means. Answered by the hub; no machine is asked. */
import * as z from "zod/mini";
import { machineKinds, machineName, machineStates, tagName } from "../../domain/machine.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { hubTool } from "../define.ts";

const input = once(() =>
  z
    .strictObject({
      on: z
        .string()
        .check(
          z.minLength(1),
          z.maxLength(1_000),
          z.describe("A target expression: `web-1`, `db-*`, `tag:web`, `os:debian>=12`, `status:offline`, `all`."),
        ),
    })
    .check(z.meta({ examples: [{ on: "tag:web and os:debian>=12" }] })),
);
const output = once(() =>
  z.object({
    machines: z.array(
      z.object({
        id: z.string(),
        name: z.string().check(z.regex(machineName)),
        state: z.enum(machineStates),
        tags: z.array(z.string().check(z.regex(tagName))),
        kind: z.enum(machineKinds),
        osName: machineText(256),
        /** The first one that the machine named; empty where it named none. */
        address: machineText(256),
        lastSeenAtMs: z.number(),
      }),
    ),
    online: z.int(),
  }),
);
export type FindInput = z.infer<ReturnType<typeof input>>;
export type FindOutput = z.infer<ReturnType<typeof output>>;

export const findTable = ({ machines }: FindOutput) => ({
  columns: ["Machine", "State", "System", "Kind", "Address", "Tags"],
  rows: machines.map((machine) => [
    machine.name,
    machine.state,
    forHtml(machine.osName),
    machine.kind,
    forHtml(machine.address),
    machine.tags.join(", "),
  ]),
});

export const fleetFind = hubTool({
  name: "fleet.find",
  version: 1,
  does: "Finds machines by name, tag, system, kind, state or what they run.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin", "windows"],
  risk: () => ({ risk: "low", reasons: ["only reads what the hub knows"] }),
  level: () => 1,
  preview: ({ on }) => ({ title: "Find machines", exact: on }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ machines, online }) =>
    `${machines.length} ${machines.length === 1 ? "machine" : "machines"}, ${online} online`,
  table: findTable,
  timeoutMs: 5_000,
  load: { run: () => import("./find.run.ts"), view: () => import("./find.view.tsx") },
});
