/** `service.mask`: keeps a service from being started by anything. */
import { agentTool } from "../define.ts";
import { bootChecks, bootLine, bootOutput, bootTable, bootUndo, bootWayBack, judgeBoot } from "./boot.ts";
import { changeInput } from "./change.ts";
import { unitFile } from "./unit.ts";
import { bootRisk } from "./unit-risk.ts";

export const serviceMask = agentTool({
  name: "service.mask",
  version: 1,
  does: "Keeps a service from being started by anybody or anything; whether it runs now stays as it is.",
  input: changeInput("nginx"),
  output: bootOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ service }) => bootRisk("mask", service),
  level: ({ service }) => bootRisk("mask", service).level,
  preview: ({ service }) => ({ title: `Mask ${service}`, exact: `systemctl mask ${unitFile(service)}` }),
  checks: () => bootChecks.mask,
  judge: (_input, output) => judgeBoot("mask", output),
  undo: ({ service }) => bootUndo("mask", service),
  wayBack: ({ service }, output) => bootWayBack("mask", service, output),
  line: bootLine,
  table: bootTable,
  timeoutMs: 60_000,
  load: { run: () => import("./mask.run.ts"), view: () => import("./mask.view.tsx") },
});
