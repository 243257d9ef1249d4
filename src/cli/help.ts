/** Help as text: the list of commands, and one command with its options and examples. */
import { optionsOf } from "./args.ts";
import type { Mode } from "./mode.ts";

export function overview(modes: readonly Mode[]): string {
  return [
    "ailx: talk to your machines.",
    "",
    "Usage: ailx COMMAND [OPTIONS]",
    "",
    ...columns(modes.map(({ name, summary }) => [name, summary])),
    "",
    "`ailx COMMAND --help` explains a command and shows examples.",
    "New here? `ailx up` starts everything on this computer.",
    "",
  ].join("\n");
}

export function helpOf(mode: Mode): string {
  return [
    mode.summary,
    "",
    `Usage: ailx ${mode.name} ${mode.usage}`.trimEnd(),
    ...(mode.about === undefined ? [] : ["", mode.about]),
    "",
    "Options:",
    ...columns(
      Object.entries(optionsOf(mode)).map(([name, { short, value, multiple, help }]) => [
        `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}${multiple ? "…" : ""}`,
        help,
      ]),
    ),
    "",
    "Examples:",
    ...mode.examples.flatMap(([line, does]) => [`  ${line}`, `      ${does}`]),
    "",
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => Bun.stringWidth(first)));
  return rows.map(([first, second]) => `  ${first}${" ".repeat(width - Bun.stringWidth(first))}  ${second}`);
}
