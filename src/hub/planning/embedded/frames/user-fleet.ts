/** On which machines somebody has an account: the hub knows it. */
import { homesOfAccount } from "../homes.ts";
import type { Match } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { listed } from "../where.ts";
import { frame, type Frame } from "./frame.ts";
import { personIn } from "./user-look.ts";

function whereIs(match: Match): Intent | undefined {
  const name = personIn(match);
  // On one machine it is looked up there.
  if (name === undefined || (match.on !== undefined && !match.on.parts.every(({ count }) => count === "all")))
    return undefined;
  return {
    kind: "answer",
    of: (machines) => {
      const found = homesOfAccount(name, machines);
      const without = /\b(?:no|not|lack|lacks|without|missing)\b/.test(match.text);
      const meant = without ? machines.filter((machine) => !found.includes(machine)) : found;
      return {
        kind: "answer",
        text:
          meant.length === 0
            ? `None of ${machines.length} machines.`
            : `${meant.length} of ${machines.length} machines ${without ? "have no" : "have an"} account ${name}: ${listed(meant)}.`,
        table: {
          columns: ["Machine", "Accounts"],
          rows: meant.map(({ name: machine, facts }) => [machine, (facts.accounts ?? []).join(", ")]),
          machineIds: meant.map(({ id }) => id),
        },
      };
    },
  };
}

const beside = [
  "(account|accounts|user|login|an|a|have|has|got|on|exist|exists|there|of|with|for|called|named|by|name|local|'s|is|does|do|still|any|unix|log in|to|can|log|in|access)",
];
export const userFleetFrames = (): Frame[] => [
  frame(
    ["(account|accounts|user|login|exist|exists|access|log in|login)", "({t}|where|everywhere|anywhere)", "{name}"],
    whereIs,
    { reads: true, may: [...beside, "(where|everywhere|anywhere|all|which|what)"] },
  ),
];
