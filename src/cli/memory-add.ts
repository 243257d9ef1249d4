/** `ailx memory add TEXT`: a name with `--machine`, else a fact or a preference. */
import type { MemoryRequest, MemoryView } from "../api/memory.ts";
import { memoryKinds, type MemoryKind } from "../domain/memory.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Args, Verb } from "./mode.ts";
import { printJson, shown } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const machines = args.list("machine");
  const request: MemoryRequest = {
    kind: kindOf(args) ?? (machines.length > 0 ? "alias" : "fact"),
    text: args.positionals.join(" "),
    ...(machines.length > 0 ? { machines } : {}),
  };
  const made = await openHub({ args, io }).send<MemoryView>("POST", "/api/memory", request);
  if (args.has("json")) printJson(io, made);
  else io.out(`${rememberedText(shown(made))}\n`);
  return exit.ok;
};

/** Undefined where it was not said. */
export function kindOf(args: Args): MemoryKind | undefined {
  const text = args.text("kind");
  const kind = memoryKinds.find((each) => each === text);
  if (text !== undefined && kind === undefined)
    throw usageError(`--kind ${text} is none.`, "It is alias, preference or fact.");
  return kind;
}

export const rememberedText = ({ id, kind, text, machines, note }: MemoryView): string => {
  const names = machines.map(({ name }) => name).join(", ");
  const what = kind === "alias" ? `“${text}” is ${names}` : `“${text}”${names === "" ? "" : ` (${names})`}`;
  return `Remembered as ${id.slice(-6)}: ${what}.${note === undefined ? "" : ` ${note}`}`;
};
