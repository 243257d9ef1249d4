/** `service.enable`: lets systemd start a service at boot. */
import { agentTool } from "../define.ts";
import { bootChecks, bootLine, bootOutput, bootTable, bootUndo, bootWayBack, judgeBoot } from "./boot.ts";
import { changeInput } from "./change.ts";
import { unitFile } from "./unit.ts";
import { bootRisk } from "./unit-risk.ts";

export const serviceEnable = agentTool({
  name: "service.enable",
  version: 1,
  does: "Lets a service be started at every boot; whether it runs now stays as it is.",
  input: changeInput("nginx"),
  output: bootOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ service }) => bootRisk("enable", service),
  level: ({ service }) => bootRisk("enable", service).level,
  preview: ({ service }) => ({ title: `Start ${service} at boot`, exact: `systemctl enable ${unitFile(service)}` }),
  checks: () => bootChecks.enable,
  judge: (_input, output) => judgeBoot("enable", output),
  undo: ({ service }) => bootUndo("enable", service),
  wayBack: ({ service }, output) => bootWayBack("enable", service, output),
  line: bootLine,
  table: bootTable,
  timeoutMs: 60_000,
  load: { run: () => import("./enable.run.ts"), view: () => import("./enable.view.tsx") },
});
