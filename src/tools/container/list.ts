/** `container.list`: the containers of Docker and Podman. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { sockets } from "./engine.ts";

const input = once(() =>
  z
    .strictObject({ all: z.optional(z.boolean().check(z.describe("Also those that do not run; default false."))) })
    .check(z.meta({ examples: [{ all: true }] })),
);
const output = once(() =>
  z.object({
    /** The sockets that answered; empty where no engine runs. */
    engines: z.array(z.enum(sockets)),
    containers: z
      .array(
        z.object({
          id: z.string().check(z.regex(/^[0-9a-f]{12}$/)),
          name: machineText(256),
          image: machineText(512),
          state: machineText(32),
          /** In the engine's words: "Up 3 hours (healthy)". */
          status: machineText(256),
          /** `8080->80/tcp`, or `80/tcp` where it is not published. */
          ports: z.array(z.string().check(z.maxLength(32), z.regex(/^[0-9a-z/>-]+$/))),
          createdAtMs: z.number(),
        }),
      )
      .check(z.maxLength(2_000)),
    running: z.int(),
  }),
);
export type ContainersInput = z.infer<ReturnType<typeof input>>;
export type ContainersOutput = z.infer<ReturnType<typeof output>>;

export const containerTable = ({ containers }: ContainersOutput) => ({
  columns: ["Name", "Image", "State", "Status", "Ports"],
  rows: containers.map((container) => [
    forHtml(container.name),
    forHtml(container.image),
    forHtml(container.state),
    forHtml(container.status),
    container.ports.join(", "),
  ]),
});

export const containerList = agentTool({
  name: "container.list",
  version: 1,
  does: "Lists containers of Docker and Podman with image, state and ports.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ all }) => ({
    title: all ? "Look at all containers" : "Look at the running containers",
    exact: `GET /containers/json?all=${all ? "true" : "false"} on /run/docker.sock and /run/podman/podman.sock`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ engines, containers, running }) =>
    engines.length === 0 ? "no container engine runs" : `${containers.length} containers, ${running} running`,
  table: containerTable,
  timeoutMs: 30_000,
  load: { run: () => import("./list.run.ts"), view: () => import("./list.view.tsx") },
});
