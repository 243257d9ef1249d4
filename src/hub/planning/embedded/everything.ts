/** Where “everything” is what lies or is logged somewhere, and no machines: “everything in /data/done”, “everything unused”. */
import { longestIn, type Reader, wordAt } from "./reader.ts";

/** `before`: the word in front of it. */
export function isNoPlace(reader: Reader, from: number, before: string): boolean {
  // “everything in /data/done”, “everything of priority err”: that is no machine.
  const next = reader.tokens[from + 1];
  // “everything that is not prod” are machines.
  const afterThat = reader.tokens[from + 3]?.low === "not" ? from + 4 : from + 3;
  const isKind =
    next?.low === "that" &&
    /^(?:is|are|runs?|has|have|uses?|belongs?)$/.test(wordAt(reader, from + 2) ?? "") &&
    longestIn(reader, afterThat, reader.words.qualifiers) !== undefined;
  return (
    !isKind &&
    (/^(?:about|under|below|inside|older|newer|bigger|larger|that|matching|else|critical|suspicious|important|unusual|unused|dangling|stopped|orphaned|obsolete|stale|unneeded|java|python|needed|useless|exited|old|related|left|leftover|dead)$/.test(
      next?.low ?? "",
    ) ||
      next?.kind === "path" ||
      (/^(?:in|inside|below|under)$/.test(next?.low ?? "") &&
        /^(?:it|there|them)$/.test(wordAt(reader, from + 2) ?? "")) ||
      reader.tokens[from + 2]?.kind === "path" ||
      reader.tokens[from + 2]?.low === "fstab" ||
      // “upgrade everything on vpn-1”: all that is there.
      (/^(?:upgrade|update|patch|reboot)$/.test(before) && /^(?:on|in|within)$/.test(next?.low ?? "")) ||
      (next?.low === "of" &&
        /^(?:priority|level|severity|type|interest|mine)$/.test(reader.tokens[from + 2]?.low ?? "")))
  );
}
