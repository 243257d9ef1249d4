/** Arrays of disks as the kernel shows them in /proc/mdstat: those that have lost a disk, and how far a repair is. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { ReadOutput } from "../../../tools/file/read.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import type { Draft } from "./rule.ts";

export function arrays(looked: Looked): Draft[] {
  return seenOf<ReadOutput>(looked, "file.read")
    .filter(({ input }) => input["path"] === "/proc/mdstat")
    .flatMap((seen) => {
      const lines = forHtml(seen.output.text).split("\n");
      return lines.flatMap((line, at): Draft[] => {
        const name = /^(md[\w-]{1,30}) : /.exec(line)?.[1];
        const missing = name === undefined ? undefined : /\[(\d+)\/(\d+)\] \[[U_]*_[U_]*\]/.exec(lines[at + 1] ?? "");
        if (name === undefined || !missing) return [];
        const [, whole = "", left = ""] = missing;
        const failed = [...line.matchAll(/([\w-]+)\[\d+\]\(F\)/g)].map(([, disk = ""]) => disk);
        const repair = /(recovery|resync|reshape) *= *([\d.]+%).*?finish=([\d.]+)min/.exec(lines[at + 2] ?? "");
        return [
          {
            id: "array-degraded",
            certainty: "certain",
            cause: `the array ${name} has ${left} of ${whole} disks${failed.length > 0 ? `; ${failed.join(", ")} failed` : ""}${repair ? `, and is being repaired: ${repair[2] ?? ""}, ${Math.ceil(Number(repair[3]))} minutes to go` : ": one more, and its data may be gone"}`,
            evidence: [
              evidence(seen, `${line.trim()}; ${(lines[at + 1] ?? "").trim()}`, { line: at + 1 }),
              ...(repair ? [evidence(seen, (lines[at + 2] ?? "").trim(), { line: at + 3 })] : []),
            ],
            fixes: [
              {
                say: `are there any disk errors on ${looked.machine}?`,
                why: "what the kernel says of the disk that is missing",
              },
            ],
            about: `array:${name}`,
            depth: 0,
          },
        ];
      });
    });
}
