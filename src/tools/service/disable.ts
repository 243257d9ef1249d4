/** `service.disable`: keeps systemd from starting a service at boot. */
import { agentTool } from "../define.ts";
import { bootChecks, bootLine, bootOutput, bootTable, bootUndo, bootWayBack, judgeBoot } from "./boot.ts";
import { changeInput } from "./change.ts";
import { unitFile } from "./unit.ts";
import { bootRisk } from "./unit-risk.ts";

export const serviceDisable = agentTool({
  name: "service.disable",
  version: 1,
  does: "Keeps a service from being started at boot; whether it runs now stays as it is.",
  input: changeInput("nginx"),
  output: bootOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ service }) => bootRisk("disable", service),
  level: ({ service }) => bootRisk("disable", service).level,
  preview: ({ service }) => ({
    title: `Do not start ${service} at boot`,
    exact: `systemctl disable ${unitFile(service)}`,
  }),
  checks: () => bootChecks.disable,
  judge: (_input, output) => judgeBoot("disable", output),
  undo: ({ service }) => bootUndo("disable", service),
  wayBack: ({ service }, output) => bootWayBack("disable", service, output),
  line: bootLine,
  table: bootTable,
  timeoutMs: 60_000,
  load: { run: () => import("./disable.run.ts"), view: () => import("./disable.view.tsx") },
});
