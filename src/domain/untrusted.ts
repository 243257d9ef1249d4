/**
 * Text that a machine or a model said. It is data: it reaches a page, a log, a model or a shell only through the
 * four functions below, each of which makes it harmless for that place.
 */
import * as z from "zod/mini";

declare const said: unique symbol;
/** At run time a string; to the compiler not one, so that it cannot be used as one by accident. */
export type Untrusted = { readonly [said]: true };

/** Marks text as said by a machine or model. */
export const untrusted = (text: string): Untrusted => text as unknown as Untrusted;

/** A schema for a string that stays marked as untrusted; at most `max` UTF-16 units (default 64 Ki). */
export const machineText = (max = 65_536) =>
  z.string().check(z.maxLength(max)) as unknown as z.ZodMiniType<Untrusted, string>;

const raw = (text: Untrusted): string => text as unknown as string;

// C0 but tab and line feed, DEL and C1, bidi controls, zero-width and other invisible format characters.
// oxlint-disable-next-line no-control-regex
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const visible = (char: string): string => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** True where the text holds characters that a person would not see or that move the cursor. */
export const hasHidden = (text: string): boolean => {
  hidden.lastIndex = 0;
  return hidden.test(text);
};

/** Makes control, bidi and zero-width characters visible as `\u{…}`. For text of our own that may quote others. */
export const showHidden = (text: string): string => text.replace(hidden, visible);

/** For a page: hidden characters shown; the HTML escaping itself is done by the renderer. */
export const forHtml = (text: Untrusted): string => showHidden(raw(text));

/** For a log line: one line, hidden characters shown, at most 500 characters. */
export const forLog = (text: Untrusted): string => showHidden(raw(text)).replaceAll("\n", "\\n").slice(0, 500);

/** For a model: hidden characters removed and the text fenced by a boundary that it cannot know. */
export const forModel = (text: Untrusted, boundary: string): string =>
  `<data ${boundary}>\n${raw(text).replace(hidden, "").replaceAll(boundary, "")}\n</data ${boundary}>`;

/** For a shell: one single-quoted word. Throws `TypeError` on NUL, which no argument can hold. */
export const forShell = (text: Untrusted): string => {
  if (raw(text).includes("\0")) throw new TypeError("NUL cannot be passed to a program");
  return `'${raw(text).replaceAll("'", `'\\''`)}'`;
};
