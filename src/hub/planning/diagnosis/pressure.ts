/** What programs wait for, as the kernel measures it (/proc/pressure), and who waits for a disk or a share right now. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { ReadOutput } from "../../../tools/file/read.ts";
import type { ProcessOutput } from "../../../tools/process/list.ts";
import type { DiskOutput } from "../../../tools/system/disk.ts";
import type { MemoryOutput } from "../../../tools/system/memory.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import type { Draft } from "./rule.ts";

/** So much of the last minute somebody stood still. Below it a busy disk merely works. */
const muchPercent = 30;
/** A few wait for a moment on any machine; kernel threads do so for long. */
const manyWaiting = 3;

export const pressure = (looked: Looked): Draft[] => [...onDisks(looked), ...onMemory(looked), ...waiting(looked)];

type Kind = "io" | "memory";
/** `some avg10=57.42 avg60=41.10 avg300=17.93 total=61543218`: percent of time in which at least one waited. */
function waitedOf(looked: Looked, kind: Kind) {
  const [seen] = seenOf<ReadOutput>(looked, "file.read").filter(
    ({ input }) => input["path"] === `/proc/pressure/${kind}`,
  );
  const text = seen ? forHtml(seen.output.text) : "";
  const [, now = "0", minute = "0"] = /^some avg10=([\d.]+) avg60=([\d.]+)/m.exec(text) ?? [];
  return seen && Math.min(Number(now), Number(minute)) >= muchPercent
    ? { seen, percent: Math.round(Number(minute)), text: text.split("\n")[0] ?? "" }
    : undefined;
}

function onDisks(looked: Looked): Draft[] {
  const found = waitedOf(looked, "io");
  if (!found) return [];
  const { machine } = looked;
  return [
    {
      id: "disk-waits",
      certainty: "likely",
      cause: `the disks cannot keep up: in ${found.percent}% of the last minute a program waited for them`,
      evidence: [
        evidence(found.seen, found.text, { line: 1 }),
        ...stuck(looked)
          .map(({ told }) => told)
          .slice(0, 2),
      ],
      fixes: [
        { say: `are there any disk errors on ${machine}?`, why: "a disk that fails is slow first" },
        { say: `show the processes with the most cpu on ${machine}`, why: "who works so much" },
      ],
      about: "disk:waits",
      depth: 2,
    },
  ];
}

function onMemory(looked: Looked): Draft[] {
  const found = waitedOf(looked, "memory");
  if (!found) return [];
  const [memory] = seenOf<MemoryOutput>(looked, "system.memory");
  const swapped = memory && memory.output.swapTotalBytes > 0 && memory.output.swapUsedBytes > 0;
  const { machine } = looked;
  return [
    {
      id: "memory-thrash",
      certainty: "certain",
      cause: `the machine has too little memory for what runs: in ${found.percent}% of the last minute a program waited for it${swapped ? ", while pages went to swap and back" : ""}`,
      evidence: [evidence(found.seen, found.text, { line: 1 })],
      fixes: [
        {
          say: `show the processes with the most memory on ${machine}`,
          why: "what could be restarted, or moved elsewhere",
        },
      ],
      about: "memory",
      depth: 1,
    },
  ];
}

const stuck = (looked: Looked) =>
  seenOf<ProcessOutput>(looked, "process.list")
    .filter(({ input }) => input["state"] === "waiting")
    .flatMap((seen) =>
      seen.output.processes
        .filter(({ state, command }) => state === "D" && !forHtml(command).startsWith("["))
        .map((of) => ({
          of,
          told: evidence(seen, `process ${of.pid}, ${forHtml(of.name)}, waits in the kernel`, { of }),
        })),
    );

/** Many that wait while a share of another machine is mounted: it is that share. */
function waiting(looked: Looked): Draft[] {
  const all = stuck(looked);
  const [disks] = seenOf<DiskOutput>(looked, "system.disk").filter(({ output }) => output.notLookedAt.length > 0);
  const [first] = all;
  if (all.length < manyWaiting || !disks || !first) return [];
  const shares = disks.output.notLookedAt;
  const { machine } = looked;
  return [
    {
      id: "share-hangs",
      certainty: "likely",
      cause: `the share mounted at ${shares.slice(0, 3).join(", ")} does not answer: ${all.length} processes wait, such as ${forHtml(first.of.name)}`,
      evidence: all.slice(0, 3).map(({ told }) => told),
      fixes: [
        { say: `check the network on ${machine}`, why: "whether the file server can be reached" },
        { say: `show /etc/fstab on ${machine}`, why: "which server it is, and how it is mounted" },
      ],
      about: "share:hangs",
      depth: 2,
    },
  ];
}
