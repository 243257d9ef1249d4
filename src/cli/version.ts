/** `ailx version --json`: what this program is. The bare `ailx version` is answered by the entry itself. */
import { version } from "../lib/version.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";

export const run: Verb = ({ args, io }) => {
  const about = { version, runtime: `bun ${Bun.version}`, platform: `${process.platform}-${process.arch}` };
  io.out(args.has("json") ? `${JSON.stringify(about)}\n` : `${version}\n`);
  return Promise.resolve(exit.ok);
};
