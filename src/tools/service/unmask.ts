/** `service.unmask`: lets a masked service be started again. */
import { agentTool } from "../define.ts";
import { bootChecks, bootLine, bootOutput, bootTable, bootUndo, bootWayBack, judgeBoot } from "./boot.ts";
import { changeInput } from "./change.ts";
import { unitFile } from "./unit.ts";
import { bootRisk } from "./unit-risk.ts";

export const serviceUnmask = agentTool({
  name: "service.unmask",
  version: 1,
  does: "Lets a masked service be started again.",
  input: changeInput("nginx"),
  output: bootOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ service }) => bootRisk("unmask", service),
  level: ({ service }) => bootRisk("unmask", service).level,
  preview: ({ service }) => ({ title: `Unmask ${service}`, exact: `systemctl unmask ${unitFile(service)}` }),
  checks: () => bootChecks.unmask,
  judge: (_input, output) => judgeBoot("unmask", output),
  undo: ({ service }) => bootUndo("unmask", service),
  wayBack: ({ service }, output) => bootWayBack("unmask", service, output),
  line: bootLine,
  table: bootTable,
  timeoutMs: 60_000,
  load: { run: () => import("./unmask.run.ts"), view: () => import("./unmask.view.tsx") },
});
