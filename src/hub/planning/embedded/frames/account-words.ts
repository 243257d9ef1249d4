/** What accounts may be called, the shells they may have, and the words said beside them. */
import { literals, type Match } from "../intents/match.ts";

export const account = /^[a-z_][a-z0-9_-]{0,31}$/;
export const notAName =
  /^(?:a|an|the|new|user|users|account|login|group|groups|sudo|admin|shell|home|password|key|for|our|my|his|her|their|with|without|and|to|on|system|service|person|intern|colleague|bash|zsh|fish|sh|nologin|docker|people|someone|somebody|everyone|him|me|us)$/;

export const shells: Record<string, string> = {
  bash: "/bin/bash",
  zsh: "/bin/zsh",
  sh: "/bin/sh",
  fish: "/usr/bin/fish",
  nologin: "/usr/sbin/nologin",
  dash: "/bin/dash",
};
export const shellIn = (match: Match): string | undefined => {
  const path = literals(match, "path").find(
    (each) => /^\/[\w./-]+$/.test(each) && /(?:sh|nologin|false|git-shell)$/.test(each),
  );
  const named = Object.keys(shells).find((name) => new RegExp(`\\b${name}\\b`).test(match.text));
  return (
    path ??
    (/\b(?:no shell|without (?:a )?(?:login )?shell|no login shell|no login|cannot log in)\b/.test(match.text)
      ? shells["nologin"]
      : named === undefined
        ? undefined
        : shells[named])
  );
};

export const beside = [
  "(user|account|user account|login|unix|the|new|for|of|a|an|called|named|on|with|'s|his|her|their|please|person)",
];
