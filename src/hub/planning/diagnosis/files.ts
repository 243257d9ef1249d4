/** What a search for files found. */
import type { Untrusted } from "../../../domain/untrusted.ts";

/** Of `file.search`. */
export type SearchOutput = { matches: { path: Untrusted; sizeBytes: number; modifiedAtMs: number }[] };
