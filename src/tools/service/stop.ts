/** `service.stop`: stops a service and sees that it stays down. */
import { agentTool } from "../define.ts";
import { changeInput, changeLine, changeOutput, changeTable, judgeStopped, stoppedChecks } from "./change.ts";
import { unitFile } from "./unit.ts";
import { unitRisk } from "./unit-risk.ts";

export const serviceStop = agentTool({
  name: "service.stop",
  version: 1,
  does: "Stops a service and checks that it stays down.",
  input: changeInput("nginx"),
  output: changeOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ service }) => unitRisk("stop", service),
  level: ({ service }) => unitRisk("stop", service).level,
  preview: ({ service }) => ({ title: `Stop ${service}`, exact: `systemctl stop ${unitFile(service)}` }),
  checks: () => stoppedChecks,
  judge: (_input, output) => judgeStopped(output),
  undo: ({ service }) => ({ kind: "tool", tool: "service.start", input: { service }, text: `Start ${service} again` }),
  wayBack: ({ service }, { before }) =>
    !before.active
      ? { kind: "nothing" }
      : { kind: "tool", tool: "service.start", input: { service }, text: `Start ${service} again` },
  line: changeLine,
  table: changeTable,
  timeoutMs: 240_000,
  load: { run: () => import("./stop.run.ts"), view: () => import("./stop.view.tsx") },
});
