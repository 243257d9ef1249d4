/** What a command of the program is: its name, what it takes, how it is explained, and where its code lies. */
import type { ExitStatus } from "./exit.ts";
import type { Io } from "./io.ts";

export type Option = {
  type: "string" | "boolean";
  /** May be given several times. */
  multiple?: true;
  /** One letter, used as `-x`. */
  short?: string;
  /** Stands for the value in help, e.g. `HOST:PORT`. */
  value?: string;
  help: string;
};
export type Options = Readonly<Record<string, Option>>;

/** What was typed, checked against the mode's options. */
export type Args = {
  /** The value of an option; undefined where it was not given. */
  text: (option: string) => string | undefined;
  /** Whether a switch was given. */
  has: (option: string) => boolean;
  list: (option: string) => string[];
  positionals: string[];
  /** Everything after `--`; undefined where there was no `--`. */
  command: string[] | undefined;
};

export type Verb = (call: { args: Args; io: Io }) => Promise<ExitStatus>;

export type Mode = {
  /** The words that call it: `exec`, `token create`. */
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What follows the name: `EXPR [OPTIONS] -- COMMAND…`. */
  usage: string;
  /** Further sentences for its help. */
  about?: string;
  options: Options;
  /** How many words it takes besides options. */
  words: { min: number; max: number };
  /** It takes a command after `--`. */
  takesCommand?: true;
  examples: readonly (readonly [line: string, does: string])[];
  load: () => Promise<{ run: Verb }>;
};

/** Those that every command has. */
export const everywhere: Options = {
  help: { type: "boolean", short: "h", help: "Shows this help." },
};

export const json: Options = { json: { type: "boolean", help: "Prints the answer as JSON." } };

/** Those of every command that talks to a hub. */
export const hubOptions: Options = {
  hub: { type: "string", value: "URL", help: "The hub to talk to (AILX_HUB, with an API key in AILX_TOKEN)." },
  data: { type: "string", value: "DIR", help: "Data directory of a hub on this computer (AILX_DATA)." },
  ...json,
};
