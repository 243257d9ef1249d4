/** `ailx run ID [wait|answer|interrupt|kill]`: one run that goes on: what it waits for, and what is done about it. */
import type { RunView } from "../api/task.ts";
import { stallActions, type StallAction } from "../domain/stall.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args, Verb } from "./mode.ts";
import { printJson, shown } from "./shown.ts";
import { suggested } from "./stall-text.ts";

const done: Record<StallAction, string> = {
  wait: "You will hear of it again when it has been silent for much longer.",
  answer: "The answer was typed.",
  interrupt: "Its processes were told to stop, as with Ctrl-C.",
  kill: "Its processes were killed.",
};

export const run: Verb = async ({ args, io }) => {
  const [id = "", word] = args.positionals;
  const action = stallActions.find((known) => known === word);
  if (word !== undefined && !action)
    throw usageError(`There is nothing called \`${word}\` to do.`, `It is one of ${stallActions.join(", ")}.`);
  const hub = openHub({ args, io });
  const path = `/api/runs/${encodeURIComponent(id)}`;
  const seen = await hub.get<RunView>(path);
  if (!action) {
    if (args.has("json")) printJson(io, seen);
    else io.out(runText(seen));
    return exit.ok;
  }
  const answer = action === "answer" ? await answerTo(seen, { args, io }) : {};
  const after = await hub.send<RunView>("POST", `/api/runs/${seen.id}/action`, { action, ...answer });
  if (args.has("json")) printJson(io, after);
  else io.out(`${shown(after.machineName)}: ${done[action]}\n`);
  return exit.ok;
};

function runText(run: RunView): string {
  const { id, machineName, state, line, stall } = shown(run);
  const head = `${machineName}: ${stall ? "waits" : state.replaceAll("_", " ")}${line === "" ? "" : `, ${line}`}\n`;
  if (!stall) return head;
  const width = Math.max(...stall.evidence.map(({ what }) => what.length));
  const facts = stall.evidence.map(({ what, found }) => `    ${what.padEnd(width)}  ${found}\n`).join("");
  return `${head}  ${stall.words}\n${facts}  ${suggested(`ailx run ${id.slice(-6)}`, stall)}\n`;
}

type Answer = { text: string; prompt?: string };

/** What is typed, and to which prompt. A secret is asked for here: a command line is seen by everybody on this computer. */
async function answerTo({ stall }: RunView, { args, io }: { args: Args; io: Io }): Promise<Answer> {
  const given = args.positionals[2];
  const secret = stall?.kind === "secret";
  if (secret && given !== undefined)
    throw usageError(
      "A secret does not belong on a command line.",
      "Leave it out; it is asked for without being shown.",
    );
  const asked = `${shown(stall?.prompt ?? "Answer:").trim()} `;
  const text = given ?? (await (secret ? io.askSecret(asked) : io.ask(asked)));
  if (text === undefined) throw usageError("An answer needs its text.", "`ailx run ID answer TEXT`");
  return { text, ...(stall?.prompt === undefined ? {} : { prompt: stall.prompt }) };
}
