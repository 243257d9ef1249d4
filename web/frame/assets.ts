/** Where the built files of web/public are, and under which fingerprinted name each is served. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { once } from "../../src/lib/once.ts";

export type Encoding = "zst" | "br" | "gz";
export type AssetEntry = { file: string; type: string; encodings: Encoding[] };
export type Manifest = Record<string, AssetEntry>;

/** In a compiled program embedded folders lie beside the entry; in the source tree this file is one folder deeper. */
export const publicDir = Bun.isStandaloneExecutable
  ? join(import.meta.dir, "public")
  : join(import.meta.dir, "..", "public");

/** Name as written in the source → what was built. Empty where nothing was built yet. */
export const manifest = once((): Manifest => {
  const path = join(publicDir, "manifest.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Manifest) : {};
});

/** The address of an asset for use in a page. */
export const assetUrl = (name: string): string => `/assets/${manifest()[name]?.file ?? name}`;
