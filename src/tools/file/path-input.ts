/** What the tools that change files share in their input: a path, its owner and its mode. */
import * as z from "zod/mini";
import { hasHidden } from "../../domain/untrusted.ts";

export const pathField = (means: string) =>
  z.string().check(
    z.minLength(2),
    z.maxLength(4_096),
    z.regex(/^\/[^\0]*[^/\0]$/, "is not an absolute path of a file"),
    z.refine((path) => !hasHidden(path) && !path.includes("\n"), "holds control or invisible characters"),
    z.refine((path) => !/(^|\/)\.\.?$/.test(path), "does not end in a name"),
    z.describe(means),
  );

export const modeField = () =>
  z.optional(
    z
      .string()
      .check(
        z.regex(/^0?[0-7]{3,4}$/, "is no mode such as 0644"),
        z.describe("Permissions in octal; default: as it was, or 0644 for a new file."),
      ),
  );

export const ownerField = () =>
  z.optional(
    z
      .string()
      .check(
        z.regex(/^[a-z_0-9][\w.-]{0,63}(:[a-z_0-9][\w.-]{0,63})?$/i, "is no owner such as root or www-data:www-data"),
        z.describe("USER or USER:GROUP; default: as it was, or that of its folder for a new file."),
      ),
  );

/** Text of a file: line feeds and tabs, but no NUL. */
export const textField = (means: string, max = 262_144) =>
  z.string().check(
    z.maxLength(max),
    z.refine((text) => !text.includes("\0"), "holds a zero byte"),
    z.describe(means),
  );

export const quoted = (path: string): string =>
  /^[\w./@%+,:=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
