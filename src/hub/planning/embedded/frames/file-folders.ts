/** Folders that are made, with whose they are and who may use them. */
import { literals, type Match, openWords } from "../intents/match.ts";
import { looksLikeFile } from "../intents/twoPaths.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { command } from "./say.ts";
import { things } from "../intents/match.ts";

const account = /^[a-z_][a-z0-9_-]{0,31}$/;
/** “deploy:www-data”, “www-data, group adm”, as it was typed: the group of the owner. */
function groupOf({ source = "", text }: Match, owner: string | undefined): string | undefined {
  const joined = new RegExp(`(?<![\\w-])${owner ?? "-"}:([a-z_][a-z0-9_-]*)(?![\\w-])`, "i").exec(source)?.[1];
  return joined ?? / group ([a-z_][a-z0-9_-]*)(?= |$)/.exec(text)?.[1];
}

function make(match: Match): Intent | undefined {
  const [path, other] = literals(match, "path");
  // What a program is called is also the account that it runs as.
  const said = [...openWords(match), ...things(match).map((thing) => thing.said)];
  const group = groupOf(match, said[0]);
  const [owner, more] = said.filter((name, at) => at === 0 || name !== group);
  const amount = match.slots.find(({ kind }) => kind === "n");
  const entity = amount && match.entities[Number(amount.value)];
  const mode = entity?.kind === "n" ? entity.said : undefined;
  if (path === undefined || other !== undefined || more !== undefined || !path.startsWith("/")) return undefined;
  if (mode !== undefined && !/^0?[0-7]{3,4}$/.test(mode)) return undefined;
  if ([owner, group].some((name) => name !== undefined && !account.test(name))) return undefined;
  const options = [
    ...(owner === undefined ? [] : ["-o", owner]),
    ...(group === undefined ? [] : ["-g", group]),
    ...(mode === undefined ? [] : ["-m", mode]),
  ];
  return command({
    command: (_machine, q) =>
      options.length === 0 ? `mkdir -p -- ${q(path)}` : `install -d ${options.join(" ")} -- ${q(path)}`,
    does: `Create the directory ${path}`,
    reads: false,
    needs: "a POSIX shell",
  });
}

/** A name with an ending is more likely a file's: then it has to be said. */
const makeUnsaid = (match: Match): Intent | undefined =>
  literals(match, "path").some(looksLikeFile) ? undefined : make(match);

const folder = "(directory|folder|dir|folders|directories|subfolder|subdirectory)";
const verb = "(create|make|add|mkdir|set up|mkdir - p)";
const owned =
  "(owned by|owner is|with owner|owner|owner =|belonging to|belongs to|for user|for|chown|chowned to|give it to|chown it to|make it belong to|that belongs to|that is owned by) [user|to] ({word}|{svc}) [: ({word}|{svc})] [[and|,|with] group ({word}|{svc})]";
const modes = "(mode|permissions|with mode|with permissions|chmod|perms|rights|permission) [of|to|=] {n}";
const beside = [
  owned,
  modes,
  "(new|empty|called|named|at|and|with|user|if missing|if it does not exist|if it is missing|in|the|if not there|including parents)",
];

export const fileFolderFrames = (): Frame[] => [
  frame([verb, folder, "{path}"], make, { may: beside }),
  frame(
    ["(make sure|ensure|see to it|make certain)", folder, "{path}", "(exists|exist|is there|is present|be there)"],
    make,
    {
      may: [...beside, "(that|on|it|sure)"],
    },
  ),
  frame([verb, "{path}", owned], makeUnsaid, { may: beside }),
  frame([verb, "{path}", modes], makeUnsaid, { may: beside }),
];
