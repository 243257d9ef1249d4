/** What to do where a task waits: show it to the person at the terminal and ask, or leave it and say how to go on. */
import type { TaskView } from "../api/task.ts";
import { shellWord } from "../lib/shellWord.ts";
import type { Decision } from "./drive.ts";
import type { Io } from "./io.ts";
import { paintFor } from "./paint.ts";
import { planText } from "./plan-text.ts";
import { shown } from "./shown.ts";

export type Deciding = {
  io: Io;
  /** Nobody is to be asked: output is for a program. */
  silent: boolean;
  /** A critical plan may be approved here by typing its name; never for a typed command. */
  mayTypeName: boolean;
  /** The plan has been shown already. */
  planShown?: () => boolean;
  /** This is `ailx approve` itself, whose own flags are the way on where nobody is at a terminal. */
  isApprove?: boolean;
  /** This is `ailx answer`, which has no flag that approves. */
  isAnswer?: boolean;
};

export async function decideByAsking(task: TaskView, deciding: Deciding): Promise<Decision> {
  return task.state === "needs_answer" ? await answer(task, deciding) : await approval(task, deciding);
}

async function approval(
  task: TaskView,
  { io, silent, mayTypeName, planShown, isApprove, isAnswer }: Deciding,
): Promise<Decision> {
  const { plan, shortId } = task;
  if (silent || !plan) return { kind: "leave" };
  if (!planShown?.()) io.err(planText(plan, paintFor({ colour: io.colour && io.tty.err })));
  if (plan.typeName !== undefined && !mayTypeName) {
    io.err(
      `ailx: This is critical, so a typed command is not enough.\n  Look at it and approve it by itself: ailx approve ${shortId}\n`,
    );
    return { kind: "leave" };
  }
  if (!io.tty.in) {
    const wayOn =
      isApprove === true ? ownFlag(task) : `${isAnswer === true ? "" : riskFlag(task)}ailx approve ${shortId}`;
    io.err(`ailx: This needs an approval, and nobody is here to give it.\n  ${wayOn}\n`);
    return { kind: "leave" };
  }
  if (plan.typeName !== undefined) return await typedName(plan.typeName, { task, io });
  const mayChange = changeable(task);
  const said = (await io.ask(mayChange ? "Approve? [y/N/change] " : "Approve? [y/N] "))?.trim();
  if (said === undefined) return { kind: "leave" };
  if (/^y(es)?$/i.test(said)) return { kind: "approve" };
  return (mayChange ? await changed(said, io) : undefined) ?? { kind: "reject" };
}

/** A flag that approves up to a risk is one person's yes, and an undo takes none. */
const riskFlag = ({ plan, undoOf }: TaskView): string =>
  plan && plan.typeName === undefined && undoOf === undefined && (plan.approvals?.needed ?? 1) < 2
    ? `--approve ${plan.risk}, or: `
    : "";

const ownFlag = ({ plan, shortId }: TaskView): string =>
  plan?.typeName === undefined
    ? `ailx approve ${shortId} --yes`
    : `It is critical. Look at it, then: ailx approve ${shortId} --type-name ${shellWord(shown(plan.typeName))}`;

/** What was asked for in words can be said in others. */
const changeable = ({ kind, undoOf }: TaskView): boolean => kind === "ask" && undoOf === undefined;

/** `change only web-1`, or `change` and the words when they are asked for. */
async function changed(said: string, io: Io): Promise<Decision | undefined> {
  const [, given] = /^change\b[:\s]*(.*)$/i.exec(said) ?? [];
  if (given === undefined) return undefined;
  const words = given === "" ? (await io.ask("What should be another way? "))?.trim() : given;
  return words === undefined || words === "" ? { kind: "leave" } : { kind: "change", words };
}

async function typedName(name: string, { task, io }: { task: TaskView; io: Io }): Promise<Decision> {
  const { shortId } = task;
  const or = changeable(task) ? ", or change" : "";
  const typed = (await io.ask(`This is critical. Type ${shown(name)} to approve it${or}: `))?.trim();
  if (typed === name) return { kind: "approve", typedName: name };
  const change = typed !== undefined && changeable(task) ? await changed(typed, io) : undefined;
  if (change) return change;
  io.err(`ailx: That is not the name, so nothing was approved.\n  It waits for: ailx approve ${shortId}\n`);
  return { kind: "leave" };
}

async function answer(task: TaskView, { io, silent }: Deciding): Promise<Decision> {
  const question = shown(task.question);
  if (silent || !question) return { kind: "leave" };
  const width = String(question.options.length).length;
  io.err(
    `${question.question}\n${question.options.map(({ label }, index) => `  ${String(index + 1).padStart(width)}  ${label}\n`).join("")}`,
  );
  if (!io.tty.in) {
    io.err(
      `ailx: This needs an answer, and nobody is here to give it.\n  ailx answer ${task.shortId} ${exampleOf(question.options)}\n  Or say which one in the request itself, or narrow it with --on.\n`,
    );
    return { kind: "leave" };
  }
  const prompt = question.options.length > 0 ? "Which? [number or words, or Enter to stop] " : "Answer: ";
  for (;;) {
    const said = (await io.ask(prompt))?.trim();
    if (said === undefined || said === "") return { kind: "leave" };
    const chosen = task.question?.options[Number(said) - 1]?.value;
    const isOutside =
      /^\d+$/.test(said) && question.options.every(({ label, value }) => label !== said && value !== said);
    // Words are read by the hub, which asks again where it does not understand them.
    if (chosen !== undefined || question.options.length === 0 || !isOutside)
      return { kind: "answer", answer: chosen ?? said };
    io.err(`${said} is none of them.\n`);
  }
}

const exampleOf = ([first]: readonly { label: string }[]): string => (first ? shellWord(first.label) : "TEXT");
