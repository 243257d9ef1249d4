/** `ailx token create`: a join token, and the line to paste on the machine that shall join. */
import type { TokenCreated, TokenRequest } from "../api/token.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Args, Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";
import { countOf, durationOf, levelOf } from "./values.ts";

export const run: Verb = async ({ args, io }) => {
  const request = requestFrom(args);
  const made = await openHub({ args, io }).send<TokenCreated>("POST", "/api/tokens", request);
  if (args.has("json")) {
    printJson(io, made);
    return exit.ok;
  }
  const { token, line, secret, hint } = made;
  const paint = paintFor(io);
  const machines = token.uses === 1 ? "one machine" : `${token.uses} machines`;
  // The line alone on standard output, so that it can be piped to where it is needed.
  io.err(
    `For ${machines}, ends ${ageText(token.expiresAt, Date.now())}, permits level ${token.maxLevel} at most. It is shown this once.\n`,
  );
  if (hint !== undefined) io.err(`${paint.amber("Note:")} ${shown(hint)}\n`);
  if (line === "") io.out(`${shown(secret)}\n`);
  else io.out(`${shown(line)}\n`);
  return exit.ok;
};

function requestFrom(args: Args): TokenRequest {
  const uses = countOf(args, "uses");
  const validMs = durationOf(args, "valid");
  const maxLevel = levelOf(args, "level");
  const label = args.text("label");
  const tags = args.list("tag");
  return {
    ...(uses === undefined ? {} : { uses }),
    ...(validMs === undefined ? {} : { validMs }),
    ...(maxLevel === undefined ? {} : { maxLevel }),
    ...(label === undefined ? {} : { label }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(args.has("approve") ? { approve: true } : {}),
  };
}
