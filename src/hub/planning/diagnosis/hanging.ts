/** A service that runs and takes connections, but answers nobody, or only with errors. */
import { evidence, type Looked } from "./looked.ts";
import { plainUnit, type Draft } from "./rule.ts";
import { aroundOf } from "./units.ts";

export function hanging(looked: Looked): Draft[] {
  return aroundOf(looked).flatMap((around) => {
    if (!around.active || !plainUnit(around.service)) return [];
    const mute = around.listens.filter(({ answer }) => answer === "silent");
    const [first] = mute;
    // Where another of its doors answers, the silent one may speak something that nobody asked it.
    if (!first || around.listens.some(({ answer }) => answer === "http" || answer === "talks")) return [];
    const { service } = around;
    const { machine } = looked;
    return [
      {
        id: "does-not-answer",
        certainty: "likely",
        cause: `${service} hangs: it runs and takes connections on port ${first.port}, but answers nobody`,
        evidence: [
          evidence(
            around.from,
            `${service}, process ${around.mainPid ?? "unknown"}: ${first.address}:${first.port} took a connection and said nothing in ${Math.round((first.ms ?? 0) / 1_000)} s`,
            around,
          ),
        ],
        fixes: [
          {
            say: `restart ${service} on ${machine}`,
            why: "a new process answers again; one that does not stop by itself is ended",
          },
          { say: `show the last 50 lines of the ${service} log on ${machine}`, why: "what it did last" },
        ],
        about: `unit:${service}`,
        depth: 2,
      },
    ];
  });
}
