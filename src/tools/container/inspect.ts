/** `container.inspect`: one container in detail, without its environment: that is where secrets are. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { containerField, containerIdentity, containerState, portField, stateText, timeText } from "./one.ts";

export const restartPolicies = ["no", "always", "unless-stopped", "on-failure", "unknown"] as const;

const input = once(() =>
  z.strictObject({ container: containerField() }).check(z.meta({ examples: [{ container: "shop-web" }] })),
);
const output = once(() =>
  z.object({
    ...containerIdentity(),
    ...containerState().shape,
    /** What the last health check said; empty where there is none. */
    healthSaid: machineText(1_000),
    createdAtMs: z.nullable(z.number()),
    command: machineText(1_000),
    ports: z.array(portField()).check(z.maxLength(64)),
    mounts: z
      .array(
        z.object({
          type: machineText(32),
          /** A path of the machine, or the name of a volume. */
          source: machineText(4_096),
          target: machineText(4_096),
          writable: z.boolean(),
        }),
      )
      .check(z.maxLength(100)),
    networks: z.array(z.object({ name: machineText(128), address: machineText(64) })).check(z.maxLength(50)),
    restartPolicy: z.enum(restartPolicies),
    /** Null: as much as the machine has. */
    memoryLimitBytes: z.nullable(z.number()),
    privileged: z.boolean(),
    /** The compose project that it belongs to; empty where it belongs to none. */
    project: machineText(128),
  }),
);
export type InspectInput = z.infer<ReturnType<typeof input>>;
export type InspectOutput = z.infer<ReturnType<typeof output>>;

export const inspectFacts = (found: InspectOutput): [name: string, value: string][] => {
  const facts: [string, string][] = [
    ["State", stateText(found)],
    ["Image", forHtml(found.image)],
    ["Command", forHtml(found.command)],
    ["Restarts", `${found.restartCount}, policy ${found.restartPolicy}`],
    ["Health check", [found.health, forHtml(found.healthSaid)].filter(Boolean).join(": ")],
    ["Ended last", found.finishedAtMs === null ? "" : `${timeText(found.finishedAtMs)} UTC, status ${found.exitCode}`],
    ["Ports", found.ports.join(", ")],
    ["Mounts", found.mounts.map(mountText).join("\n")],
    ["Networks", found.networks.map(({ name, address }) => `${forHtml(name)} ${forHtml(address)}`.trim()).join(", ")],
    ["Memory", found.memoryLimitBytes === null ? "no limit" : `at most ${bytesText(found.memoryLimitBytes)}`],
    ["Privileged", found.privileged ? "yes: it may do what root may" : ""],
    ["Compose project", forHtml(found.project)],
  ];
  return facts.filter(([, value]) => value !== "");
};

const mountText = ({ source, target, writable }: InspectOutput["mounts"][number]): string =>
  `${forHtml(source)} → ${forHtml(target)}${writable ? "" : " (read only)"}`;

export const containerInspect = agentTool({
  name: "container.inspect",
  version: 1,
  does: "Shows one container: state, exit status, restarts, health, image, ports and mounts.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ container }) => ({
    title: `Look at the container ${container}`,
    exact: `GET /containers/${container}/json on /run/docker.sock and /run/podman/podman.sock`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: (found) =>
    `${stateText(found)}${found.restartCount > 0 ? `, ${found.restartCount} restarts` : ""}, ${forHtml(found.image)}`,
  table: (found) => ({
    columns: ["Container", "State", "Image", "Restarts", "Ports"],
    rows: [
      [forHtml(found.name), stateText(found), forHtml(found.image), String(found.restartCount), found.ports.join(", ")],
    ],
  }),
  timeoutMs: 30_000,
  load: { run: () => import("./inspect.run.ts"), view: () => import("./inspect.view.tsx") },
});
