/** Memory that has run out: as the kernel told when it ended a program for it, or as it is now. */
import { forHtml } from "../../../domain/untrusted.ts";
import { bytesText } from "../../../lib/bytes.ts";
import { percentText } from "../../../lib/percent.ts";
import type { ErrorsOutput } from "../../../tools/log/errors.ts";
import type { ProcessOutput } from "../../../tools/process/list.ts";
import type { MemoryOutput } from "../../../tools/system/memory.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import { plainUnit, type Draft } from "./rule.ts";
import { unitOfPid } from "./units.ts";

const fullRatio = 0.95;
/** One program that holds so much of all is the cause. */
const largeShare = 0.3;

export const memory = (looked: Looked): Draft[] => [...full(looked), ...killed(looked)];

function full(looked: Looked): Draft[] {
  const [seen] = seenOf<MemoryOutput>(looked, "system.memory");
  if (!seen || seen.output.usedRatio < fullRatio) return [];
  const { usedBytes, totalBytes, swapUsedBytes, usedRatio } = seen.output;
  const largest = seenOf<ProcessOutput>(looked, "process.list")
    .filter(({ input }) => input["sort"] === "memory")
    .flatMap((from) => from.output.processes.map((process) => ({ process, from })))[0];
  const unit = largest && unitOfPid(looked, largest.process.pid, largest.process.parent);
  const large = largest !== undefined && largest.process.memoryBytes > totalBytes * largeShare;
  const name =
    unit && plainUnit(unit.service)
      ? unit.service
      : largest
        ? `process ${largest.process.pid} (${forHtml(largest.process.name)})`
        : "";
  const { machine } = looked;
  return [
    {
      id: "memory-full",
      certainty: large ? "likely" : "possible",
      cause: `the memory is full (${percentText(usedRatio)} of ${bytesText(totalBytes)})${large ? `; ${name} holds ${bytesText(largest.process.memoryBytes)} of it` : ""}`,
      evidence: [
        evidence(
          seen,
          `${bytesText(usedBytes)} of ${bytesText(totalBytes)} used, ${bytesText(swapUsedBytes)} swapped out`,
          { row: 1 },
        ),
        ...(largest
          ? [evidence(largest.from, `${name}: ${bytesText(largest.process.memoryBytes)}`, { of: largest.process })]
          : []),
      ],
      fixes: large
        ? [
            unit && plainUnit(unit.service)
              ? { say: `restart the unit “${unit.service}” on ${machine}`, why: "it gives its memory back, for now" }
              : { say: `kill process ${largest.process.pid} on ${machine}`, why: "it gives its memory back" },
          ]
        : [],
      about: "memory",
      depth: 2,
    },
  ];
}

/** Longer ago is told by the log, and no longer why something is so now. */
const recentMs = 3_600_000;

function killed(looked: Looked): Draft[] {
  const events = seenOf<ErrorsOutput>(looked, "log.errors").flatMap((from) =>
    from.output.kernel.map((event) => ({ ...event, atMs: Date.parse(event.at) || 0, from, of: event })),
  );
  const recent = events.filter(
    ({ kind, atMs }) => (kind === "oom" || kind === "io" || kind === "filesystem") && looked.atMs - atMs < recentMs,
  );
  return [...Map.groupBy(recent, ({ kind, name }) => `${kind} ${forHtml(name)}`)].map(([key, own]): Draft => {
    const last = own.at(-1);
    const name = last ? forHtml(last.name) : "";
    const oom = key.startsWith("oom");
    return {
      id: oom ? "out-of-memory" : "disk-error",
      certainty: "certain",
      cause: oom
        ? `the machine ran out of memory, and the kernel ended ${name || "a program"}${own.length > 1 ? ` ${own.length} times` : ""}`
        : `the kernel reports errors of ${name === "" ? "a disk" : `the disk ${name}`}: ${last ? forHtml(last.text).slice(0, 160) : ""}`,
      evidence: own.slice(-3).map(({ text, from, ...about }) => evidence(from, forHtml(text), about)),
      fixes: oom ? [{ say: `show the processes with the most memory on ${looked.machine}`, why: "what takes it" }] : [],
      about: oom ? `oom:${name}` : `device:${name}`,
      depth: 1,
    };
  });
}
