/** Shells, passwords, ends and homes of accounts, and accounts that are removed. */
import { literals, type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { account, beside, notAName, shellIn } from "./account-words.ts";
import { frame, type Frame } from "./frame.ts";
import { change } from "./say.ts";
import { acting, at, daysOf } from "./ways.ts";
import { atHome, personIn } from "./user-look.ts";

const onPerson =
  (does: string, run: (name: string, match: Match) => string | undefined) =>
  (match: Match): Intent | undefined => {
    const name = personIn(match);
    const command = name === undefined ? undefined : run(name, match);
    return name === undefined || command === undefined
      ? undefined
      : atHome(name, match, acting(`${does} ${name}`, command));
  };

/** A day, as `chage` takes it. */
function dayOf(match: Match): string | undefined {
  const { text, source = "", nowMs } = match;
  const iso = /\b(\d{4}-\d{2}-\d{2})\b/.exec(source)?.[1];
  if (iso !== undefined) return iso;
  const now = new Date(nowMs);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  if (/\bend of (?:this )?year\b|\byear end\b|\byear 's end\b/.test(text)) return `${year}-12-31`;
  if (/\bend of (?:this )?month\b/.test(text)) return day(Date.UTC(year, month + 1, 0));
  if (/\bend of next month\b/.test(text)) return day(Date.UTC(year, month + 2, 0));
  if (/\btomorrow\b/.test(text)) return day(nowMs + 86_400_000);
  const named = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/.exec(text)?.[1];
  const ordinal = /(?:@n(\d+)|\b(\d{1,2})(?:st|nd|rd|th))/.exec(text);
  if (named !== undefined && ordinal) {
    const entity = ordinal[1] === undefined ? undefined : match.entities[Number(ordinal[1])];
    const date = entity?.kind === "n" ? entity.value : Number(ordinal[2]);
    const at_ = Date.UTC(year, "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(named) / 3, date);
    return day(at_ < nowMs ? Date.UTC(year + 1, "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(named) / 3, date) : at_);
  }
  const days = daysOf(match);
  return days === undefined ? undefined : day(nowMs + days * 86_400_000);
}

function removeKey(match: Match): Intent | undefined {
  const [name] = [...openWords(match)].filter((word) => account.test(word) && !notAName.test(word));
  if (name === undefined || openWords(match).length !== 1) return undefined;
  return at(
    [],
    acting(
      `Take the SSH keys of ${name} away`,
      (_m, q) =>
        `for f in /root/.ssh/authorized_keys /home/*/.ssh/authorized_keys; do sed -i.bak ${q(`/[[:space:]]${name}\\(@[^[:space:]]*\\)\\?[[:space:]]*$/d`)} "$f"; done`,
    ),
  );
}

const lasting = [
  "(on|until) {word}",
  ...beside,
  "(it|that|so|will|should|shall|be|to|at|on|in|by|until|after|from|date|day|end|this|next|year|month|automatically|account|expire|expires|set|expiry|expiration|{n}|days|weeks|months|st|nd|rd|th|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|-|tomorrow|week)",
];
const keyWord =
  "(ssh key|ssh keys|public key|{svc} key|{svc} keys|authorized key|key|keys|public keys|pubkey|authorized_keys entry|ssh access|{svc} public key)";

export const userChangeFrames = (): Frame[] => [
  ...(["lock", "unlock"] as const).map((verb) =>
    frame(
      [
        verb === "lock"
          ? "(lock|disable|deactivate|suspend|block|lock out|freeze)"
          : "(unlock|reenable|re-enable|reactivate|unfreeze|unblock|unsuspend|let back in)",
        "{word}",
      ],
      (match) => {
        const name = personIn(match);
        // Without the word “account” only somebody who is known to have one.
        if (name === undefined || !match.words.fleet.some(({ facts }) => (facts.accounts ?? []).includes(name)))
          return undefined;
        return withHome(
          name,
          match,
          change(`user.${verb}`, { user: name }, `${verb === "lock" ? "Lock" : "Unlock"} the account ${name}`),
        );
      },
      { may: [...beside, "(out|again|of|ftp|ssh|{svc}|access|account|login|him|immediately|everywhere|back|in)"] },
    ),
  ),
  frame(
    [
      "(create|add|make|set up)",
      "(group|unix group)",
      "({word}|{quote})",
      "(with|containing|and add|and put|consisting of|for) [members|member|users|user] {word} [(and|,|, and) {word}] [(and|,|, and) {word}]",
    ],
    (match) => {
      const words = [...literals(match, "quote"), ...openWords(match)];
      const [group, ...people] = literals(match, "quote").length > 0 ? words : openWords(match);
      if (
        group === undefined ||
        people.length === 0 ||
        [group, ...people].some((each) => !account.test(each) || notAName.test(each))
      )
        return undefined;
      return acting(
        `Make the group ${group} with ${people.join(" and ")}`,
        `groupadd ${group} && ${people.map((each) => `usermod -aG ${group} ${each}`).join(" && ")}`,
      );
    },
    { may: ["(a|new|called|named|unix|the|group|in|it|as members|members|to)"] },
  ),
  frame(
    [
      "(change|set|switch|give|make|use)",
      "(shell|login shell|default shell)",
      "{name}",
      "(to|as|=|be) ({path}|bash|zsh|fish|sh|nologin|dash|{code}|{quote})",
    ],
    onPerson("Change the shell of", (name, match) => {
      const shell = shellIn(match);
      return shell === undefined ? undefined : `usermod -s ${shell} ${name}`;
    }),
    { may: [...beside, "(default|login|to|be|be set to)"] },
  ),
  frame(
    ["(make|set|give)", "(bash|zsh|fish|{path})", "{name}", "(shell|login shell|default shell)"],
    onPerson("Change the shell of", (name, match) => {
      const shell = shellIn(match);
      return shell === undefined ? undefined : `usermod -s ${shell} ${name}`;
    }),
    { may: [...beside, "(as|default|login|to)"] },
  ),
  frame(
    ["(reset|expire|force|invalidate|renew|require|make)", "(password|passwords|passwd|pw)", "{name}"],
    onPerson("Let the password be changed at the next sign-in of", (name) => `chage -d 0 ${name}`),
    {
      may: [
        ...beside,
        "(change|a|reset|at|next|login|to|must|be|changed|on|log in|sign in|his|her|their|at next login|on next login|force|immediately|new|expire|pick|choose|set|one|needs|has)",
      ],
    },
  ),
  frame(
    ["(change|set|choose|generate|give)", "(password|passwd|pw)", "{name}"],
    (match) => {
      const name = personIn(match);
      return name === undefined
        ? undefined
        : {
            kind: "ask",
            question: `A password is never part of a plan. Shall ${name} have to choose a new one at the next sign-in? Then say: reset the password of ${name}.`,
            about: "argument",
            options: [
              {
                label: `reset the password of ${name}`,
                value: `reset the password of ${name}${match.on ? ` on ${match.on.parts.map(({ said }) => said).join(" and ")}` : ""}`,
              },
            ],
          };
    },
    { may: [...beside, "(a|new|random|fresh|to|change|set|strong|temporary)"] },
  ),
  frame(
    [
      "(expire|expires|expiry|expiration|expiry date|run out|runs out|end|ends|valid until|valid|lapse)",
      "(make|set|let|should|must|shall|have|account|limit|give|put)",
      "{name}",
    ],
    onPerson("Let the account end of", (name, match) => {
      const day = dayOf(match);
      return day === undefined || /\bpassword\b/.test(match.text) ? undefined : `chage -E ${day} ${name}`;
    }),
    { may: lasting },
  ),
  frame(
    ["(remove|clear|lift|drop|delete)", "(expiry|expiration|expiry date|expiration date|end date)", "{name}"],
    onPerson("Let the account end never of", (name) => `chage -E -1 ${name}`),
    { may: beside },
  ),
  frame(
    ["(never expire|never expires|not expire)", "{name}", "(password)"],
    onPerson("Let the password end never of", (name) => `chage -M -1 ${name}`),
    { may: [...beside, "(make|let|set|password|should)"] },
  ),
  frame(
    [
      "(delete|remove|drop|get rid of|purge|erase|kill off)",
      "(user account|user|account|login)",
      "{name}",
      "(keep|leave|preserve|retain|but not|without|leaving|keeping|home stays|spare) [deleting|removing|touching] [his|her|their|its|the] (home|home directory|home folder|files|data|home dir) [in place|alone|untouched|there|intact|as it is|where it is]",
    ],
    (match) => {
      const name = personIn(match);
      return name === undefined
        ? undefined
        : withHome(name, match, change("user.remove", { user: name }, `Remove the account ${name}; its home stays`));
    },
    { may: [...beside, "(but|and|only|in place|alone|untouched|there|intact)"] },
  ),
  frame(
    ["(delete|remove|drop|get rid of|purge|erase)", "(user account|user|account|login)", "{name}"],
    (match) => {
      const name = personIn(match);
      return name === undefined || /\b(?:from|home|data|files|group|groups|key|keys)\b/.test(match.text)
        ? undefined
        : withHome(name, match, change("user.remove", { user: name }, `Remove the account ${name}`));
    },
    { may: [...beside, "(completely|old|unused|no longer needed|of)"] },
  ),
  frame(
    [
      "(delete|remove|drop|purge|erase)",
      "(user account|user|account|login)",
      "{name}",
      "(with|including|and|along with|plus|together with) [his|her|their|its|the|all] (home|home directory|home folder|files|data|home dir|everything)",
    ],
    onPerson("Remove, with its home, the account", (name) => `userdel -r ${name}`),
    { may: [...beside, "(too|as well|also|of|all|completely|mail|spool|and)"] },
  ),
  frame(
    [
      "(take|strip|remove|revoke|withdraw)",
      "({svc}|{word}) (group|group membership|membership) [away]",
      "(from|of) ({word})",
    ],
    (match) => {
      const words = openWords(match);
      const user = words.at(-1);
      const group = things(match)[0]?.said ?? words[0];
      if (user === undefined || group === undefined || user === group || !account.test(user) || notAName.test(user))
        return undefined;
      return withHome(
        user,
        match,
        change("user.groups", { user, remove: [group] }, `Take ${user} out of the group ${group}`),
      );
    },
    { may: [...beside, "(away|again|membership)"] },
  ),
  frame(
    [
      "(rename|change name of|change the name of|change username of|change login of)",
      "(user|account|login|username)",
      "{word} (to|into|as) {word}",
    ],
    (match) => {
      const [from, to, more] = openWords(match);
      return from === undefined || to === undefined || more !== undefined || !account.test(from) || !account.test(to)
        ? undefined
        : atHome(from, match, acting(`Rename the account ${from}`, `usermod -l ${to} ${from}`));
    },
    { may: beside },
  ),
  frame(
    [
      "(kick|log out|log off|logout|log|end|terminate|kill|close|disconnect|throw|boot)",
      "(session|sessions|ssh session|ssh sessions|out|off|logout|{svc} sessions|{svc} session|connections|connection)",
      "{name}",
    ],
    (match) => {
      const name = personIn({
        ...match,
        slots: match.slots.filter(({ kind, value }) => {
          const entity = kind === "svc" ? match.entities[Number(value)] : undefined;
          return !(entity?.kind === "svc" && /^sshd?$/.test(entity.said));
        }),
      });
      return name === undefined || /\b(?:lock|account|group|process|processes|container)\b/.test(match.text)
        ? undefined
        : atHome(name, match, acting(`End the sessions of ${name}`, `loginctl terminate-user ${name}`));
    },
    { may: [...beside, "(all|of|out|off|open|active|running|any|his|her|ssh|from|immediately|session|sessions)"] },
  ),
  frame(
    ["(create|add|make|set up|new)", "(group|unix group|system group)", "{word}"],
    (match) => {
      const [name] = openWords(match);
      return name === undefined || !account.test(name) || notAName.test(name)
        ? undefined
        : acting(`Add the group ${name}`, `groupadd ${name}`);
    },
    { may: ["(a|new|called|named|unix|the|system|local)"] },
  ),
  frame(
    ["(delete|remove|drop)", "(group|unix group)", "{word}"],
    (match) => {
      const [name] = openWords(match);
      return name === undefined || !account.test(name) || notAName.test(name) || /\b(?:from|out of)\b/.test(match.text)
        ? undefined
        : acting(`Remove the group ${name}`, `groupdel ${name}`);
    },
    { may: ["(the|called|named|unix|empty|unused|system|local)"] },
  ),
  frame(
    ["(move|change|set)", "(home|home directory|home folder|homedir)", "{name}", "(to|at|as) {path}"],
    onPerson("Move the home of", (name, match) => {
      const [path] = literals(match, "path");
      return path === undefined || !/^\/[\w./-]+$/.test(path) ? undefined : `usermod -m -d ${path} ${name}`;
    }),
    { may: beside },
  ),
  frame(
    ["(set|change|add|update)", "(comment|full name|real name|gecos|display name)", "{name}", "{quote}"],
    onPerson("Set the name of", (name, match) => {
      const [text] = literals(match, "quote");
      return text === undefined || /[^\p{L}\p{N} .,'@()-]/u.test(text) || text.includes("'")
        ? undefined
        : `usermod -c '${text}' ${name}`;
    }),
    { may: [...beside, "(to|as|field)"] },
  ),
  frame(
    ["(remove|revoke|delete|drop|take away|withdraw|throw out|get rid of|clean out)", keyWord, "{word}"],
    removeKey,
    { may: [...beside, "(from|all|away|of|every|authorized_keys|file|there|old|in)", "(from) authorized_keys"] },
  ),
];

function withHome(name: string, match: Match, intent: Intent | undefined): Intent | undefined {
  return intent && atHome(name, match, intent);
}
