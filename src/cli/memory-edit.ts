/** `ailx memory edit ID`: other words, other machines, another kind. */
import type { MemoryPatch, MemoryView } from "../api/memory.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import { kindOf, rememberedText } from "./memory-add.ts";
import type { Verb } from "./mode.ts";
import { printJson, shown } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const [id = ""] = args.positionals;
  const [text, kind, machines] = [args.text("text"), kindOf(args), args.list("machine")];
  const patch: MemoryPatch = {
    ...(text === undefined ? {} : { text }),
    ...(kind === undefined ? {} : { kind }),
    ...(machines.length > 0 ? { machines } : {}),
  };
  if (Object.keys(patch).length === 0)
    throw usageError("There is nothing to change.", "See `ailx memory edit --help`.");
  const made = await openHub({ args, io }).send<MemoryView>("PATCH", `/api/memory/${encodeURIComponent(id)}`, patch);
  if (args.has("json")) printJson(io, made);
  else io.out(`${rememberedText(shown(made))}\n`);
  return exit.ok;
};
