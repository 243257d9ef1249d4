/** Makes one text of lines that say the same: what changes from line to line, and what strangers chose, becomes a mark. Pure. */

/** In this order: what is longer is replaced before what would be a part of it. */
const marks: readonly (readonly [RegExp, string])[] = [
  // What a stranger typed: names that were tried, requests, agents. They may be as long and as odd as he likes.
  [
    /\b(invalid user|unknown user|illegal user|user(?:name)?[ =:])(?! ?agent\b) ?("[^"]*"|'[^']*'|[^\s,;)]+)/gi,
    "$1 <name>",
  ],
  [/\bfor (?!invalid user)("[^"]*"|[^\s"]+) from (?=[\d<[a-f:]*[.:])/gi, "for <name> from "],
  [/\b(request|referrer|upstream|host|server|uri|url|user[-_ ]?agent): ?"[^"]*"/gi, '$1: "<…>"'],
  [/"(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS|CONNECT) [^"]*"/g, '"<request>"'],
  [/\b[a-z][a-z0-9+.-]{1,12}:\/\/[^\s"'<>]+/gi, "<url>"],
  [/\b[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+\b/g, "<mail>"],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?/g, "<time>"],
  [/\b\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\b/g, "<time>"],
  [/\b\d\d:\d\d:\d\d([.,]\d+)?\b/g, "<time>"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<id>"],
  [/(?<![\w.:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:])/gi, "<mac>"],
  [/(?<![\w.])\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?(\/\d{1,2})?(?![\w.]*\d)/g, "<address>"],
  [/(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}(?![\w:])/gi, "<address>"],
  [/\b0x[0-9a-f]+\b/gi, "<n>"],
  [/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi, "<id>"],
  [/"[^"]{41,}"/g, '"<…>"'],
  [/'[^']{41,}'/g, "'<…>'"],
  [/\b[\w+/=-]{40,}/g, "<…>"],
  [/(?<![\w<]|[a-z]-)[+-]?\d+([.,]\d+)*(?=[a-z%]{0,3}(?![\w>]))/gi, "<n>"],
  [/\[\d+\]/g, "[<n>]"],
  [/(?<=[#:=(/])\d+/g, "<n>"],
];

/** At most 300 characters. */
export function templateOf(text: string): string {
  let folded = text.slice(0, 2_000).split("\n")[0] ?? "";
  for (const [shape, mark] of marks) folded = folded.replace(shape, mark);
  folded = folded.replaceAll(/\s+/g, " ").trim();
  return folded.length > 300 ? `${folded.slice(0, 299)}…` : folded;
}
