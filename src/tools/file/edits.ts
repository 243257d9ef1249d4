/** Edits of a text, each with how often it must apply: one that fits elsewhere or twice is an error and no guess. */
import * as z from "zod/mini";
import { textField } from "./path-input.ts";

const count = () =>
  z.optional(z.int().check(z.minimum(1), z.maximum(10_000), z.describe("How often it must apply; default once.")));
const pattern = (means: string) =>
  z
    .string()
    .check(z.minLength(1), z.maxLength(1_000), z.regex(/^[^\n\0]+$/, "is more than one line"), z.describe(means));

export const editsField = () =>
  z
    .array(
      z.union([
        z.strictObject({
          find: textField("This text, exactly.", 65_536).check(z.minLength(1)),
          replace: textField("What stands there instead.", 65_536),
          count: count(),
        }),
        z.strictObject({
          line: pattern("Extended regular expression; each line in which it matches."),
          to: z.optional(textField("What the whole line becomes; absent: the line is removed.", 65_536)),
          count: count(),
        }),
        z.strictObject({
          after: pattern("Extended regular expression; behind each line in which it matches."),
          insert: textField("Lines that are put there.", 65_536),
          count: count(),
        }),
        z.strictObject({ append: textField("Lines that are put at the end.", 65_536) }),
      ]),
    )
    .check(z.minLength(1), z.maxLength(100), z.describe("Edits, carried out in order."));
export type Edit = z.infer<ReturnType<typeof editsField>>[number];

/** One line for each edit, for the card. */
export function editText(edit: Edit): string {
  if ("find" in edit) return `replace ${JSON.stringify(edit.find)} by ${JSON.stringify(edit.replace)}${times(edit)}`;
  if ("line" in edit)
    return edit.to === undefined
      ? `remove the line that matches /${edit.line}/${times(edit)}`
      : `make the line that matches /${edit.line}/ ${JSON.stringify(edit.to)}${times(edit)}`;
  if ("after" in edit)
    return `behind the line that matches /${edit.after}/ insert ${JSON.stringify(edit.insert)}${times(edit)}`;
  return `append ${JSON.stringify(edit.append)}`;
}
const times = ({ count: often = 1 }: { count?: number | undefined }): string => (often === 1 ? "" : `, ${often} times`);
