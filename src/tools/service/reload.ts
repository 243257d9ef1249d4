/** `service.reload`: lets a service read its configuration anew, after that was tested where its program can do it. */
import { agentTool } from "../define.ts";
import { changeInput, changeLine, changeOutput, changeTable, judgeReloaded, reloadChecks } from "./change.ts";
import { configTest } from "./config-test.ts";
import { unitFile } from "./unit.ts";
import { unitRisk } from "./unit-risk.ts";

export const serviceReload = agentTool({
  name: "service.reload",
  version: 1,
  does: "Lets a running service read its configuration anew, after testing it where that is possible.",
  input: changeInput("nginx"),
  output: changeOutput,
  access: "change",
  platforms: ["linux"],
  risk: ({ service }) => unitRisk("reload", service),
  level: ({ service }) => unitRisk("reload", service).level,
  preview: ({ service }) => ({ title: `Reload ${service}`, exact: `systemctl reload ${unitFile(service)}` }),
  precheck: ({ service }) => {
    const test = configTest(service);
    return test && `the configuration is tested first (${test.argv.join(" ")}); with an error in it nothing is touched`;
  },
  checks: () => reloadChecks,
  judge: (_input, output) => judgeReloaded(output),
  undo: () => ({
    kind: "impossible",
    why: "what was read cannot be unread; put the configuration back and reload again",
  }),
  line: changeLine,
  table: changeTable,
  timeoutMs: 300_000,
  load: { run: () => import("./reload.run.ts"), view: () => import("./reload.view.tsx") },
});
