/** `service.status`: whether a service runs. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { iso } from "../../lib/clock.ts";
import { agentTool } from "../define.ts";
import { stateText, unitFile, unitName, unitState, type UnitState } from "./unit.ts";

const input = once(() => z.strictObject({ service: unitName() }).check(z.meta({ examples: [{ service: "nginx" }] })));
const output = once(() => unitState());

export const statusTable = (unit: UnitState) => ({
  columns: ["Service", "State", "PID", "Since", "At boot"],
  rows: [
    [
      unit.service,
      unit.subState ? `${unit.state} (${unit.subState})` : unit.state,
      unit.mainPid === null ? "" : String(unit.mainPid),
      unit.sinceMs === null ? "" : `${iso(unit.sinceMs).slice(0, 19).replace("T", " ")} UTC`,
      unit.enabled ? "yes" : "no",
    ],
  ],
});

export const serviceStatus = agentTool({
  name: "service.status",
  version: 1,
  does: "Shows whether a service runs, since when, and its process.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ service }) => ({ title: `Look at ${service}`, exact: `systemctl show ${unitFile(service)}` }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: stateText,
  table: statusTable,
  timeoutMs: 15_000,
  load: { run: () => import("./status.run.ts"), view: () => import("./status.view.tsx") },
});
