/** What ailx has been told and a person has confirmed: names for machines, preferences, facts. People read, edit and delete it. */
import type { MachineId } from "./machine.ts";

export const memoryKinds = ["alias", "preference", "fact"] as const;
export type MemoryKind = (typeof memoryKinds)[number];

/**
 * alias: `text` is another name of the machines ("the download server") · preference: how things are to be done ("never
 * restart databases in the day") · fact: something that is so, of the machines it names or in general.
 */
export type Memory = {
  id: string;
  kind: MemoryKind;
  text: string;
  machineIds: MachineId[];
  /** Who confirmed it, and the task it came from where there was one. */
  by: string;
  task?: string;
  atMs: number;
  usedAtMs?: number;
};
