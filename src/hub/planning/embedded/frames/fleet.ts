/** Questions that the hub answers from its own data. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Outcome } from "../../../../domain/plan.ts";
import { frame, type Frame } from "./frame.ts";

function versions(machines: readonly Machine[]): Outcome {
  const rows = machines.map(({ name, agentVersion }) => [name, agentVersion]);
  const [only] = machines;
  const text =
    machines.length === 1 && only
      ? `The agent of ${only.name} is ${only.agentVersion}.`
      : `${machines.length} agents: ${[...new Set(machines.map(({ agentVersion }) => agentVersion))].toSorted().join(", ")}.`;
  return {
    kind: "answer",
    text,
    table: { columns: ["Machine", "Agent"], rows, machineIds: machines.map(({ id }) => id) },
  };
}

export const fleetFrames: Frame[] = [
  frame(
    ["{t} (version|versions|release)"],
    ({ slots, entities }) => {
      const [agent, ...others] = slots.filter(({ kind }) => kind === "t").map(({ value }) => entities[Number(value)]);
      if (agent?.kind !== "t" || !/^agents?$/.test(agent.said)) return undefined;
      const named = others.flatMap((one) =>
        one?.kind === "t" ? one.place.parts.flatMap((part) => part.machines) : [],
      );
      return { kind: "answer", of: (machines) => versions(named.length > 0 ? named : machines) };
    },
    {
      reads: true,
      may: ["{t}", "(run|runs|running|installed|each|across|infrastructure|fleet|list|every|which|use|on)"],
    },
  ),
  frame(
    ["(agent|agents|ailx|ailx agent)", "(version|versions|release)"],
    () => ({ kind: "answer", of: (machines) => versions(machines) }),
    { reads: true, may: ["(run|runs|running|installed|each|across|infrastructure|fleet|list|every|which|use|on)"] },
  ),
];
