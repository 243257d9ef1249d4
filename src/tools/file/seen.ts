/** One thing in the file system as it is told: its kind, size, times, owner and mode. */
import * as z from "zod/mini";
import { machineText } from "../../domain/untrusted.ts";
import { isPublic } from "./paths.ts";
import type { Level } from "../../domain/risk.ts";
import { hasHidden } from "../../domain/untrusted.ts";

export const kinds = ["file", "folder", "link", "pipe", "socket", "device"] as const;

/** A folder or a file; the root folder too. */
export const placeField = (means: string) =>
  z.string().check(
    z.maxLength(4_096),
    z.regex(/^\/[^\0]*$/, "is not an absolute path"),
    z.refine((path) => !hasHidden(path) && !path.includes("\n"), "holds control or invisible characters"),
    z.describe(means),
  );

export const seenFields = () => ({
  kind: z.enum(kinds),
  sizeBytes: z.number(),
  modifiedAtMs: z.number(),
  /** Permission bits in octal: "0644". */
  mode: z.string().check(z.regex(/^[0-7]{4}$/)),
  /** Name or number of owner and group: "root:www-data". */
  owner: machineText(140),
  /** Where a link leads. */
  link: z.optional(machineText(4_096)),
});

/** As for reading: most of what lies in the system's own folders anybody may see. The folders at the root are no secret. */
export const lookLevel = (path: string): Level => (isPublic(path) || /^\/[^/]*\/?$/.test(path) ? 1 : 3);
