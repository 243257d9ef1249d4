/** The two fonts, less what no page uses of them: the weights that no style asks for, ligatures, alternative forms. */
import { join } from "node:path";
import subsetFont from "subset-font";

const modules = join(import.meta.dir, "../node_modules");

/** Accents, kerning. No ligatures: what somebody typed as “->” is shown as these two characters. */
const always = ["ccmp", "locl", "kern"];

/** Copyright and licence stay in the file, as the Open Font License wants it; neither font reserves its name. */
const legal = [0, 13, 14];

/**
 * Every character that the file has, for names and requests are in more languages than ours; but no marks that combine:
 * browsers put letter and mark together where there is such a letter, and for the rest these would cost a fifth more.
 */
const characters = [...range(0x20, 0x2ff), ...range(0x2000, 0x2bff), 0xfffd]
  .map((at) => String.fromCodePoint(at))
  .join("");

/** The lightest and the heaviest weight of web/styles, and the forms that base.css turns on. */
export const inter = (): Promise<Uint8Array> =>
  cut("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", {
    keepFeatures: [...always, "tnum", "cv05", "cv08", "ss03"],
    variationAxes: { wght: { min: 400, max: 700 } },
  });

export const mono = (): Promise<Uint8Array> =>
  cut("@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2", { keepFeatures: always });

type Kept = { keepFeatures: string[]; variationAxes?: { wght: { min: number; max: number } } };

async function cut(path: string, kept: Kept): Promise<Uint8Array> {
  const whole = Buffer.from(await Bun.file(join(modules, path)).arrayBuffer());
  return await subsetFont(whole, characters, { ...kept, targetFormat: "woff2", preserveNameIds: legal });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
