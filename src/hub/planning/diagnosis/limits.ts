/** What runs out besides room and memory: open files of the whole machine, places for files on a disk. */
import { forHtml } from "../../../domain/untrusted.ts";
import { percentUp } from "../../../lib/percent.ts";
import type { ReadOutput } from "../../../tools/file/read.ts";
import type { DiskOutput } from "../../../tools/system/disk.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import type { Draft } from "./rule.ts";

const fullRatio = 0.95;

export const limits = (looked: Looked): Draft[] => [...inodes(looked), ...openFiles(looked)];

function inodes(looked: Looked): Draft[] {
  const { machine } = looked;
  return seenOf<DiskOutput>(looked, "system.disk").flatMap((seen) =>
    seen.output.disks
      .filter(({ inodesUsedRatio = 0 }) => inodesUsedRatio >= fullRatio)
      .map((of): Draft => {
        const { mount, inodesUsedRatio = 0, usedRatio } = of;
        return {
          id: "inodes-full",
          certainty: "certain",
          cause: `${mount} has no place for more files (${percentUp(inodesUsedRatio)} of its inodes), though ${percentUp(1 - usedRatio)} of its room is free: somewhere lie very many small files`,
          evidence: [evidence(seen, `${mount}: ${percentUp(inodesUsedRatio)} of inodes used`, { of })],
          fixes: [
            {
              say: `run \`du --inodes -x -d 3 ${/^\/[\w./-]*$/.test(mount) ? mount : "/"}\` as root on ${machine}`,
              why: "which folder has so many: old sessions, mail, caches",
            },
          ],
          about: `disk:${mount}`,
          depth: 0,
        };
      }),
  );
}

/** `/proc/sys/fs/file-nr`: open, free of those (always 0 since Linux 2.6), and how many there may be. */
function openFiles(looked: Looked): Draft[] {
  const { machine } = looked;
  return seenOf<ReadOutput>(looked, "file.read")
    .filter(({ input }) => input["path"] === "/proc/sys/fs/file-nr")
    .flatMap((seen): Draft[] => {
      const [open = 0, , most = 0] = forHtml(seen.output.text).trim().split(/\s+/).map(Number);
      if (!(most > 0) || open / most < 0.9) return [];
      return [
        {
          id: "open-files",
          certainty: "certain",
          cause: `the machine has ${open.toLocaleString("en")} files open, of ${most.toLocaleString("en")} that it may have`,
          evidence: [evidence(seen, `/proc/sys/fs/file-nr: ${open} open, at most ${most}`, { line: 1 })],
          fixes: [
            { say: `show the network connections on ${machine}`, why: "connections count as files too" },
            { say: `show the processes with the most memory on ${machine}`, why: "who may hold so many" },
          ],
          about: "files:",
          depth: 0,
        },
      ];
    });
}
