/** Accounts that are made with groups and shells, changed, ended; passwords that must be changed, sessions that are closed. */
import { literals, type Match, openWords, things } from "../intents/match.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import type { Machine } from "../../../../domain/machine.ts";
import type { Intent } from "../types.ts";
import { account, beside, notAName, shellIn, shells } from "./account-words.ts";
import { frame, type Frame } from "./frame.ts";
import { change } from "./say.ts";
import { acting } from "./ways.ts";
import { atHome } from "./user-look.ts";

const sudoGroup = ({ facts }: Machine): string =>
  /^(?:debian|ubuntu|raspbian|linuxmint|pop|proxmox)$/.test(facts.osId) ? "sudo" : "wheel";

const groupWords =
  "(in|into|to|as member of|member of|part of|in groups|and add [him|her|it|them] to|and put [him|her|it|them] (in|into)|added to|with groups|with group|who is in|being in|groups|to groups|joined to) [group|groups|the group] ({svc}|{word}) [(and|,) ({svc}|{word})] [group|groups]";
const withSudo =
  "(sudo|sudo rights|sudo access|admin rights|administrator rights|root rights|sudo permissions|sudo privileges|admin access|as admin|as an admin|administrator|sudoer|wheel access)";

/** A new account with what was said of it. The name is what is left over, so it comes last. */
function add(match: Match): Intent | undefined {
  const words = openWords(match).filter((word) => !Object.hasOwn(shells, word));
  const name = words.at(-1);
  if (name === undefined || !account.test(name) || notAName.test(name)) return undefined;
  const wantsSudo = /\b(?:sudo|admin|administrator|sudoer|wheel access|root rights)\b/.test(match.text);
  const groups = [...things(match).map(({ said }) => said), ...words.slice(0, -1)].filter(
    (group) => !/^(?:sudo|wheel|admin)$/.test(group),
  );
  if (groups.some((group) => !account.test(group) || notAName.test(group) === (group !== "docker"))) return undefined;
  const shell = shellIn(match);
  const isSystem = /\b(?:system|service) (?:user|account)\b|\bfor (?:a |the )?service\b/.test(match.text);
  const comment = literals(match, "quote")[0];
  const input = (machine: Machine): JsonObject => {
    const all = [...groups, ...(wantsSudo ? [sudoGroup(machine)] : [])];
    return {
      user: name,
      ...(all.length > 0 ? { groups: all } : {}),
      ...(shell === undefined ? {} : { shell }),
      ...(comment === undefined ? {} : { comment }),
      ...(isSystem ? { system: true } : {}),
    };
  };
  return { kind: "change", tool: "user.add", input, does: `Add the account ${name}` };
}

/** A public key as it was typed, with who it is of. */
const keyIn = (source = ""): string | undefined =>
  /\b(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp\d+|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/=]{8,}(?: [\w.@+-]+)?/.exec(
    source,
  )?.[0];
const fileOf = (name: string): string =>
  name === "root" ? "/root/.ssh/authorized_keys" : `/home/${name}/.ssh/authorized_keys`;
function addKey(match: Match): Intent | undefined {
  const key =
    keyIn(match.source) ??
    [...literals(match, "quote"), ...literals(match, "code")].map(keyIn).find((found) => found !== undefined);
  const said = / (?:for|to|of|as|into) (?:user |account |the user |the account )?([a-z_][a-z0-9_-]*)(?: |$)/.exec(
    ` ${match.text.replaceAll(/@svc\d+/g, (mark) => {
      const entity = match.entities[Number(mark.slice(4))];
      return entity && "said" in entity ? entity.said : mark;
    })}`,
  )?.[1];
  if (key === undefined || said === undefined || (said !== "root" && notAName.test(said))) return undefined;
  const file = fileOf(said);
  const folder = file.replace("/authorized_keys", "");
  const intent = acting(
    `Let this key sign in as ${said}`,
    (_m, q) =>
      `install -d -m 700 -o ${said} ${folder} && printf '%s\\n' ${q(key)} >> ${file} && chown ${said} ${file} && chmod 600 ${file}`,
  );
  return said === "root" ? intent : atHome(said, match, intent);
}

/** Groups that need no word “group” behind them. */
const wellKnown =
  "docker|sudo|wheel|www-data|adm|video|render|audio|lxd|libvirt|kvm|dialout|plugdev|systemd-journal|nginx|postgres|redis|mail|backup|disk|input|netdev|libvirtd|podman|bluetooth|lp|lpadmin|sambashare|users|staff";
const member =
  (verb: "add" | "remove") =>
  (match: Match): Intent | undefined => {
    const group =
      new RegExp(` (?:to|from|in|into|of|out of) (${wellKnown})(?= |$)`).exec(` ${match.text}`)?.[1] ??
      things(match)[0]?.said;
    const [user, more] = openWords(match).filter((word) => word !== group);
    if (
      group === undefined ||
      !new RegExp(`^(?:${wellKnown})$`).test(group) ||
      user === undefined ||
      more !== undefined ||
      !account.test(user) ||
      notAName.test(user)
    )
      return undefined;
    if (!match.words.fleet.some(({ facts }) => (facts.accounts ?? []).includes(user))) return undefined;
    const does = verb === "add" ? `Put ${user} into the group ${group}` : `Take ${user} out of the group ${group}`;
    const intent = change("user.groups", { user, [verb]: [group] }, does);
    return intent && atHome(user, match, intent);
  };
/** “add anna and tom to the family group”. */
function several(match: Match): Intent | undefined {
  const words = openWords(match);
  const people = words.slice(0, 2);
  const group = things(match)[0]?.said ?? words[2];
  if (
    group === undefined ||
    people.length !== 2 ||
    ![...people, group].every((each) => account.test(each)) ||
    people.some((each) => notAName.test(each))
  )
    return undefined;
  return acting(
    `Put ${people.join(" and ")} into the group ${group}`,
    people.map((each) => `usermod -aG ${group} ${each}`).join(" && "),
  );
}

export const userActFrames = (): Frame[] => [
  frame(["(add|put|include)", `(to|in|into) [group] (${wellKnown}|{svc})`, "{word}"], member("add"), {
    may: [...beside, "(group)"],
  }),
  frame(["(remove|take|drop)", `(from|out of) [group] (${wellKnown}|{svc})`, "{word}"], member("remove"), {
    may: [...beside, "(group|out)"],
  }),
  frame(["(add|put|include)", "{word} and {word} (to|in|into) [group] ({word}|{svc}) (group|groups)"], several, {
    may: [...beside, "(both|as members)"],
  }),
  frame(
    [
      "(create|add|make|set up|open|new|provision|register)",
      "(user|account|user account|login|users|system user|service user|service account|system account)",
      withSudo,
      "{word}",
    ],
    add,
    {
      may: [
        ...beside,
        "(with|and|has|have|having|rights|access|who|can|use|to|give|him|her|it|them|home|directory|full|shell|as|in|into|the|group|is|be|allowed|plus|bash|zsh)",
      ],
    },
  ),
  frame(
    [
      "(create|add|make|set up|open|new|provision|register)",
      "(user|account|user account|login|system user|service user|service account|system account)",
      groupWords,
      "{word}",
    ],
    add,
    {
      may: [
        ...beside,
        withSudo,
        "(with|and|has|have|who|home|directory|shell|as|member|group|groups|be|in|into|of|bash|zsh|him|her|it|them|that|is|should|should be|also)",
      ],
    },
  ),
  frame(
    [
      "(create|add|make|set up|open|new|provision|register)",
      "(system user|service user|service account|system account|user|account)",
      "(no shell|no login shell|without shell|without login shell|without login|no login|shell {path}|nologin|bash|zsh|fish|sh|{path}|system)",
      "{word}",
    ],
    add,
    {
      may: [
        ...beside,
        "(with|and|shell|as|login|default|its|home|directory|a|without|is|should|be|have|has|uses|use|using|zsh|bash|no|set|to)",
      ],
    },
  ),
  frame(
    [
      "(create|add|make|set up|open|provision|register|give|needs|need|get)",
      "(user|account|user account|login|a login|system user)",
      "{word}",
    ],
    add,
    {
      may: [
        ...beside,
        "(with|and|home|directory|folder|its|own|standard|normal|regular|plain|an|needs|need|access|give|to|full name|real name|comment)",
        "{quote}",
      ],
    },
  ),
];

/** A request with a public key in it is read by its words around the key. */
export const userKeyFrames = (): Frame[] => [
  frame(
    [
      "(add|install|put|authorize|authorise|deploy|append|allow|let|give|accept|register|set up|drop|stick|write|copy)",
      "(key|ssh key|public key|{svc} key|pubkey|{svc} public key|keys)",
      "(for|to|of|as|into) [user|account] ({word}|{svc})",
    ],
    addKey,
    {
      may: [
        ...beside,
        "('s authorized_keys|authorized_keys|new|my|this|following|below|:|,|the|add|authorized_keys|log in|sign in|in|to|it|is|ssh-ed25519|ssh-rsa|with|can|access)",
        "({svc}|ssh) - (ed25519|rsa) [{word}] [{word}] [{word}] [{word}]",
        "{quote}",
        "{code}",
        "(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp256|ecdsa-sha2-nistp384) [{word}] [+|/|=|{path}]",
      ],
    },
  ),
];
