/** One container, as input names it and as the engine describes it: what the tools for a single container share. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { sockets } from "./engine.ts";

/** A name or an id: nothing that could mean another path of the engine's API. */
export const containerField = () =>
  z
    .string()
    .check(
      z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/, "is no name or id of a container"),
      z.describe("Name or id of the container."),
    );

/** Docker's words; Podman's own are put into them. */
export const containerStates = [
  "created",
  "running",
  "paused",
  "restarting",
  "removing",
  "exited",
  "dead",
  "unknown",
] as const;
export const healths = ["none", "starting", "healthy", "unhealthy"] as const;

/** What a container does at one moment. */
export const containerState = () =>
  z.object({
    state: z.enum(containerStates),
    /** Of its last end; of no meaning while it runs. */
    exitCode: z.int(),
    /** The kernel ended it because its memory was used up. */
    oomKilled: z.boolean(),
    /** How often the engine started it again by itself. */
    restartCount: z.int(),
    /** `none`: it has no health check. */
    health: z.enum(healths),
    /** Null where it never ran. */
    startedAtMs: z.nullable(z.number()),
    /** Null where it never ended. */
    finishedAtMs: z.nullable(z.number()),
    pid: z.nullable(z.int()),
    /** What the engine said of a start that failed; mostly nothing. */
    error: machineText(1_000),
  });
export type ContainerState = z.infer<ReturnType<typeof containerState>>;

/** Which one it is. */
export const containerIdentity = () => ({
  engine: z.enum(sockets),
  id: z.string().check(z.regex(/^[0-9a-f]{12}$/)),
  name: machineText(256),
  image: machineText(512),
});

/** `8080->80/tcp`, or `80/tcp` where it is not published. */
export const portField = () => z.string().check(z.maxLength(32), z.regex(/^[0-9a-z/>-]+$/));

/** “running since 2026-11-21 10:46:22, healthy”, “exited with status 137, out of memory”. */
export function stateText({ state, exitCode, oomKilled, health, startedAtMs, error }: ContainerState): string {
  if (state === "running") {
    const since = startedAtMs === null ? "" : ` since ${timeText(startedAtMs)}`;
    return `running${since}${health === "none" ? "" : `, ${health}`}`;
  }
  if (state !== "exited" && state !== "dead") return state;
  const why = forHtml(error) === "" ? "" : `: ${forHtml(error).slice(0, 200)}`;
  return `${state} with status ${exitCode}${oomKilled ? ", out of memory" : ""}${why}`;
}

/** To the second, in UTC. */
export const timeText = (ms: number): string => iso(ms).slice(0, 19).replace("T", " ");
