/** Programs of which only their file is known: a line of it is shown, or changed where it is there. */
import { shellWord } from "../../../../lib/shellWord.ts";
import { configOf } from "../configs.ts";
import { inSeconds, type Key, plain, type Program } from "./settings-program.ts";

export const ownOfOthers: readonly Key[] = [
  { words: "priority", key: "priority" },
  { words: "log_level|log level|loglevel|logging level", key: "log_level" },
  { words: "retention_period|retention period|retention|log retention|retention time", key: "retention_period" },
  { words: "http_port|http port", key: "http_port" },
  { words: "listen_address|listen address", key: "listen_address" },
];

/** Undefined for a program whose file is not known. */
export function otherProgram(name: string): Program | undefined {
  const path = configOf(name);
  if (path === undefined) return undefined;
  return {
    name,
    units: new RegExp(`^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`),
    keys: [],
    own: ownOfOthers,
    ask: (key) => `grep -nE -A3 ${shellWord(`^[[:space:]]*${key}`)} ${path}`,
    size: plain,
    time: inSeconds,
    set: {
      tool: "shell.run",
      input: ({ key, value }) => {
        const line = `^[[:space:]]*${key}([[:space:]]|=|:)`;
        const script = `s|^([[:space:]]*)(${key})([[:space:]]*[=:]?[[:space:]]*)[^;#]*(;?)|\\1\\2\\3${value}\\4|`;
        return {
          command: `grep -Eq ${shellWord(line)} ${path} && cp -a -- ${path} ${path}.bak && sed -Ei ${shellWord(script)} ${path}`,
        };
      },
    },
    note: () => `The line must be in ${path} already; ${name} takes it when it is reloaded`,
  };
}
