/** Who owns files, and what may be done with them. */
import { literals, type Match, openWords } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { command } from "./say.ts";

const deep = [
  "(recursively|with everything in it|and everything in it|and all below|- r)",
  "(file|folder|directory|permissions|mode|of|for|on|and|all|everything|in|user)",
];
const isDeep = ({ text }: Match): boolean =>
  / (?:recursively|with everything|and everything|and all below|- r)\b/.test(` ${text}`);

function changed(match: Match, program: string, argument: string): Intent | undefined {
  const paths = literals(match, "path");
  const [path = ""] = paths;
  if (paths.length !== 1 || !path.startsWith("/")) return undefined;
  return command({
    command: (_machine, q) => `${program}${isDeep(match) ? " -R" : ""} ${q(argument)} ${q(path)}`,
    does: `${program === "chown" ? "Change the owner" : "Change the permissions"} of ${path}`,
    reads: false,
    needs: "a POSIX shell",
  });
}

function mode(match: Match): Intent | undefined {
  const slot = match.slots.find(({ kind }) => kind === "n");
  const entity = slot && match.entities[Number(slot.value)];
  return entity?.kind === "n" && /^[0-7]{3,4}$/.test(entity.said) ? changed(match, "chmod", entity.said) : undefined;
}

function owner(match: Match): Intent | undefined {
  const [user, group, more] = openWords(match);
  const name = /^[a-z_][a-z0-9_-]{0,31}$/;
  if (user === undefined || more !== undefined || !name.test(user)) return undefined;
  if (group !== undefined && !name.test(group)) return undefined;
  return changed(match, "chown", group === undefined ? user : `${user}:${group}`);
}

export const ownerFrames = (): Frame[] => [
  frame(["(chmod|set|change|make)", "{path}", "[to|mode|permissions] {n}"], mode, {
    may: ["(permissions|mode|rights|to|chmod|file mode)", ...deep],
  }),
  frame(["(make|set|mark)", "{path}", "(executable|runnable)"], (match) => changed(match, "chmod", "+x"), {
    may: ["(script|file|as)"],
  }),
  frame(
    [
      "(chown|change owner|set owner|change ownership|give ownership|owner should be|make owner)",
      "{path}",
      "(to|is|be|=) {word} [: {word}]",
    ],
    owner,
    {
      may: deep,
    },
  ),
  frame(["chown [- r] {word} [: {word}]", "{path}"], owner, { may: deep }),
];
