/** How something is carried out, as options of every command that makes machines do something. */
import type { ExecRequest } from "../api/task.ts";
import { usageError } from "./exit.ts";
import type { Args, Options } from "./mode.ts";
import { countOf, durationOf, sizeOf } from "./values.ts";

export const mannerOptions: Options = {
  canary: {
    type: "string",
    value: "N",
    help: "So many machines alone first; the others only once all of them are ok.",
  },
  batch: { type: "string", value: "N", help: "At most so many machines at a time." },
  "stop-after": {
    type: "string",
    value: "N|N%",
    help: "Begins nowhere else once so many machines, or more than this share of all, have failed.",
  },
  queue: {
    type: "string",
    value: "TIME",
    help: "Waits so long for machines that are away, e.g. 2h; they are checked again when they come.",
  },
  "output-limit": { type: "string", value: "SIZE", help: "Kept of each machine's output, e.g. 10M; 64M otherwise." },
  memory: { type: "string", value: "SIZE", help: "Memory of all its processes on a machine together, e.g. 512M." },
  processes: { type: "string", value: "N", help: "Processes and threads on a machine at once." },
  idle: {
    type: "string",
    value: "TIME",
    help: "Silent for this long, it is looked at for what it waits for; 20s otherwise, 2m for packages and backups.",
  },
};

type Manner = Pick<ExecRequest, "rollout" | "queueForMs" | "outputBytes" | "memoryBytes" | "processes" | "idleMs">;

export function mannerOf(args: Args): Manner {
  const rollout = given({ canary: countOf(args, "canary"), batch: countOf(args, "batch"), ...stopAfter(args) });
  return {
    ...(Object.keys(rollout).length > 0 ? { rollout } : {}),
    ...given({
      queueForMs: durationOf(args, "queue"),
      outputBytes: sizeOf(args, "output-limit"),
      memoryBytes: sizeOf(args, "memory"),
      processes: countOf(args, "processes"),
      idleMs: durationOf(args, "idle"),
    }),
  };
}

function stopAfter(args: Args): { stopAfterFailures?: number | undefined; stopAfterShare?: number } {
  const text = args.text("stop-after");
  if (!text?.endsWith("%")) return { stopAfterFailures: countOf(args, "stop-after") };
  const share = Number(text.slice(0, -1)) / 100;
  if (!/^\d{1,3}(\.\d+)?%$/.test(text) || share > 1)
    throw usageError(`--stop-after ${text} is no share.`, "It is a count such as 3, or a share such as 20%.");
  return { stopAfterShare: share };
}

/** Without what was not given. */
const given = <T extends Record<string, number | undefined>>(values: T): { [K in keyof T]?: number } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: number };
