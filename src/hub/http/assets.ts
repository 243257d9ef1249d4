/** GET /assets/:file: fingerprinted files from memory, in the best encoding that the browser takes, kept for a year. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { manifest, publicDir, type AssetEntry, type Encoding, type Manifest } from "../../../web/frame/assets.ts";
import { AppError } from "../../domain/error.ts";
import type { Route } from "./route.ts";

/** By preference: what is smaller and faster to unpack first. */
const encodings: readonly { accepted: string; suffix: Encoding }[] = [
  { accepted: "zstd", suffix: "zst" },
  { accepted: "br", suffix: "br" },
  { accepted: "gzip", suffix: "gz" },
];

export function assetRoutes(route: Route, assets: Assets = makeAssets()): void {
  route("GET /assets/:file", (c) => assets.answer(c.req.raw, c.req.param("file") ?? ""));
}

export type Assets = { answer: (request: Request, file: string) => Response };

/** Reads each file when it is first asked for and keeps it; all of them together are under half a MiB. */
export function makeAssets({ files = manifest(), dir = publicDir }: { files?: Manifest; dir?: string } = {}): Assets {
  const known = new Map(Object.values(files).map((entry) => [entry.file, entry]));
  const held = new Map<string, Uint8Array<ArrayBuffer>>();
  const read = (name: string): Uint8Array<ArrayBuffer> => {
    const body = held.get(name) ?? new Uint8Array(readFileSync(join(dir, name)));
    held.set(name, body);
    return body;
  };

  return {
    answer(request, file) {
      const entry = known.get(file);
      if (entry === undefined) throw new AppError("not_found", "There is no such file.");
      const encoding = choose(request.headers.get("accept-encoding"), entry);
      const headers = new Headers(headersOf(entry, encoding?.suffix));
      if (matches(request.headers.get("if-none-match"), headers.get("etag"))) {
        return new Response(null, { status: 304, headers });
      }
      if (encoding !== undefined) headers.set("content-encoding", encoding.accepted);
      return new Response(read(encoding === undefined ? file : `${file}.${encoding.suffix}`), { headers });
    },
  };
}

/** The name holds the hash of the content, so it is its own strong tag; each encoding is a representation of its own. */
const headersOf = (entry: AssetEntry, suffix: Encoding | undefined): Record<string, string> => ({
  "content-type": entry.type,
  "cache-control": "public, max-age=31536000, immutable",
  etag: `"${entry.file}${suffix === undefined ? "" : `.${suffix}`}"`,
  vary: "Accept-Encoding",
  "x-content-type-options": "nosniff",
});

function choose(header: string | null, entry: AssetEntry): (typeof encodings)[number] | undefined {
  const accepted = new Map(
    (header ?? "").split(",").map((part) => {
      const [name = "", ...rest] = part.trim().toLowerCase().split(";");
      const q = rest.map((each) => each.trim()).find((each) => each.startsWith("q="));
      return [name.trim(), q === undefined ? 1 : Number(q.slice(2))];
    }),
  );
  return encodings.find(
    ({ accepted: name, suffix }) => entry.encodings.includes(suffix) && (accepted.get(name) ?? 0) > 0,
  );
}

const matches = (header: string | null, etag: string | null): boolean =>
  header !== null &&
  etag !== null &&
  (header.trim() === "*" || header.split(",").some((each) => each.trim().replace(/^W\//, "") === etag));
