/** Answers that a plan holds, typed where a program asks exactly that: never into a secret, never into anything unasked. */
import type { PlannedAnswer } from "../../tools/define.ts";
import type { Observer, Program } from "../calls/program.ts";
import { inspect } from "./inspect.ts";

const everyMs = 300;
/** A prompt stands still; what still writes is not asking yet. */
const quietMs = 400;
/** A program that asks the same again and again has not taken the answer. */
const mostTimes = 20;

export function answering(answers: readonly PlannedAnswer[], observer: Observer) {
  const given: PlannedAnswer[] = [];
  const timers = new Map<Program, ReturnType<typeof setInterval>>();
  const answeredAt = new Map<Program, number>();
  let looking = false;

  async function look(program: Program): Promise<void> {
    const lastOutputMs = program.lastOutputMs();
    if (looking || Date.now() - lastOutputMs < quietMs || answeredAt.get(program) === lastOutputMs) return;
    // Most silences are no question: the words decide whether to look closer.
    if (!answers.some(({ prompt }) => program.tail().includes(prompt))) return;
    looking = true;
    const found = await inspect({ programs: [program], lastOutputMs, gapMs: 50 }).finally(() => (looking = false));
    const answer = found?.kind === "prompt" ? answers.find(({ prompt }) => found.prompt?.includes(prompt)) : undefined;
    if (!answer || !timers.has(program) || program.lastOutputMs() !== lastOutputMs) return;
    if (given.filter(({ prompt }) => prompt === answer.prompt).length >= mostTimes) return;
    answeredAt.set(program, lastOutputMs);
    given.push(answer);
    program.type?.(`${answer.answer}\n`);
  }

  return {
    given,
    observer: {
      begun: (program) => {
        timers.set(
          program,
          setInterval(() => void look(program).catch(() => {}), everyMs),
        );
        observer.begun(program);
      },
      ended: (program, report) => {
        clearInterval(timers.get(program));
        timers.delete(program);
        observer.ended(program, report);
      },
    } satisfies Observer,
  };
}
