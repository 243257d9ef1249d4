/** `ailx completion`: scripts for shells, made from the table of commands. */
import { optionsOf } from "./args.ts";
import { exit, usageError } from "./exit.ts";
import type { Mode, Verb } from "./mode.ts";
import { modes } from "./modes.ts";

export const run: Verb = ({ args, io }) => {
  const shell = args.positionals[0] ?? "";
  const scripts: Record<string, () => string> = { bash, zsh, fish };
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (!script) throw usageError(`There is no completion for ${shell}.`, "It is bash, zsh or fish.");
  io.out(script());
  return Promise.resolve(exit.ok);
};

const first = (): string[] => [...new Set(modes.map(({ name }) => name.split(" ")[0] ?? name)), "help"];
const flags = (mode: Mode): string[] => Object.keys(optionsOf(mode)).map((name) => `--${name}`);
const groups = (): [string, string[]][] =>
  [
    ...Map.groupBy(
      modes.filter(({ name }) => name.includes(" ")),
      ({ name }) => name.split(" ")[0] ?? "",
    ),
  ].map(([name, held]) => [name, held.map((mode) => mode.name.slice(name.length + 1))]);

function bash(): string {
  const cases = modes.map((mode) => `    "${mode.name}") words="${flags(mode).join(" ")}" ;;`);
  const seconds = groups().map(([name, words]) => `    ${name}) words="$words ${words.join(" ")}" ;;`);
  return `_ailx() {
  local cur=\${COMP_WORDS[COMP_CWORD]} one=\${COMP_WORDS[1]:-} two=\${COMP_WORDS[2]:-} words= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do [ "$word" = -- ] && return; done
  if [ "$COMP_CWORD" = 1 ]; then
    COMPREPLY=($(compgen -W "${first().join(" ")}" -- "$cur"))
    return
  fi
  local name=$one
  case $one in ${groups()
    .map(([name]) => name)
    .join(" | ")}) [ "$COMP_CWORD" -gt 2 ] && case $two in -*) ;; *) name="$one $two" ;; esac ;; esac
  case $name in
${cases.join("\n")}
  esac
  [ "$COMP_CWORD" = 2 ] && case $one in
${seconds.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _ailx ailx
`;
}

const zsh = (): string => `#compdef ailx
autoload -U +X bashcompinit && bashcompinit
${bash()}`;

function fish(): string {
  const quote = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const names = first().map((name) => {
    const mode = modes.find((each) => each.name === name);
    return `complete -c ailx -f -n __fish_use_subcommand -a ${name}${mode ? ` -d ${quote(mode.summary)}` : ""}`;
  });
  const seconds = groups().flatMap(([name, words]) =>
    words.map((word) => `complete -c ailx -f -n ${quote(`__fish_seen_subcommand_from ${name}`)} -a ${word}`),
  );
  const options = modes.flatMap((mode) => {
    const [one = "", two] = mode.name.split(" ");
    const when = `__fish_seen_subcommand_from ${one}${two === undefined ? "" : `; and __fish_seen_subcommand_from ${two}`}`;
    return Object.entries(optionsOf(mode)).map(
      ([name, { help, type }]) =>
        `complete -c ailx -n ${quote(when)} -l ${name}${type === "string" ? " -r" : ""} -d ${quote(help)}`,
    );
  });
  return `${[...names, ...seconds, ...options].join("\n")}\n`;
}
