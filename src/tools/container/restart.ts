/** `container.restart`: stops one container and starts it again, and watches that it stays up. */
import { agentTool } from "../define.ts";
import { changeInput, changeLine, changeOutput, changeTable, judgeRestarted, restartChecks } from "./change.ts";

export const containerRestart = agentTool({
  name: "container.restart",
  version: 1,
  does: "Restarts a container and checks that it comes back and stays up.",
  input: changeInput("shop-web"),
  output: changeOutput,
  access: "change",
  platforms: ["linux"],
  risk: () => ({ risk: "medium", reasons: ["the container is away for a moment"] }),
  level: () => 3,
  preview: ({ container }) => ({
    title: `Restart the container ${container}`,
    exact: `POST /containers/${container}/restart on the socket of its engine`,
  }),
  checks: () => restartChecks,
  judge: (_input, output) => judgeRestarted(output),
  undo: () => ({
    kind: "impossible",
    why: "a restart cannot be taken back; the container runs again with its settings",
  }),
  line: changeLine,
  table: changeTable,
  timeoutMs: 300_000,
  load: {
    run: () => import("./restart.run.ts"),
    view: () => import("./restart.view.tsx"),
    preview: () => import("./restart.run.ts"),
  },
});
