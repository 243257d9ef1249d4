/** One program as an answer: whole, the rest of it, or "you have it already". */
import type { Release } from "./releases.ts";

type Asked = { range: string | undefined; ifRange: string | undefined; ifNoneMatch: string | undefined };

export function download(release: Release, { range, ifRange, ifNoneMatch }: Asked): Response {
  const { path, bytes, sha256, file } = release;
  const etag = `"${sha256}"`;
  const headers = {
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename="${file}"`,
    "accept-ranges": "bytes",
    "cache-control": "no-cache",
    etag,
  };
  if (ifNoneMatch?.split(",").some((each) => each.trim() === etag)) return new Response(null, { status: 304, headers });
  const part = range !== undefined && (ifRange ?? etag) === etag ? partOf(range, bytes) : undefined;
  if (part === "none")
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${bytes}` } });
  if (part === undefined) return new Response(Bun.file(path), { headers });
  const { from, to } = part;
  return new Response(Bun.file(path).slice(from, to + 1), {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${from}-${to}/${bytes}` },
  });
}

/** `undefined` where the header asks for nothing that we serve in parts: then the whole is right. */
function partOf(range: string, bytes: number): { from: number; to: number } | "none" | undefined {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range) ?? [];
  if (first === "" && last === "") return undefined;
  const from = first === "" ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === "" || last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return from > to ? "none" : { from, to };
}
