/**
 * Whether a person asked for a step in so many words: what is done, where, and with which values. What a model added by itself, or
 * text of a machine through it, is shown and never runs by what was allowed beforehand.
 */
import type { Machine } from "../../../domain/machine.ts";
import type { Json, JsonObject } from "../../../lib/json.ts";
import type { PlanRequest } from "../planner.ts";

type Step = { tool: string; input: JsonObject; machines: readonly Machine[] };

/** Other words for what a tool does; its own verb always counts. */
const alsoSaid: Readonly<Record<string, RegExp>> = {
  restart: /\b(?:re-?start|bounce|restarten|neu ?start\w*|reinici\w*)\b|重启/i,
  start: /\b(?:start|bring up|turn on|run)\b/i,
  stop: /\b(?:stop|shut ?down|turn off|halt)\b/i,
  install: /\b(?:install|add|set up)\b/i,
  remove: /\b(?:remove|delete|uninstall|get rid of|purge)\b/i,
  delete: /\b(?:delete|remove|get rid of)\b/i,
  update: /\b(?:update|upgrade|patch)\b/i,
  edit: /\b(?:edit|change|set|replace|update|add)\b/i,
  write: /\b(?:write|create|put|save)\b/i,
  kill: /\b(?:kill|end|terminate|stop)\b/i,
  reboot: /\b(?:reboot|restart)\b/i,
};
const everywhere = /\b(?:all|every|each|everywhere|both|fleet|alle[ns]?|todos|todas)\b|所有|全部/i;

export type Said = { said: readonly string[]; known: PlanRequest["known"]; fleet: readonly Machine[] };

/** What the person did not say of it; undefined where all of it was said. */
export function notAsked({ tool, input, machines }: Step, { said, known = [], fleet }: Said): string | undefined {
  const words = said.join("\n").toLowerCase();
  const verb = tool.split(".").at(-1) ?? tool;
  const isSaid =
    tool === "shell.run" || new RegExp(`\\b${verb}`, "i").test(words) || alsoSaid[verb]?.test(words) === true;
  if (!isSaid) return `nobody asked to ${verb.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`;
  const speaks = (word: string): boolean => speaksOf(words, word);
  const isNamed = ({ id, name, aliases }: Machine): boolean =>
    [name, ...aliases].some(speaks) ||
    known.some((one) => one.kind === "alias" && one.machineIds.includes(id) && speaks(one.text));
  // Where machines are named one by one, a group that is spoken of beside them adds none.
  const singly = fleet.some(isNamed);
  const isMeant = (machine: Machine): boolean =>
    isNamed(machine) || (!singly && (everywhere.test(words) || [...machine.tags, machine.facts.osId].some(speaks)));
  const stray = machines.filter((machine) => !isMeant(machine));
  if (stray.length > 0) {
    const names = stray.slice(0, 3).map(({ name }) => name);
    return `${names.join(", ")} ${stray.length === 1 ? "was" : "were"} not named`;
  }
  const value = valuesIn(input).find((one) => !words.includes(one.toLowerCase()));
  return value === undefined ? undefined : `“${value.replaceAll("\n", " ").slice(0, 60)}” was not said`;
}

const speaksOf = (words: string, word: string): boolean =>
  word !== "" && new RegExp(`(?<![\\w-])${RegExp.escape(word.toLowerCase())}s?(?![\\w-])`).test(words);

function valuesIn(value: Json): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value.trim()];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(valuesIn);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(valuesIn);
  return [];
}
