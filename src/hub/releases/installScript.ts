/** The installer as this hub serves it: address, version, pin and checksums put in as words that a shell takes as they are. */
import template from "../../../deploy/install.sh" with { type: "text" };
import { shellWord } from "../../lib/shellWord.ts";
import type { Release } from "./releases.ts";

export type InstallScript = {
  hub: string;
  version: string;
  tlsPin?: string | undefined;
  releases: readonly Pick<Release, "file" | "sha256">[];
};

export function installScript({ hub, version, tlsPin, releases }: InstallScript): string {
  const values: Record<string, string> = {
    "@HUB@": hub,
    "@VERSION@": version,
    "@PIN@": tlsPin ?? "",
    "@CHECKSUMS@": releases.map(({ file, sha256 }) => `${file} ${sha256}`).join("\n"),
  };
  // One pass, so that a value which looks like a placeholder stays a value.
  return template.replaceAll(/@[A-Z]+@/g, (place) => shellWord(values[place] ?? place));
}
