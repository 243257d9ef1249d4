/**
 * The script that puts a change back: plain sh, so that it works where the agent, its program or its hub is what was
 * broken. Who decides first, decides: `decided` is made by a hard link, which only one can make.
 */
import { forShell, untrusted } from "../../domain/untrusted.ts";
import type { BackStep } from "../../tools/define.ts";

const quoted = (text: string): string => forShell(untrusted(text));

/**
 * `sh revert.sh wait` sleeps first · `sh revert.sh` does it unless that was decided otherwise · `sh revert.sh again` is for
 * one that was ended in the middle.
 */
export function revertScript({
  dir,
  what,
  back,
  afterS,
}: {
  dir: string;
  what: string;
  back: readonly BackStep[];
  afterS: number;
}): string {
  return `#!/bin/sh
# Puts back what a task of ailx changed, unless the machine was seen to reach its hub within ${afterS} s.
# ${what.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200)}
umask 077
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL
cd ${quoted(dir)} || exit 1
if [ "$1" = wait ]; then
  echo $$ > waiting
  sleep ${afterS}
fi
if [ "$1" != again ]; then
  echo reverted > decided.$$
  ln decided.$$ decided 2>/dev/null || { rm -f decided.$$; exit 0; }
  rm -f decided.$$
fi
failed=0
${back.map((step, at) => `${lineOf(step, at)} >> said 2>&1 || failed=1`).join("\n")}
echo "$failed $(date +%s)" > ended.new
mv -f ended.new ended
`;
}

/** What a step reads lies beside the script under this name. */
export const inputName = (at: number): string => `input.${at}`;

function lineOf(step: BackStep, at: number): string {
  if (step.kind === "run") {
    const input = step.input === undefined ? "/dev/null" : inputName(at);
    return `${step.argv.map(quoted).join(" ")} < ${input}`;
  }
  const { path, state, copy } = step.kept;
  const to = quoted(path);
  if (state.was === "absent") return `rm -f -- ${to}`;
  if (state.was === "link") return `{ rm -f -- ${to} && ln -s -- ${quoted(state.link)} ${to}; }`;
  if (state.was !== "file" || copy === undefined) return `{ echo ${quoted(`${path} is not put back`)}; false; }`;
  // Put in place in one step: what reads it meanwhile finds the one or the other.
  const beside = quoted(`${path}.ailx-back`);
  const mode = state.mode.toString(8).padStart(4, "0");
  return `{ cp -- ${quoted(copy)} ${beside} && chown ${state.uid}:${state.gid} ${beside} && chmod ${mode} ${beside} && mv -f -- ${beside} ${to}; }`;
}
