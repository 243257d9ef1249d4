/** `container.start`: starts one container and watches that it stays up. */
import { agentTool } from "../define.ts";
import { changeInput, changeLine, changeOutput, changeTable, judgeStarted, runningChecks, wayBack } from "./change.ts";

export const containerStart = agentTool({
  name: "container.start",
  version: 1,
  does: "Starts a container and checks that it stays up.",
  input: changeInput("shop-web"),
  output: changeOutput,
  access: "change",
  platforms: ["linux"],
  risk: () => ({ risk: "medium", reasons: ["starts a container"] }),
  level: () => 3,
  preview: ({ container }) => ({
    title: `Start the container ${container}`,
    exact: `POST /containers/${container}/start on the socket of its engine`,
  }),
  checks: () => runningChecks,
  judge: (_input, output) => judgeStarted(output),
  undo: ({ container }) => ({
    kind: "tool",
    tool: "container.stop",
    input: { container },
    text: `Stop ${container} again`,
  }),
  wayBack: (_input, output) => wayBack("start", output),
  line: changeLine,
  table: changeTable,
  timeoutMs: 300_000,
  load: {
    run: () => import("./start.run.ts"),
    view: () => import("./start.view.tsx"),
    preview: () => import("./start.run.ts"),
  },
});
