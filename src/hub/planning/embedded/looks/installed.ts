/** Conditions over packages, repositories and guests of Proxmox nodes. */
import { targetOfNames } from "../../../../domain/target.ts";
import type { Check } from "../conditions.ts";
import { at, byCommand, entity, type Given, isSo, look, type Look, testing, q } from "./parts.ts";

const programs =
  /^(?:docker|podman|git|node|python|python3|curl|wget|java|go|rsync|compose|kubectl|snap|flatpak|npm|psql|mysql|certbot|php|composer|make|gcc|tmux|screen|sudo)$/;
function installed(given: Given, name: string, is: boolean): Check {
  const says = `${name} is ${is ? "" : "not "}installed`;
  return programs.test(name)
    ? testing(given, is, `command -v ${q(name)}`, says)
    : { tool: "package.list", input: { name }, ...at(given), field: "matched", op: is ? ">" : "==", value: 0, says };
}
const there =
  "(?:already |still |yet |currently )*(?:installed|there|present|on it|missing|absent|available|set up|in place)(?: (?:already|yet|there|on it|anyway|still))*";

/** The working tree that the step is about. */
function tree(given: Given, check: Pick<Check, "field" | "op" | "value" | "says">): Check | undefined {
  const path = given.about?.tree;
  return path === undefined ? undefined : { tool: "git.status", input: { path }, ...at(given), ...check };
}

export const installedLooks: readonly Look[] = [
  look(
    `(?:package |program |tool )?(?<name>@svc\\d+|it|they|that|this|package|(?!there\\b|nothing\\b|one\\b|file\\b|folder\\b|directory\\b|user\\b|account\\b|update\\b|updates\\b|nobody\\b|somebody\\b|everything\\b|reboot\\b|someone\\b|anyone\\b)[a-z0-9][a-z0-9.+_-]+) (?:is|are) (?:not |no longer )?${there}|(?:it|they) (?:does not|do not) have (?:it|one|that)(?: (?:yet|already|installed))*|(?:it |@t\\d+ )?(?:already |still )?(?:has|lacks|have|does not have) (?<name2>[a-z0-9][a-z0-9.+_-]+) (?:already |still )?(?:installed|already|yet)+`,
    (groups, given, words) => {
      const said = groups["name"] ?? groups["name2"] ?? "it";
      const is = isSo(words, /\b(?:not|no longer|missing|absent|lacks)\b/g);
      if (/^(?:it|they|that|this|package)$/.test(said)) {
        const [only, more] = given.about?.packages ?? [];
        return only === undefined || more !== undefined ? undefined : installed(given, only, is);
      }
      // Of a service “there” may mean that it runs.
      if (!/\binstalled|missing|absent|set up\b/.test(words)) return undefined;
      const thing = said.startsWith("@svc") ? entity(given.entities, said.slice(4)) : undefined;
      if (said.startsWith("@svc")) return thing?.kind === "svc" ? installed(given, thing.said, is) : undefined;
      return installed(given, said, is);
    },
  ),
  look(
    "(?:there (?:are|is) |it has |has |@path\\d+ has |(?:repo |checkout )?@path\\d+ has |working tree has |repo has )?(?<no>no |not any )?(?:any )?(?:local |uncommitted |unstaged |pending |unsaved |staged )+(?:changes?|edits?|modifications?|work|commits?)(?: (?:in @path\\d+|on @t\\d+|there|in it|in (?:the )?(?:repo|repository|checkout|tree|working tree|working copy)|left|on it))*|(?:it|@path\\d+|(?:working |git )?(?:tree|directory|copy|repo|repository|checkout)) is (?<not>not )?(?<state>clean|dirty|modified|unchanged|changed)",
    (groups, given) => {
      const clean =
        groups["state"] === undefined
          ? groups["no"] !== undefined
          : /^(?:clean|unchanged)$/.test(groups["state"]) === (groups["not"] === undefined);
      return tree(given, {
        field: "clean",
        op: "==",
        value: clean,
        says: `the working tree is ${clean ? "clean" : "not clean"}`,
      });
    },
  ),
  look(
    "(?:there (?:are|is) |it has |origin has |upstream has |remote has )?(?<no>no |not any )?(?:any )?(?:new |newer |incoming |fresh |later )+(?:commits?|changes|code|version|versions)(?: (?:there|upstream|on (?:origin|remote|main|master)|to pull|available|waiting|pushed))*|(?:it|repo|repository|checkout|branch) is (?<not>not )?(?:behind|outdated|out of date|up to date)(?: (?:origin|upstream|remote))?",
    (groups, given, words) => {
      const some = (groups["no"] === undefined && groups["not"] === undefined) !== /up to date/.test(words);
      return tree(given, {
        field: "behind",
        op: some ? ">" : "==",
        value: 0,
        says: `it is ${some ? "" : "not "}behind its upstream`,
      });
    },
  ),
  look(
    "(?:it|repo|repository|checkout|branch|working tree|tree|current branch)(?: is| checked out is)? (?<not>not )?(?:still )?(?:on |at )?(?:branch )?(?<name>main|master|develop|dev|staging|production|release|[a-z0-9._-]+)(?: branch)?",
    (groups, given) =>
      given.about?.tree === undefined ||
      /^(?:clean|dirty|behind|ahead|there|ok|running|down|up|empty|missing)$/.test(groups["name"] ?? "")
        ? undefined
        : tree(given, {
            field: "branch",
            op: groups["not"] === undefined ? "==" : "!=",
            value: groups["name"] ?? "",
            says: `the branch is ${groups["not"] === undefined ? "" : "not "}${groups["name"] ?? ""}`,
          }),
  ),
];

/** Whether a guest of a node runs; its node is where it is looked. */
export const guestLooks: readonly Look[] = [
  look(
    "(?:@g(?<guest>\\d+)|it|that|this|guest|vm|container|that vm|vm @g(?<guest2>\\d+)|machine) ?(?:is|has|was|are|been)? ?(?:been )?(?<not>not |no longer )?(?:still |currently |already |fully |completely )*(?<state>running|up|started|on|powered on|alive|stopped|down|off|shut down|powered off|shutdown|halted|switched off|turned off)",
    (groups, given) => {
      const found = entity(given.entities, groups["guest"] ?? groups["guest2"]);
      const guests = found?.kind === "g" ? found.guests : (given.about?.guests ?? []);
      const [guest, more] = guests;
      if (!guest || more) return undefined;
      const runs =
        /^(?:running|up|started|on|powered on|alive)$/.test(groups["state"] ?? "") === (groups["not"] === undefined);
      const command = `${guest.kind === "lxc" ? "pct" : "qm"} status ${guest.vmid} | grep -q ${runs ? "running" : "stopped"}`;
      const { node } = guest;
      return {
        ...byCommand(given, command, `${guest.name} ${runs ? "runs" : "is stopped"}`),
        place: {
          parts: [{ said: node.name, machines: [node], expr: targetOfNames([node.name]), count: "one" }],
          minus: [],
        },
      };
    },
  ),
];
