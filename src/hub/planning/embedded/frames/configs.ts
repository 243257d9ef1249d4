/** The configuration of what has a name: shown, or tested by its own program, where the thing is. */
import { type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { configOf, configTestOf } from "../configs.ts";
import { command } from "./say.ts";

/** The machines that have what is named. */
const ownersOf = (match: Match) => [
  ...new Set(things(match).flatMap(({ owners }) => owners.map(({ machine }) => machine))),
];
const nameOf = (match: Match): string | undefined => things(match)[0]?.owners[0]?.name ?? things(match)[0]?.said;

export function showConfig(match: Match): Intent | undefined {
  const name = nameOf(match);
  if (name === undefined) return undefined;
  const path = configOf(name);
  return path === undefined
    ? undefined
    : { kind: "read", tool: "config.show", input: { path }, where: ownersOf(match) };
}

export function testConfig(match: Match): Intent | undefined {
  const name = nameOf(match);
  const text = name === undefined ? undefined : configTestOf(name);
  if (text === undefined) return undefined;
  return {
    ...command({ command: text, does: `Test the configuration of ${name ?? ""}`, reads: true, needs: name ?? "" }),
    where: ownersOf(match),
  } as Intent;
}
