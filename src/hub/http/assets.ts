/** GET /assets/:file: fingerprinted files from memory, in the best encoding that the browser takes, kept for a year. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { manifest, publicDir, type AssetEntry, type Manifest } from "../../../web/frame/assets.ts";
import { AppError } from "../../domain/error.ts";
import { chooseEncoding, type Encoding } from "./encoding.ts";
import type { Route } from "./route.ts";

/** Encodings and the endings of their files, by preference: what is smaller and faster to unpack first. */
const endings = { zstd: "zst", br: "br", gzip: "gz" } as const satisfies Record<Encoding, string>;
const byPreference = ["zstd", "br", "gzip"] as const;

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
      const built = byPreference.filter((name) => entry.encodings.includes(endings[name]));
      const encoding = chooseEncoding(request.headers.get("accept-encoding"), built);
      const name = encoding === undefined ? file : `${file}.${endings[encoding]}`;
      const headers = new Headers(headersOf(entry, name));
      if (matches(request.headers.get("if-none-match"), headers.get("etag"))) {
        return new Response(null, { status: 304, headers });
      }
      if (encoding !== undefined) headers.set("content-encoding", encoding);
      return new Response(read(name), { headers });
    },
  };
}

/** The name holds the hash of the content, so it is its own strong tag; each encoding is a representation of its own. */
const headersOf = (entry: AssetEntry, name: string): Record<string, string> => ({
  "content-type": entry.type,
  "cache-control": "public, max-age=31536000, immutable",
  etag: `"${name}"`,
  vary: "Accept-Encoding",
  "x-content-type-options": "nosniff",
});

const matches = (header: string | null, etag: string | null): boolean =>
  header !== null &&
  etag !== null &&
  (header.trim() === "*" || header.split(",").some((each) => each.trim().replace(/^W\//, "") === etag));
