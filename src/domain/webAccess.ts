/** Where the hub itself may send requests: nowhere, to hosts that are listed, or to every public address. */

export const webModes = ["off", "listed", "public"] as const;
export type WebMode = (typeof webModes)[number];

export type WebAccess = {
  mode: WebMode;
  /** `docs.example.com`, `*.example.com`, `wiki.lan:8080`. */
  hosts: string[];
  /** Has `{query}` where the words go, and answers as SearXNG does with format=json. Absent: nothing is searched. */
  searchUrl?: string;
};

export const noWeb: WebAccess = { mode: "off", hosts: [] };

export const hostEntry =
  /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/;

/**
 * `own`: the admin has named exactly this host, so it may lie in a private network. Behind a pattern or “every public
 * address” it may not: whoever answers for such a name could lead to what only the hub can reach.
 */
export type WebRight = { ok: true; own: boolean } | { ok: false; why: string };

/** Judges the URL alone; its addresses are judged when they are known. */
export function webRight(url: URL, { mode, hosts, searchUrl }: WebAccess): WebRight {
  if (mode === "off") return { ok: false, why: "web access is off" };
  if (url.protocol !== "http:" && url.protocol !== "https:") return { ok: false, why: "only http and https are asked" };
  if (url.username !== "" || url.password !== "") return { ok: false, why: "it has a user name in it" };
  const usual = url.port === "" || ["80", "443"].includes(url.port);
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  if (searchUrl !== undefined && URL.parse(searchUrl)?.origin === url.origin) return { ok: true, own: true };
  for (const entry of hosts) {
    const [, wide, name = "", listed] = /^(\*\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    const fits = wide === undefined ? host === name : host.endsWith(`.${name}`);
    if (fits && (listed === undefined ? usual : listed === port)) return { ok: true, own: wide === undefined };
  }
  if (mode === "listed") return { ok: false, why: `${url.host} is not among the hosts that are allowed` };
  return usual ? { ok: true, own: false } : { ok: false, why: `port ${url.port} is not among what is allowed` };
}
