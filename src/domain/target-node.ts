/** What a target expression says, as data: made by the parser, read by the matcher and the printer. */
import type { Comparison } from "./condition.ts";
import type { MachineKind, MachineState } from "./machine.ts";

/** Fields of which a machine has one or many, compared with a word that may hold `*` and `?`. */
export const wordFields = ["name", "tag", "has", "service", "container"] as const;
export type WordField = (typeof wordFields)[number];

/** Fields that hold a version such as `5.15.0-91`. */
export const versionFields = ["kernel", "agent"] as const;
export type VersionField = (typeof versionFields)[number];

/** Fields that hold a share, written in percent. `disk` is the fullest disk. */
export const shareFields = ["cpu", "memory", "disk"] as const;
export type ShareField = (typeof shareFields)[number];

export type TargetNode =
  | { kind: "all" }
  | { kind: "word"; field: WordField; pattern: string }
  /** `version` absent: any version of that system. */
  | { kind: "os"; pattern: string; version?: { op: Comparison; than: string } }
  | { kind: "version"; field: VersionField; op: Comparison; than: string }
  | { kind: "share"; field: ShareField; op: Comparison; percent: number }
  | { kind: "machineKind"; is: MachineKind }
  | { kind: "status"; is: MachineState }
  | { kind: "and" | "or"; of: TargetNode[] }
  | { kind: "not"; of: TargetNode };
