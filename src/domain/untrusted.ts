/**
 * Text that a machine or a model said. It is data: it reaches a page, a log, a model or a shell only through the
 * four functions below, each of which makes it harmless for that place.
 */
import * as z from "zod/mini";
import { hasHidden, showHidden, withoutHidden } from "../lib/hidden.ts";

declare const said: unique symbol;
/** At run time a string; to the compiler not one, so that it cannot be used as one by accident. */
export type Untrusted = { readonly [said]: true };

/** Marks text as said by a machine or model. */
export const untrusted = (text: string): Untrusted => text as unknown as Untrusted;

/** A schema for a string that stays marked as untrusted; at most `max` UTF-16 units (default 64 Ki). */
export const machineText = (max = 65_536) =>
  z.string().check(z.maxLength(max)) as unknown as z.ZodMiniType<Untrusted, string>;

const raw = (text: Untrusted): string => text as unknown as string;

export { hasHidden, showHidden };

/** For a page: hidden characters shown; the HTML escaping itself is done by the renderer. */
export const forHtml = (text: Untrusted): string => showHidden(raw(text));

/** For a log line: one line, hidden characters shown, at most 500 characters. */
export const forLog = (text: Untrusted): string => showHidden(raw(text)).replaceAll("\n", "\\n").slice(0, 500);

/**
 * For a model: hidden characters removed and the text fenced by a boundary that it cannot know.
 * @public one of the four ways out; no model is asked yet.
 */
export const forModel = (text: Untrusted, boundary: string): string =>
  `<data ${boundary}>\n${withoutHidden(raw(text)).replaceAll(boundary, "")}\n</data ${boundary}>`;

/** For a shell: one single-quoted word. Throws `TypeError` on NUL, which no argument can hold. */
export const forShell = (text: Untrusted): string => {
  if (raw(text).includes("\0")) throw new TypeError("NUL cannot be passed to a program");
  return `'${raw(text).replaceAll("'", `'\\''`)}'`;
};
