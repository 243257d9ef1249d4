/** Room on disks: what is free is no share, and half of a large disk is more than all of a small one. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Sample } from "../../../../domain/metric.ts";
import { bytesText } from "../../../../lib/bytes.ts";

/** On all disks together. */
export const freeOf = ({ disks }: Sample): number | undefined =>
  disks.length > 0 ? disks.reduce((sum, { totalBytes, usedBytes }) => sum + totalBytes - usedBytes, 0) : undefined;

export const freeBytes = ({ sample }: Machine): number | undefined => sample && freeOf(sample);

export const freeSpace = {
  name: "Free disk space",
  of: (machine: Machine): string => {
    const free = freeBytes(machine);
    return free === undefined ? "" : bytesText(free);
  },
};

/** “the most free disk space”, “the least storage left”; “the least disk use” is something else. */
export const asksFree = (text: string): boolean =>
  /\b(?:disk|disks|storage|space)\b/.test(text) &&
  /\b(?:free|available|unused|spare|left|space|room)\b/.test(text) &&
  /\b(?:most|least|highest|lowest|biggest|smallest)\b/.test(text) &&
  !/\b(?:uses?|usage|used|memory|ram|mem)\b/.test(text);

/** “the most free memory” is the lowest use of it; of space on disks it is the space itself. */
export function takesLeast(text: string): boolean {
  const least = /\b(?:least|lowest|smallest)\b/.test(text);
  if (asksFree(text)) return least;
  const isRoom =
    /\b(?:resources|capacity|headroom|room|free|available|unused|spare|space|left)\b/.test(text) &&
    /\b(?:most|least|highest|lowest|biggest|smallest)\b/.test(text) &&
    !/\b(?:uses?|usage|used)\b/.test(text);
  return isRoom ? !least : /\b(?:lowest|least|emptiest|idle|idlest|smallest|most free|lightest|quietest)\b/.test(text);
}
