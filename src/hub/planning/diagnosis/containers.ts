/** Containers that do not run though they are meant to, or that end again and again. */
import { forHtml } from "../../../domain/untrusted.ts";
import { inspectFacts, type InspectOutput } from "../../../tools/container/inspect.ts";
import type { ContainersOutput } from "../../../tools/container/list.ts";
import { evidence, seenOf, type Looked, type Seen } from "./looked.ts";
import { plainUnit, type Draft, type Fix } from "./rule.ts";

type Listed = ContainersOutput["containers"][number];
type Told = {
  name: string;
  listed: Listed;
  list: Seen<unknown>;
  inspected: (InspectOutput & { from: Seen<unknown> }) | undefined;
};

export function containers(looked: Looked): Draft[] {
  const inspected = seenOf<InspectOutput>(looked, "container.inspect").map((seen) => ({ ...seen.output, from: seen }));
  return seenOf<ContainersOutput>(looked, "container.list").flatMap((list) =>
    list.output.containers.flatMap((listed) => {
      const name = forHtml(listed.name);
      if (!plainUnit(name)) return [];
      const about: Told = { name, listed, list, inspected: inspected.find((each) => forHtml(each.name) === name) };
      const state = forHtml(listed.state);
      if (state === "restarting" || (about.inspected?.restartCount ?? 0) > 5) return [looping(looked, about)];
      if (state === "exited" || state === "created" || state === "dead" || state === "stopped")
        return stopped(looked, about);
      if (/\(unhealthy\)/.test(forHtml(listed.status)) || about.inspected?.health === "unhealthy")
        return [unhealthy(looked, about)];
      return [];
    }),
  );
}

/** One that was asked about, that serves a port, or that was to be restarted; a job that ended well is none. */
function stopped(looked: Looked, { name, listed, list, inspected }: Told): Draft[] {
  const { asked, machine } = looked;
  const ports = [...listed.ports, ...(inspected?.ports ?? [])];
  const serves = ports.length > 0;
  const isAsked =
    asked.containers.includes(name) ||
    (asked.port !== undefined && ports.some((port) => port.startsWith(`${asked.port}->`)));
  const meant = serves || inspected?.restartPolicy === "always" || inspected?.restartPolicy === "unless-stopped";
  const failed =
    inspected !== undefined && inspected.exitCode !== null && ![0, 130, 137, 143].includes(inspected.exitCode);
  if (!isAsked && !meant && !failed) return [];
  const why = inspected?.oomKilled
    ? "it ran out of memory and was ended"
    : failed
      ? `it ended with status ${inspected?.exitCode ?? ""}`
      : "it was stopped";
  return [
    {
      id: "container-stopped",
      certainty: "certain",
      cause: `the container ${name} does not run: ${why}${serves ? `; it serves ${[...new Set(ports)].join(", ")}` : ""}`,
      evidence: [
        evidence(list, `${name}: ${forHtml(listed.state)}, ${forHtml(listed.status)}`, { of: listed }),
        ...(inspected
          ? [
              evidence(
                inspected.from,
                `${name}: exit status ${inspected.exitCode ?? "none"}, restart policy ${inspected.restartPolicy}`,
                { atMs: inspected.finishedAtMs ?? undefined, ...factOf(inspected, "Ended last") },
              ),
            ]
          : []),
      ],
      fixes: [start(name, machine), log(name, machine)],
      about: `container:${name}`,
      depth: 1,
    },
  ];
}

function looping(looked: Looked, { name, listed, list, inspected }: Told): Draft {
  return {
    id: "container-crash-loop",
    certainty: "certain",
    cause: `the container ${name} ends right after each start${inspected ? `, with status ${inspected.exitCode ?? "none"}, ${inspected.restartCount} times` : ""}`,
    evidence: [
      evidence(list, `${name}: ${forHtml(listed.state)}, ${forHtml(listed.status)}`, { of: listed }),
      ...(inspected
        ? [
            evidence(
              inspected.from,
              `${name}: ${inspected.restartCount} restarts, exit status ${inspected.exitCode ?? "none"}${inspected.oomKilled ? ", ended because memory ran out" : ""}`,
              factOf(inspected, "Restarts"),
            ),
          ]
        : []),
    ],
    fixes: [
      log(name, looked.machine),
      { say: `stop the ${name} container on ${looked.machine}`, why: "it no longer begins anew" },
    ],
    about: `container:${name}`,
    depth: 3,
  };
}

function unhealthy(looked: Looked, { name, listed, list, inspected }: Told): Draft {
  return {
    id: "container-unhealthy",
    certainty: "likely",
    cause: `the container ${name} fails its own health check${inspected && forHtml(inspected.healthSaid) !== "" ? `: ${forHtml(inspected.healthSaid).slice(0, 120)}` : ""}`,
    evidence: [evidence(list, `${name}: ${forHtml(listed.status)}`, { of: listed })],
    fixes: [
      { say: `restart the ${name} container on ${looked.machine}`, why: "it begins anew, and its check is waited for" },
      log(name, looked.machine),
    ],
    about: `container:${name}`,
    depth: 3,
  };
}

const factOf = (inspected: InspectOutput, fact: string): { row?: number } => {
  const at = inspectFacts(inspected).findIndex(([name]) => name === fact);
  return at < 0 ? {} : { row: at + 1 };
};

const start = (name: string, machine: string): Fix => ({
  say: `start the ${name} container on ${machine}`,
  why: "it runs again",
});
const log = (name: string, machine: string): Fix => ({
  say: `show the log of the ${name} container on ${machine}`,
  why: "what it said last",
});
