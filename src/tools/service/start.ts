/** `service.start`: starts a service and sees that it stays up. */
import { agentTool } from "../define.ts";
import { changeInput, changeLine, changeOutput, changeTable, judgeRunning, runningChecks } from "./change.ts";
import { unitFile } from "./unit.ts";
import { unitRisk } from "./unit-risk.ts";

export const serviceStart = agentTool({
  name: "service.start",
  version: 1,
  does: "Starts a service and checks that it stays up.",
  input: changeInput("nginx"),
  output: changeOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ service }) => unitRisk("start", service),
  level: ({ service }) => unitRisk("start", service).level,
  preview: ({ service }) => ({ title: `Start ${service}`, exact: `systemctl start ${unitFile(service)}` }),
  checks: () => runningChecks,
  judge: (_input, output) => judgeRunning(output),
  undo: ({ service }) => ({ kind: "tool", tool: "service.stop", input: { service }, text: `Stop ${service} again` }),
  wayBack: ({ service }, { before }) =>
    before.active
      ? { kind: "nothing" }
      : { kind: "tool", tool: "service.stop", input: { service }, text: `Stop ${service} again` },
  line: changeLine,
  table: changeTable,
  timeoutMs: 240_000,
  load: { run: () => import("./start.run.ts"), view: () => import("./start.view.tsx") },
});
