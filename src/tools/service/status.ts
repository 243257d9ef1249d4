/** `service.status`: whether a service runs. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { unitName, unitState } from "./unit.ts";

const input = once(() => z.strictObject({ service: unitName() }));
const output = once(() => unitState());

export const serviceStatus = agentTool({
  name: "service.status",
  version: 1,
  does: "Shows whether a service runs, since when, and its process.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ service }) => ({ title: `Look at ${service}`, exact: `systemctl show ${service}` }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ state, mainPid }) => (mainPid ? `${state}, pid ${mainPid}` : state),
  timeoutMs: 15_000,
  load: { run: () => import("../shell/run.run.ts") as never, view: () => import("../shell/run.view.tsx") as never },
});
