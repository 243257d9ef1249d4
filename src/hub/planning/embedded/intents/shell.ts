/** Requests that one well-known command answers. Whatever comes from the request goes in as one quoted argument. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Risk } from "../../../../domain/risk.ts";
import { shellWord } from "../../../../lib/shellWord.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import type { Intent } from "../types.ts";

type Quote = (argument: string) => string;
/** Plain words stay as they are, so that a person can read the command; all else is single-quoted. */
export const quoted: Quote = shellWord;

export type Command = {
  command: string | ((machine: Machine, quote: Quote) => string | undefined);
  /** For people: a verb and its object. */
  does: string;
  reads: boolean;
  risk?: Risk;
  /** What a machine lacks where there is no such command: “a package manager that ailx knows”. */
  needs: string;
};

const hasEngine = ({ facts }: Machine): boolean =>
  facts.containers.length > 0 ||
  facts.services.length === 0 ||
  facts.services.some((name) => /^(?:docker|podman|containerd)/.test(name));

/** A look fails where any program of its pipe does: what `tail` made of nothing would be told as nothing there. */
const failingWhole = (text: string): string => (text.includes(" | ") ? `set -o pipefail; ${text}` : text);

/** Commands are for machines with a POSIX shell: on Windows there is none of them. */
export function shell({ command, does, reads, risk, needs }: Command): Intent {
  return {
    kind: "shell",
    command: (machine) => {
      if (machine.facts.platform === "windows") return undefined;
      // Docker's commands are for machines that have it, as far as they have told what they run.
      if (needs === "docker" && !hasEngine(machine)) return undefined;
      const text = typeof command === "string" ? command : command(machine, quoted);
      return reads && text !== undefined ? failingWhole(text) : text;
    },
    does,
    reads,
    needs,
    ...(risk ? { risk } : {}),
  };
}

/** The same by a tool that checks what came of it. The command says which machines can do it, and how grave it is. */
export function typed(tool: string, input: JsonObject, given: Command): Intent {
  const intent = shell(given);
  return intent.kind === "shell" ? { ...intent, as: { tool, input } } : intent;
}
