/** Packages that cannot be changed: a program that works with them, or one that was broken off. */
import { forHtml } from "../../../domain/untrusted.ts";
import { durationText } from "../../../lib/duration.ts";
import type { SearchOutput } from "../../../tools/file/search.ts";
import type { ProcessOutput } from "../../../tools/process/list.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import type { Draft } from "./rule.ts";

const managers = /^(?:apt|apt-get|aptitude|dpkg|unattended-upgr\w*|dnf|yum|zypper|pacman|apk|packagekitd)$/;
/** So long takes no update of packages; it waits for an answer, or for a lock. */
const longMs = 3_600_000;

export const packages = (looked: Looked): Draft[] => [...holders(looked), ...brokenOff(looked)];

function holders(looked: Looked): Draft[] {
  const all = seenOf<ProcessOutput>(looked, "process.list")
    .filter(({ input }) => typeof input["match"] === "string")
    .flatMap((seen) => seen.output.processes.map((of) => ({ seen, of, name: forHtml(of.name) })))
    .filter(({ name, of }, at, each) => managers.test(name) && each.findIndex((one) => one.of.pid === of.pid) === at)
    .toSorted((a, b) => a.of.startedAtMs - b.of.startedAtMs);
  // The oldest is the one that was called; what it called ends with it.
  const [first] = all;
  if (!first) return [];
  const forMs = Math.max(0, looked.atMs - first.of.startedAtMs);
  const { machine } = looked;
  return [
    {
      id: "packages-held",
      certainty: "certain",
      cause: `${first.name} works with the packages since ${durationText(forMs)} (process ${first.of.pid}), and holds their lock`,
      evidence: all
        .slice(0, 3)
        .map(({ seen, of, name }) => evidence(seen, `process ${of.pid}, ${name}: ${forHtml(of.command)}`, { of })),
      fixes:
        forMs > longMs
          ? [
              {
                say: `kill process ${first.of.pid} on ${machine}`,
                why: "no update takes so long: it waits for something; dpkg is to be brought to its end after",
              },
            ]
          : [
              {
                say: `show the processes with the most cpu on ${machine}`,
                why: "whether it still works; it is best waited for",
              },
            ],
      about: "packages",
      depth: 0,
    },
  ];
}

/** What dpkg has begun and not ended lies as numbered files here. */
const journal = "/var/lib/dpkg/updates";

function brokenOff(looked: Looked): Draft[] {
  return seenOf<SearchOutput>(looked, "file.search")
    .filter(({ input }) => input["path"] === journal)
    .flatMap((seen): Draft[] => {
      const [of] = seen.output.matches.filter(({ path }) => /\/\d{4}$/.test(forHtml(path)));
      return of
        ? [
            {
              id: "packages-half-done",
              certainty: "certain",
              cause: "a change of packages was broken off, and dpkg does nothing else until it is brought to its end",
              evidence: [evidence(seen, forHtml(of.path), { of, atMs: of.modifiedAtMs })],
              fixes: [
                {
                  say: `run \`dpkg --configure -a\` as root on ${looked.machine}`,
                  why: "what was begun is brought to its end",
                },
              ],
              about: "packages",
              depth: 1,
            },
          ]
        : [];
    });
}
