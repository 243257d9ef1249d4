/** Numbers with their units, read out of text: of a model, of a tool's result, of a log. */

/** ms: a length of time · moment: a point in time, in ms since 1970 · clock: minutes of a day · day: year, month, day. */
export type Kind = "percent" | "bytes" | "ms" | "moment" | "clock" | "day" | "version" | "address" | "plain";

export type Quantity = {
  kind: Kind;
  /** NaN for versions and addresses, which are compared as they are written. */
  value: number;
  /** What one more in its last digit would be: it was rounded or cut to this. */
  unit: number;
  /** As it is written. */
  text: string;
  at: number;
  /** The field that it is the value of: `usedBytes`, `restarts`. */
  key?: string;
};

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*";
const dayMs = 86_400_000;
/** From long to short, so that “3 days 4 hours” is one length and “5 min, 2 h” are two. */
const lengths: [string, number][] = [
  ["(?:years?|Jahren?|años?|年|y)", 365.25 * dayMs],
  ["(?:months?)", 30.44 * dayMs],
  ["(?:weeks?|Wochen?|semanas?|周|w)", 7 * dayMs],
  ["(?:days?|Tagen?|días?|天|d)", dayMs],
  ["(?:hours?|hrs?|Stunden?|horas?|小时|h)", 3_600_000],
  ["(?:minutes?|mins?|Minuten?|minutos?|分钟|m)", 60_000],
  ["(?:seconds?|secs?|Sekunden?|segundos?|秒|s)", 1_000],
  ["(?:milliseconds?|msecs?|毫秒|ms)", 1],
];
const size: Record<string, number> = { "": 1, k: 1, m: 2, g: 3, t: 4, p: 5 };
const number = String.raw`\d{1,3}(?:[,’' ]\d{3}){1,6}(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)?`;

type Reader = { form: RegExp; read: (match: RegExpExecArray) => Omit<Quantity, "text" | "at"> | undefined };
const own = (kind: "version" | "address") => ({ kind, value: Number.NaN, unit: 0 });
const day = (year: number, monthAt: number, date: number) => ({
  kind: "day" as const,
  value: (Number.isNaN(year) ? 0 : year) * 10_000 + (monthAt + 1) * 100 + date,
  unit: 0,
});
const monthAt = (name = ""): number => months.indexOf(name.slice(0, 3).toLowerCase());

/** In this order: what one has read, the next ones do not see. */
const readers: Reader[] = [
  {
    form: /(?<![\d.])(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(Z|UTC|[+-]\d\d:?\d\d)?/g,
    read: ([text]) => {
      const iso = text
        .replace(" ", "T")
        .replace(",", ".")
        .replace(/\s?UTC$/, "Z");
      const value = Date.parse(/Z$|[+-]\d\d:?\d\d$/.test(iso.slice(10)) ? iso : `${iso}Z`);
      return Number.isNaN(value) ? undefined : { kind: "moment", value, unit: 60_000 };
    },
  },
  {
    form: /(?<![\d.])(\d{4})[-/](\d\d)[-/](\d\d)(?!\d)/g,
    read: ([, y, m, d]) => day(Number(y), Number(m) - 1, Number(d)),
  },
  {
    form: /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![.\d])/g,
    read: ([, d, m, y]) => day(Number(y), Number(m) - 1, Number(d)),
  },
  {
    form: new RegExp(String.raw`(?<![\d.])(\d{1,2})(?:st|nd|rd|th)?\.?[ /-](${month})\b(?:,?[ /](\d{4})(?!\d))?`, "gi"),
    read: ([, d, m, y]) => day(Number(y ?? Number.NaN), monthAt(m), Number(d)),
  },
  {
    form: new RegExp(String.raw`\b(${month})\.? {1,2}(\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,? (\d{4})(?![\d:]))?`, "gi"),
    read: ([, m, d, y]) => day(Number(y ?? Number.NaN), monthAt(m), Number(d)),
  },
  { form: /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![.\d])/g, read: () => own("address") },
  {
    form: /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/gi,
    // Otherwise it is a time, or the end of a sentence.
    read: ([text]) => (/[a-f]/i.test(text) || /\d::|::\d/.test(text) ? own("address") : undefined),
  },
  {
    form: /(?<![\d.:])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?(?![\d:])(?:\s?([ap])\.?m\b)?/gi,
    read: ([, h, m, half]) => ({ kind: "clock", value: (hourOf(Number(h), half) * 60 + Number(m)) % 1_440, unit: 1 }),
  },
  {
    form: /(?<![\d.:])(1[0-2]|0?[1-9])\s?([ap])\.?m\b/gi,
    read: ([, h, half]) => ({ kind: "clock", value: (hourOf(Number(h), half) * 60) % 1_440, unit: 30 }),
  },
  {
    form: /(?<![\w.-])v?\d+(?:\.\d+){2,}[\w.+~:-]*|(?<![\w.-])v?\d+\.\d+[-~+]\w[\w.+~-]*|(?<![\w.-])v\d+\.\d+/gi,
    read: () => own("version"),
  },
  {
    form: new RegExp(
      String.raw`(?<![\w.])(?=\d)${lengths.map(([unit]) => String.raw`(?:(?:,?\s(?:and\s)?)?(${number})\s?${unit}(?![\w%]))?`).join("")}`,
      "g",
    ),
    read: ([text, ...parts]) => {
      const each = parts.flatMap((n, at) => {
        const of = lengths[at]?.[1] ?? 0;
        const { value, unit } = numberOf(n ?? "");
        return n === undefined ? [] : [{ value: value * of, unit: unit * of }];
      });
      const last = each.at(-1);
      return last && text !== ""
        ? { kind: "ms", value: each.reduce((sum, { value }) => sum + value, 0), unit: last.unit }
        : undefined;
    },
  },
  {
    form: new RegExp(String.raw`(?<![\w.])(${number})\s?(?:%|percent\b|per cent\b|Prozent\b|por ciento\b)`, "gi"),
    read: ([, n = ""]) => ({ kind: "percent", ...numberOf(n) }),
  },
  {
    form: new RegExp(
      String.raw`(?<![\w.])(${number})\s?(?:([kmgtp])i?b|([kmgtp])i|(bytes?|B)|([KMGTP])|(k|mega|giga|tera)bytes?)(?![\w%])`,
      "gi",
    ),
    read: ([text, n = "", a, b, bytes, c, d]) => {
      // A small m alone is minutes or thousandths, which is read above or not at all.
      if (c !== undefined && c !== c.toUpperCase()) return undefined;
      const power = size[(a ?? b ?? c ?? d ?? "").slice(0, 1).toLowerCase()] ?? 0;
      const { value, unit } = numberOf(n);
      const of = 1_024 ** (bytes === undefined ? power : 0);
      return text === "" ? undefined : { kind: "bytes", value: value * of, unit: unit * of };
    },
  },
  {
    form: new RegExp(String.raw`(?<![\w.]|\w-)(?:${number})(?![\w]|-\w)`, "g"),
    read: ([text]) => ({ kind: "plain", ...numberOf(text) }),
  },
];

const hourOf = (hour: number, half: string | undefined): number =>
  half === undefined ? hour : (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);

/** `1,234.5`, `1.234` as thousands only where a comma or space says so; `97,3` is 97.3. */
function numberOf(text: string): { value: number; unit: number } {
  const plain = /^\d{1,3}(?:[,’' ]\d{3})+(?:\.\d+)?$/.test(text)
    ? text.replaceAll(/[,’' ]/g, "")
    : text.replace(",", ".");
  const digits = plain.split(".")[1]?.length ?? 0;
  return { value: Number(plain), unit: 10 ** -digits };
}

/** What stands before it on its line names it: `usedBytes=`, `restarts: `. */
const keyBefore = /([A-Za-z_][\w.%-]*)"?\s?[=:]\s?"?$/;

export function quantitiesIn(text: string): Quantity[] {
  const found: Quantity[] = [];
  let left = text;
  for (const { form, read } of readers) {
    left = left.replace(form, (...args: unknown[]) => {
      const match = matchOf(args);
      const read1 = read(match);
      if (!read1) return match[0];
      const key = keyBefore.exec(text.slice(Math.max(0, match.index - 60), match.index))?.[1];
      found.push({ ...read1, text: match[0].trim(), at: match.index, ...(key === undefined ? {} : { key }) });
      return " ".repeat(match[0].length);
    });
  }
  return found.map(named).toSorted((a, b) => a.at - b.at);
}

/** The arguments of a replacer as the match that they are of. */
function matchOf(args: unknown[]): RegExpExecArray {
  const at = args.findIndex((arg) => typeof arg === "number");
  return Object.assign(args.slice(0, at) as string[], { index: args[at] as number }) as RegExpExecArray;
}

/** A field's name says what its number is. */
function named(one: Quantity): Quantity {
  const { kind, key, value } = one;
  if (kind !== "plain" || key === undefined) return one;
  if (/bytes$/i.test(key)) return { ...one, kind: "bytes" };
  if (/ratio$/i.test(key)) return { ...one, kind: "percent", value: value * 100, unit: one.unit * 100 };
  if (/percent|pct|%/i.test(key)) return { ...one, kind: "percent" };
  if (/(?:ms|millis)$/i.test(key))
    return value > 1e12 && value < 4e12 ? { ...one, kind: "moment", unit: 1 } : { ...one, kind: "ms" };
  if (/(?:seconds|secs?)$/i.test(key)) return { ...one, kind: "ms", value: value * 1_000, unit: one.unit * 1_000 };
  if (/(?:minutes|mins?)$/i.test(key)) return { ...one, kind: "ms", value: value * 60_000, unit: one.unit * 60_000 };
  if (/hours$/i.test(key)) return { ...one, kind: "ms", value: value * 3_600_000, unit: one.unit * 3_600_000 };
  if (/days/i.test(key)) return { ...one, kind: "ms", value: value * dayMs, unit: one.unit * dayMs };
  if (/kib?$/i.test(key)) return { ...one, kind: "bytes", value: value * 1_024, unit: one.unit * 1_024 };
  return one;
}
