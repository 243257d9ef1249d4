/** What no list says of git: settings that run programs, and words that make it lose work. */
import { high, type Call, type Say } from "../rule.ts";

export const discards = high(2, "throws away work that is not committed");

/** Settings by which git runs a program. */
const runsPrograms =
  /^(core\.(pager|editor|sshcommand|fsmonitor|hookspath|gitproxy|askpass|alternaterefscommand)|alias\.|pager\.|diff\.(external|.*\.(command|textconv))|difftool\.|mergetool\.|merge\..*\.driver|filter\.|gpg\..*program|gpg\.program|credential\.|sequence\.editor|uploadpack\.packobjectshook|remote\..*\.(uploadpack|receivepack|vcs|proxy)|protocol\.ext|init\.templatedir|interactive\.difffilter|browser\.|man\.|web\.browser|sendemail\.|include\.|includeif\.|trailer\..*\.(command|cmd)|tar\..*\.command|url\.)/i;

export function setting({ operands }: Call, say: Say): void {
  const [first, second] = operands;
  const name = first?.text === "set" ? second : first;
  if (name && (!name.known || runsPrograms.test(name.text)))
    say.risk(high(2, "changes a setting by which git runs programs"), name);
}

/** `--delete --force` is `-D`. */
export function forced(call: Call, say: Say): void {
  if (call.has("-f --force")) say.risk(high(2, "deletes a branch that may not be merged"));
}

/** `ext::sh -c …` is a transport that runs a command. */
export function helpers({ operands: [from] }: Call, say: Say): void {
  if (from && /^(ext|fd)::/.test(from.text)) say.risk(high(2, "runs a program as its transport"), from);
}

/** `+main` forces, `:main` deletes. */
export function pushed(call: Call, say: Say): void {
  for (const ref of call.operands.slice(1)) {
    if (ref.text.startsWith("+")) say.risk(high(2, "overwrites commits of others"), ref);
    if (ref.text.startsWith(":")) say.risk(high(2, "deletes a branch on the server"), ref);
  }
}

/** Paths after `--`, or a dot: their changes are lost. `restore` does nothing else unless only `--staged`. */
export function discarded(call: Call, say: Say): void {
  const [name = ""] = call.sub;
  const staged = call.has("-S --staged") && !call.has("-W --worktree");
  const path = call.operands.find(
    ({ text }) => text === "." || text === "--" || text.startsWith("./") || text.startsWith(":/"),
  );
  if (name === "restore" && !staged) say.risk(discards, call.operands[0]);
  else if (name === "checkout" && (path || call.operands.length > 1)) say.risk(discards, path);
}
