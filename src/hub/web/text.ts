/** What a reader sees of a page: its title and its text, without what is for programs. In time by its length. */

/** More than this much markup is not looked through. */
const markupAtMost = 2 << 20;

/** Both empty where the body is no text. */
export function textOf(body: Uint8Array, contentType: string): { title: string; text: string } {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!/^text\/|json$|xml$|javascript$|^$/.test(type) || body.subarray(0, 4_096).includes(0))
    return { title: "", text: "" };
  const decoded = decode(body, contentType).slice(0, markupAtMost);
  if (
    type === "text/html" ||
    type === "application/xhtml+xml" ||
    /^\s*<(!doctype html|html)\b/i.test(decoded.slice(0, 200))
  )
    return readHtml(decoded);
  return { title: "", text: decoded };
}

function decode(body: Uint8Array, contentType: string): string {
  const head = Buffer.from(body.subarray(0, 2_048)).toString("latin1");
  const named =
    /charset="?([\w-]{1,40})/i.exec(contentType)?.[1] ?? /<meta[^>]{0,200}charset="?([\w-]{1,40})/i.exec(head)?.[1];
  try {
    return new TextDecoder(named ?? "utf-8").decode(body);
  } catch {
    // A character set that nobody knows.
    return new TextDecoder().decode(body);
  }
}

/** Read over with all that is in them. */
const silent = new Set(["script", "style", "noscript", "template", "svg", "iframe", "object", "select", "head"]);
const blocks =
  /^(p|div|section|article|main|header|footer|nav|aside|ul|ol|li|dl|dt|dd|table|tr|h[1-6]|pre|blockquote|br|hr|form|figure|figcaption|details|summary|body)$/;

function readHtml(html: string): { title: string; text: string } {
  const parts: string[] = [];
  let title = "";
  for (let at = 0; at < html.length;) {
    const open = html.indexOf("<", at);
    if (open < 0) {
      parts.push(html.slice(at));
      break;
    }
    if (open > at) parts.push(html.slice(at, open));
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    if (html.startsWith("<!", open) || html.startsWith("<?", open)) {
      const end = html.indexOf(">", open);
      at = end < 0 ? html.length : end + 1;
      continue;
    }
    const [tag, close = "", word = ""] = /^<(\/?)([a-zA-Z][a-zA-Z0-9-]{0,30})/.exec(html.slice(open, open + 40)) ?? [];
    if (tag === undefined) {
      parts.push("<");
      at = open + 1;
      continue;
    }
    const name = word.toLowerCase();
    const end = html.indexOf(">", open);
    at = end < 0 ? html.length : end + 1;
    if (name === "title" && close === "" && title === "") {
      const last = endOf(html, "title", at);
      title = clean(html.slice(at, last.from));
      at = last.to;
    } else if (silent.has(name) && close === "" && html[end - 1] !== "/") {
      const last = endOf(html, name, at);
      if (name === "head" && title === "") title = titleIn(html.slice(at, last.from));
      at = last.to;
    } else if (name === "td" || name === "th") parts.push("\t");
    else if (blocks.test(name)) parts.push("\n");
  }
  return { title, text: clean(parts.join("")) };
}

const titleIn = (head: string): string => clean(/<title[^>]{0,200}>([^<]{0,1000})/i.exec(head)?.[1] ?? "");

/** Where the element ends; at the end of all where nobody closes it. */
function endOf(html: string, name: string, from: number): { from: number; to: number } {
  const shape = new RegExp(`</${name}[\\s>]`, "gi");
  shape.lastIndex = from;
  const found = shape.exec(html);
  if (!found) return { from: html.length, to: html.length };
  const end = html.indexOf(">", found.index);
  return { from: found.index, to: end < 0 ? html.length : end + 1 };
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  copy: "©",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  szlig: "ß",
  eacute: "é",
};

/** Entities undone, spaces put together, at most one empty line. */
const clean = (text: string): string =>
  text
    .replaceAll(
      /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
      (whole, dec?: string, hex?: string, name?: string) => {
        if (name !== undefined) return entities[name] ?? whole;
        const code = dec === undefined ? Number.parseInt(hex ?? "", 16) : Number(dec);
        return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "";
      },
    )
    .split("\n")
    .map((line) => line.replaceAll(/[ \t\r\f\v\u00a0]+/g, " ").trim())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
