/** One command about a service or a container that is named, with the exact name it has on each machine. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Risk } from "../../../../domain/risk.ts";
import { shellWord } from "../../../../lib/shellWord.ts";
import { type Match, things } from "../intents/match.ts";
import type { Intent, Thing } from "../types.ts";

/** Where what is named is. */
export const ownersOf = (named: readonly Thing[]): Machine[] => [
  ...new Set(named.flatMap(({ owners }) => owners.map(({ machine }) => machine))),
];

/** Its exact name there; undefined where it is not. A machine that has told nothing of its services may have it. */
export const nameOn = (thing: Thing, machine: Machine): string | undefined =>
  thing.owners.find((owner) => owner.machine === machine)?.name ??
  (machine.facts.services.length === 0 ? thing.said : undefined);

export type OnUnit = {
  /** Undefined on machines where it cannot be said. */
  command: (quoted: string, machine: Machine, name: string) => string | undefined;
  does: (said: string) => string;
  reads: boolean;
  risk?: Risk;
  note?: string;
};

/** Undefined unless one thing is named, of the kind that is asked for. */
export function onUnit(match: Match, { command, does, reads, risk, note }: OnUnit): Intent | undefined {
  const [thing, more] = things(match);
  if (!thing || more) return undefined;
  return {
    kind: "shell",
    command: (machine) => {
      const name = machine.facts.platform === "windows" ? undefined : nameOn(thing, machine);
      return name === undefined ? undefined : command(shellWord(name), machine, name);
    },
    does: does(thing.said),
    reads,
    needs: thing.said,
    where: ownersOf([thing]),
    ...(risk ? { risk } : {}),
    ...(note === undefined ? {} : { note }),
  };
}

/** The same by systemd alone. */
export const bySystemd =
  (command: (quoted: string) => string) =>
  (quoted: string, { facts }: Machine): string | undefined =>
    facts.init === "systemd" ? command(quoted) : undefined;

/** Words of a question that add nothing to what is asked about. */
export const asked =
  "(check|send|give|list|print|find out|find|want|know|get|it|there|configured|set|current|currently|actual|effective|value|setting|of|for|under|with|by|in)";

/** It begins with what changes something: then it is no question, whatever else it says. */
export const isChange = ({ text }: Pick<Match, "text">): boolean => change.test(text);
const change =
  /^(?:please )?(?:set|change|make|add|remove|delete|put|pull|push|prune|clean|clear|purge|drop|create|start|stop|kill|get rid|throw|rm|wipe|free|build|save|load|recreate|re-create|redeploy|connect|disconnect|attach|detach|rename|mount|unmount|map|expose|publish|open(?! (?:files|file descriptors|file handles|fds|handles|sockets|connections|sessions)\b)|close|switch|move|use|bind|raise|lower|increase|decrease|reduce|limit|enable|disable|turn|adjust|bump|activate|deactivate|point|configure|install|uninstall|grow|extend|resize|flush|fix|correct|edit|append|write|unload|reload|apply|allow|let|block|forbid|push|crank|cap|mask|unmask|ensure|have|reset|bring|take down|bounce|kick|restart(?! polic| count| setting| mode| behav|s\b)|update(?! available|s\b)|upgrade(?!s\b)|run(?!ning|s\b)|end|nuke|murder|terminate|pause|freeze|suspend|resume|unpause|renice|give @|roll|deploy|execute|exec|copy|sync|shut|boot|reboot|spin|fire|tear|do not|never|empty|scale|rebuild|rotate|generate|schedule|trigger|force)\b/;
