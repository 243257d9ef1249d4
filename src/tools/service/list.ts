/** `service.list`: the services of a machine. */
import * as z from "zod/mini";
import { forHtml } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { unitState } from "./unit.ts";

const input = once(() =>
  z
    .strictObject({
      state: z.optional(z.enum(["failed", "active"]).check(z.describe("Only services in this state; default all."))),
    })
    .check(z.meta({ examples: [{ state: "failed" }] })),
);
const output = once(() =>
  z.object({
    /** Failed ones first, then active, then the rest; by name. */
    services: z.array(unitState()).check(z.maxLength(1_000)),
    /** How many of all have failed, or fail again and again. */
    failed: z.int(),
    /** How many there are, shown or not. */
    total: z.int(),
  }),
);
export type ListInput = z.infer<ReturnType<typeof input>>;
export type ListOutput = z.infer<ReturnType<typeof output>>;

export const listTable = ({ services }: ListOutput) => ({
  columns: ["Service", "State", "PID", "At boot", "What it is"],
  rows: services.map((unit) => [
    unit.service,
    `${unit.subState ? `${unit.state} (${unit.subState})` : unit.state}${unit.restarts > 0 ? `, ${unit.restarts} restarts` : ""}`,
    unit.mainPid === null ? "" : String(unit.mainPid),
    unit.enabled ? "yes" : "no",
    forHtml(unit.description),
  ]),
});

export const serviceList = agentTool({
  name: "service.list",
  version: 1,
  does: "Lists services with their state, failed ones first.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ state }) => ({
    title: state ? `Look for ${state} services` : "Look at the services",
    exact: "systemctl show --all '*.service'",
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ failed, total }) => `${failed === 0 ? "none" : failed} of ${total} services failed`,
  table: listTable,
  timeoutMs: 30_000,
  load: { run: () => import("./list.run.ts"), view: () => import("./list.view.tsx") },
});
