/** What people say about accounts. */
import { type Match, openWords } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change, command, read, span } from "./say.ts";

const account = "(user|account|user account|login|accounts|user accounts|access)";
const notAName =
  /^(?:a|an|the|new|guy|person|colleague|intern|employee|someone|somebody|user|account|for|to|called|named|on|with|his|her|their|our|my|this|that|from|admin|me|him|it|all|everyone|everybody|old|login|access|is|and|left|of|who)$/;
const nameIn = (match: Match): string | undefined =>
  openWords(match).find((word) => /^[a-z_][a-z0-9_-]{0,31}$/.test(word) && !notAName.test(word));

const lock = (match: Match): Intent | undefined => {
  const name = nameIn(match);
  return name === undefined ? undefined : change("user.lock", { user: name }, `Lock the account ${name}`);
};

export const peopleFrames: Frame[] = [
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
  frame(["(lock|disable|deactivate|suspend|freeze|block|lock out|kick out|close)", "{word} ['s]", account], lock, {
    may: ["(out|of|immediately)"],
  }),
  frame(["(lock|disable|deactivate|suspend|freeze|block)", account, "[of|for|called|named] {word}"], lock),
  frame(["(unlock|reenable|re-enable|reactivate|enable)", "{word} ['s]", account], (match) => {
    const name = nameIn(match);
    return name === undefined ? undefined : change("user.unlock", { user: name }, `Unlock the account ${name}`);
  }),
  frame(["(unlock|reenable|re-enable|reactivate)", account, "[of|for|called|named] {word}"], (match) => {
    const name = nameIn(match);
    return name === undefined ? undefined : change("user.unlock", { user: name }, `Unlock the account ${name}`);
  }),
  frame(
    ["(delete|remove|drop|get rid of|purge)", "[the] (user|account|user account)", "[of|for|called|named] {word}"],
    (match) => {
      const name = nameIn(match);
      return name === undefined ? undefined : change("user.remove", { user: name }, `Remove the account ${name}`);
    },
    { may: ["(home|and|his|her|directory|kept|keep)"] },
  ),
  frame(["(delete|remove|drop|get rid of|purge)", "{word} ['s]", "(account|user account|user)"], (match) => {
    const name = nameIn(match);
    return name === undefined ? undefined : change("user.remove", { user: name }, `Remove the account ${name}`);
  }),
];
