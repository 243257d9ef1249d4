/** What people say about accounts. */
import { type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { onlyThere } from "./user-look.ts";
import { change, command, read, span } from "./say.ts";

const account = "(user|account|user account|login|accounts|user accounts|access)";
const notAName =
  /^(?:a|an|the|new|guy|person|colleague|intern|employee|someone|somebody|user|account|for|to|called|named|on|with|his|her|their|our|my|this|that|from|admin|me|him|it|all|everyone|everybody|old|login|access|is|and|left|of|who)$/;
const groupName = /^[a-z_][a-z0-9_-]{0,30}$/;
const administrator =
  "sudo rights|sudo access|sudo|sudo permissions|admin rights|administrator rights|root rights|root access|admin access|sudo privileges|admin privileges|sudoer|administrator|admin";
const nameIn = (match: Match): string | undefined =>
  openWords(match).find((word) => /^[a-z_][a-z0-9_-]{0,31}$/.test(word) && !notAName.test(word));

const lock = (match: Match): Intent | undefined => {
  const name = nameIn(match);
  const intent = change("user.lock", { user: name ?? "" }, `Lock the account ${name ?? ""}`);
  return name === undefined || !intent ? undefined : onlyThere(name, match, intent);
};

export const peopleFrames = (): Frame[] => [
  frame(
    [
      "(who|anyone|anybody|somebody|someone|which users|users|people)",
      "(logged in|logged on|signed in|on it|working|connected|online|logged into)",
    ],
    () =>
      read("system.users", {}) ??
      command({ command: "who", does: "Show who is logged in", reads: true, needs: "a POSIX shell" }),
    { reads: true, may: [span, "(ssh|via ssh|list|else|by ssh|over ssh)"] },
  ),
  frame(
    ["(last|recent|latest|previous)", "[{n}]", "(logins|log ins|sign-ins|sign ins|ssh logins|sessions)"],
    () =>
      read("system.users", {}) ??
      command({ command: "last -n 20", does: "Show the last logins", reads: true, needs: "a POSIX shell" }),
    { reads: true, may: ["{n}", span, "(list|ssh|give)"] },
  ),
  frame(
    [
      "(failed|rejected|denied|invalid|wrong|unsuccessful|bad)",
      "(logins|login attempts|ssh logins|log ins|passwords|ssh attempts|sign-ins|login|ssh login attempts|authentications)",
    ],
    () => read("system.users", {}),
    { reads: true, may: ["{n}", span, "(list|ssh|attempts|count|how many|any|root|top)"] },
  ),
  frame(
    [
      "(who|which|what|list|all|local|everyone|everybody)",
      "(accounts|account|users|user accounts|logins|local users|people with accounts)",
    ],
    () => ({ kind: "read", tool: "user.list", input: {} }),
    { reads: true, may: ["(has|have|exist|local|list|configured|accounts|all|there|a|an|on|give)"] },
  ),
  frame(
    [
      "(sudo|root|admin|sudoers|administrator|wheel)",
      "(who|users|rights|access|list|accounts|permissions|people|members)",
    ],
    () =>
      command({
        command: "getent group sudo wheel adm admin",
        does: "Show who is in the administrators' groups",
        reads: true,
        needs: "a POSIX shell",
      }),
    { reads: true, may: ["(has|have|with|list|rights|access|users|group|can use|use|which)"] },
  ),
  frame(
    [
      "(create|add|make|set up|open)",
      "[a] [new] (user|account|user account|login)",
      "[called|named|for|with name] {word}",
    ],
    (match) => {
      const name = nameIn(match);
      const shell = /\bzsh\b/.test(match.text) ? "/bin/zsh" : undefined;
      return name === undefined
        ? undefined
        : change("user.add", { user: name, ...(shell === undefined ? {} : { shell }) }, `Add the account ${name}`);
    },
    {
      may: [
        "(bash|zsh|sh) [(as|for)] [login|his|her|the|default] [shell]",
        "(with|as|shell|login shell|home directory|home|and)",
      ],
    },
  ),
  frame(
    ["(lock|disable|deactivate|suspend|freeze|block|lock out|kick out|close|shut off|cut off)", account, "{word}"],
    lock,
    {
      may: ["(out|of|immediately|called|named|user|of|for|with|name|access|ssh|ftp|sftp|samba|mail|account)"],
    },
  ),
  frame(["(lock|shut) {word} out"], lock, { may: [account, "(of|from)"] }),
  frame(
    ["(unlock|reenable|re-enable|reactivate|unfreeze|unblock|enable)", account, "{word}"],
    (match) => {
      const name = nameIn(match);
      return name === undefined ? undefined : change("user.unlock", { user: name }, `Unlock the account ${name}`);
    },
    { may: ["(again|called|named|user|of|for|access)"] },
  ),
  frame(
    ["(delete|remove|drop|get rid of|purge|erase)", "(user account|user|account|login)", "{word}"],
    (match) => {
      const name = nameIn(match);
      return name === undefined || /\b(?:from|home|data)\b/.test(match.text)
        ? undefined
        : change("user.remove", { user: name }, `Remove the account ${name}`);
    },
    { may: ["(called|named|of|for|user|account)"] },
  ),
  // Groups.
  frame(
    [
      "(put|add|stick|include|get|make|join|assign|needs to be|should be|must be|has to be)",
      "(in|into|to|of) [group] ({svc}|{word}) [unix|user] [group|groups]",
      "{word}",
    ],
    groups("add"),
    { may: ["(group|groups|member|members|part|user|account|a|as well|group of)"] },
  ),
  frame(
    [
      "(remove|take|kick|drop|throw|get|pull)",
      "(out of|from|of) [group] ({svc}|{word}) [unix|user] [group|groups]",
      "{word}",
    ],
    groups("remove"),
    { may: ["(group|groups|member|members|user|account|out|again)"] },
  ),
  frame(["(give|grant|allow|let|get|needs|make)", `(${administrator})`, "{word}"], administration("add"), {
    may: ["(to|have|use|user|account|full|access|rights|a|an|as|become)"],
  }),
  frame(["(revoke|take away|take|remove|withdraw|strip)", `(${administrator})`, "{word}"], administration("remove"), {
    may: ["(from|away|user|account|of|access|rights|his|her)"],
  }),
  frame(
    ["(groups|group membership|group memberships|unix groups)", "(which|what|list|show|in|member)", "{word}"],
    (match) => {
      const name = nameIn(match);
      return name === undefined
        ? undefined
        : command({ command: `id ${name}`, does: `Show the groups of ${name}`, reads: true, needs: "a POSIX shell" });
    },
    { reads: true, may: ["(in|member|of|belong|belongs|to|user|account|part|group)"] },
  ),
  frame(
    ["(who|which users|members|list|which accounts|everyone)", "({svc}|{word}) group"],
    (match) => {
      const group = things(match)[0]?.said ?? nameIn(match);
      return group === undefined || !groupName.test(group)
        ? undefined
        : command({
            command: `getent group ${group}`,
            does: `Show who is in the group ${group}`,
            reads: true,
            needs: "a POSIX shell",
          });
    },
    { reads: true, may: ["(in|member|members|of|belongs|to|users|part)"] },
  ),
];

/** The group behind “in”, “to” or “of”; the person is what is left over, so it comes last. */
function groups(verb: "add" | "remove") {
  return (match: Match): Intent | undefined => {
    const words = openWords(match);
    const group = things(match)[0]?.said ?? words[0];
    const user = words.at(-1);
    if (!/\b(?:group|groups|member)\b/.test(match.text) || group === undefined || user === undefined) return undefined;
    if (!groupName.test(group) || !groupName.test(user) || notAName.test(user) || group === user) return undefined;
    if (things(match).length === 0 && words.length < 2) return undefined;
    const does = verb === "add" ? `Put ${user} into the group ${group}` : `Take ${user} out of the group ${group}`;
    return change("user.groups", { user, [verb]: [group] }, does);
  };
}

/** The group of those who may use sudo: Debian's family calls it so, others after the wheel. */
function administration(verb: "add" | "remove") {
  return (match: Match): Intent | undefined => {
    const user = nameIn(match);
    // “make a user lena with sudo”: there is none yet to give it to.
    if (/\bmake (?:of |a |an |new )*(?:user|account|login) \S+ with\b/.test(match.text)) return undefined;
    if (user === undefined || openWords(match).length !== 1) return undefined;
    return {
      kind: "change",
      tool: "user.groups",
      input: ({ facts }) => ({
        user,
        [verb]: [/^(?:debian|ubuntu|raspbian|linuxmint|pop|proxmox)$/.test(facts.osId) ? "sudo" : "wheel"],
      }),
      does: verb === "add" ? `Let ${user} use sudo` : `Let ${user} use sudo no more`,
    };
  };
}
