/** `service.restart`: restarts a service, after its configuration was tested where its program can do that. */
import { agentTool } from "../define.ts";
import { changeInput, changeLine, changeOutput, changeTable, judgeRestarted, restartChecks } from "./change.ts";
import { configTest } from "./config-test.ts";
import { unitFile } from "./unit.ts";
import { unitRisk } from "./unit-risk.ts";

export const serviceRestart = agentTool({
  name: "service.restart",
  version: 1,
  does: "Restarts a service, after testing its configuration where that is possible, and checks that it stays up.",
  input: changeInput("nginx"),
  output: changeOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ service }) => unitRisk("restart", service),
  level: ({ service }) => unitRisk("restart", service).level,
  preview: ({ service }) => ({ title: `Restart ${service}`, exact: `systemctl restart ${unitFile(service)}` }),
  precheck: ({ service }) => {
    const test = configTest(service);
    return test && `the configuration is tested first (${test.argv.join(" ")}); with an error in it nothing is touched`;
  },
  checks: () => restartChecks,
  judge: (_input, output) => judgeRestarted(output),
  undo: () => ({
    kind: "impossible",
    why: "a restart cannot be taken back; the service runs again with its configuration",
  }),
  line: changeLine,
  table: changeTable,
  timeoutMs: 300_000,
  load: { run: () => import("./restart.run.ts"), view: () => import("./restart.view.tsx") },
});
