/** Characters that a person would not see or that move the cursor, made visible. */

// C0 but tab and line feed, DEL and C1, bidi controls, zero-width and other invisible format characters.
export const hidden =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
const visible = (char: string): string => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** True where the text holds characters that a person would not see or that move the cursor. */
export const hasHidden = (text: string): boolean => {
  hidden.lastIndex = 0;
  return hidden.test(text);
};

/** Makes control, bidi and zero-width characters visible as `\u{…}`. */
export const showHidden = (text: string): string => text.replace(hidden, visible);

/** Without them. */
export const withoutHidden = (text: string): string => text.replace(hidden, "");
