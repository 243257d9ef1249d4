/** `container.stop`: stops one container. */
import { agentTool } from "../define.ts";
import { changeInput, changeLine, changeOutput, changeTable, judgeStopped, stoppedChecks, wayBack } from "./change.ts";

export const containerStop = agentTool({
  name: "container.stop",
  version: 1,
  does: "Stops a container and checks that it stays so.",
  input: changeInput("shop-web"),
  output: changeOutput,
  access: "change",
  platforms: ["linux"],
  risk: () => ({ risk: "high", reasons: ["the container is away until it is started again"] }),
  level: () => 3,
  preview: ({ container }) => ({
    title: `Stop the container ${container}`,
    exact: `POST /containers/${container}/stop on the socket of its engine`,
  }),
  checks: () => stoppedChecks,
  judge: (_input, output) => judgeStopped(output),
  undo: ({ container }) => ({
    kind: "tool",
    tool: "container.start",
    input: { container },
    text: `Start ${container} again`,
  }),
  wayBack: (_input, output) => wayBack("stop", output),
  line: changeLine,
  table: changeTable,
  timeoutMs: 300_000,
  load: {
    run: () => import("./stop.run.ts"),
    view: () => import("./stop.view.tsx"),
    preview: () => import("./stop.run.ts"),
  },
});
