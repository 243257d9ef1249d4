/** Rules as text, in the words of nft and of iptables-save: which tables a text makes, and what it must not do beside. */
export type Program = "nft" | "iptables" | "ip6tables";

const families = "ip|ip6|inet|arp|bridge|netdev";
const word = "[A-Za-z_][A-Za-z0-9_./-]*";
const tableHead = new RegExp(`^table (?:(${families}) )?(${word})$`);
export const tablePattern = new RegExp(`^(${families}) ${word}$`);

/** What a text makes, or why it is not taken: tables as `inet filter`, each whole and once. */
export type Read = { tables: string[] } | { fault: string };

/** nft: nothing but whole tables, and names for values, so that it is known what else stays as it is. */
export function readNft(text: string): Read {
  const tables: string[] = [];
  const heads = headsOf(text);
  if ("fault" in heads) return heads;
  for (const { head, block } of heads.heads) {
    const found = block ? tableHead.exec(head) : undefined;
    if (found) tables.push(`${found[1] ?? "ip"} ${found[2] ?? ""}`);
    else if (block || !/^define \w+ ?=/.test(head)) return { fault: onlyTables(head) };
  }
  return onceEach(tables);
}

/** iptables: `*filter` … `COMMIT`. What is between is told to iptables-restore, which refuses what is not its. */
export function readIptables(text: string): Read {
  const tables = [...text.matchAll(/^\*(\S+)\s*$/gm)].map(([, name = ""]) => name);
  const strange = tables.find((name) => !/^(filter|nat|mangle|raw|security)$/.test(name));
  return strange === undefined ? onceEach(tables) : { fault: `${JSON.stringify(strange)} is no table of iptables` };
}

export const readRules = (program: Program, text: string): Read =>
  program === "nft" ? readNft(text) : readIptables(text);

function onceEach(tables: string[]): Read {
  const twice = tables.find((name, at) => tables.indexOf(name) !== at);
  return twice === undefined ? { tables } : { fault: `has the table ${twice} twice` };
}

const onlyTables = (head: string): string =>
  `has “${head.slice(0, 60)}”; it may hold whole tables only, “table inet filter { … }”. Tables that it does not name stay, and \`remove\` takes tables away`;

type Heads = { heads: { head: string; block: boolean }[] } | { fault: string };

/** What stands outside of braces, statement by statement. Quoted text and comments hold no braces that count. */
function headsOf(text: string): Heads {
  const heads: { head: string; block: boolean }[] = [];
  let depth = 0;
  let head = "";
  const end = (block: boolean): void => {
    const words = head.replaceAll(/\s+/g, " ").trim();
    if (words !== "" || block) heads.push({ head: words, block });
    head = "";
  };
  for (const [token] of text.matchAll(/"[^"]*"|#[^\n]*|\\\n|[{};\n]|[^"#{};\n\\]+|["\\]/g)) {
    if (token.startsWith("#") || token === "\\\n") continue;
    if (token === '"') return { fault: "has a quotation mark without its end" };
    if (/(^|\s)include(\s|$)/.test(token) && !token.startsWith('"'))
      return { fault: "reads another file (include), which nobody has seen" };
    if (token === "{") {
      // A value of a name: `define ports = { 22, 80 }`.
      if (depth++ === 0 && !/^\s*define\b/.test(head)) end(true);
    } else if (token === "}") {
      if (--depth < 0) return { fault: "has a brace too many" };
    } else if (depth === 0 && (token === ";" || token === "\n")) end(false);
    else if (depth === 0) head += token;
  }
  if (depth > 0) return { fault: "ends within braces" };
  end(false);
  return { heads };
}

/** What is given to nft, all or nothing: each table away, where it is there, and then as the text has it. */
export const replacing = (tables: readonly string[], text: string): string =>
  [...tables.map((name) => `table ${name}\ndelete table ${name}\n`), text, "\n"].join("");
