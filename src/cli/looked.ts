/**
 * What commands that only looked wrote: the answer of a request that was carried out by them. Bounded: the end of long
 * output, equal output of several machines once, and of very many machines the first.
 */
import type { StepView } from "../api/plan.ts";
import type { RunView, TaskView } from "../api/task.ts";
import { AppError } from "../domain/error.ts";
import { runEnded } from "../domain/task.ts";
import { bytesText } from "../lib/bytes.ts";
import { showHidden } from "../lib/hidden.ts";
import type { Hub } from "./client.ts";
import type { Io } from "./io.ts";
import type { Paint } from "./paint.ts";
import { commandLooks, machineNames } from "./plan-text.ts";

/** Of each stream of a run, and of all of them together. */
const shownBytes = 64 << 10;
const allBytes = 512 << 10;
const mostOutputs = 50;
const atOnce = 8;

type Written = { stdout: string; stderr: string; cut: number; gone?: string };
type Looked = { step: StepView; run: RunView; written: Written };

/** The task with what its looking commands wrote: `stdout` and `stderr` of their runs, the end where it is long. */
export async function withLooked(hub: Hub, task: TaskView): Promise<TaskView> {
  const { looked } = await lookedAt(hub, task);
  const of = new Map(looked.map(({ run, written: { stdout, stderr } }) => [run.id, { stdout, stderr }]));
  return of.size === 0 ? task : { ...task, runs: task.runs.map((run) => ({ ...run, ...of.get(run.id) })) };
}

export async function printLooked({
  hub,
  io,
  task,
  paint,
}: {
  hub: Hub;
  io: Pick<Io, "out" | "err">;
  task: TaskView;
  paint: Paint;
}): Promise<void> {
  const { looked, more } = await lookedAt(hub, task);
  const telling = looked.filter((each) => !isTold(each));
  if (telling.length === 0) return;
  const titled = new Set(task.plan?.steps.filter(commandLooks).map(({ id }) => id)).size > 1;
  const several = looked.length > 1;
  const groups = Map.groupBy(telling, ({ step, written }) => JSON.stringify([step.id, written]));
  io.out("\n");
  for (const alike of groups.values()) {
    const [{ step, written } = neverEmpty()] = alike;
    const names = machineNames(alike.map(({ run }) => run.machineName));
    if (several) io.out(`${paint.bold(showHidden(`== ${names}${titled ? `: ${step.title}` : ""}`))}\n`);
    if (written.cut > 0) io.out(paint.dim(`[… the first ${bytesText(written.cut)} are on the page of the task]\n`));
    if (written.gone !== undefined) io.out(paint.dim(`${showHidden(written.gone)}\n`));
    io.out(whole(written.stdout));
    io.err(whole(written.stderr));
  }
  if (more > 0) io.out(paint.dim(`and the output of ${more} more runs, on the page of the task\n`));
}

/** A line holds it all, and stands in the summary. */
function isTold({ run, written: { stdout, stderr } }: Looked): boolean {
  const said = [stdout, stderr].map((text) => text.trim()).filter((text) => text !== "");
  const [only = "", more] = said;
  return said.length === 0 || (more === undefined && !only.includes("\n") && run.line.includes(only));
}

const whole = (text: string): string => {
  const safe = showHidden(text.replaceAll("\r\n", "\n"));
  return safe === "" || safe.endsWith("\n") ? safe : `${safe}\n`;
};

async function lookedAt(hub: Hub, { plan, runs }: TaskView): Promise<{ looked: Looked[]; more: number }> {
  const steps = new Map(plan?.steps.filter(commandLooks).map((step) => [step.id, step]));
  const wrote = runs.flatMap((run) => {
    const step = steps.get(run.stepId);
    return step && runEnded(run.state) && run.stdoutBytes + run.stderrBytes > 0 ? [{ step, run }] : [];
  });
  // What is known to be equal is fetched once.
  const each = [...Map.groupBy(wrote, ({ run }) => run.outputDigest ?? run.id)];
  const room = Math.min(shownBytes, Math.floor(allBytes / Math.max(1, Math.min(each.length, mostOutputs))));
  const looked: Looked[] = [];
  for (let at = 0; at < Math.min(each.length, mostOutputs); at += atOnce) {
    const some = each.slice(at, Math.min(at + atOnce, mostOutputs));
    const got = await Promise.all(some.map(([, [first]]) => writtenBy(hub, { run: first?.run, room })));
    some.forEach(([, alike], index) => {
      const written = got[index];
      if (written) looked.push(...alike.map((one) => ({ ...one, written })));
    });
  }
  // In the order of the plan and its machines.
  looked.sort((a, b) => runs.indexOf(a.run) - runs.indexOf(b.run));
  return { looked, more: wrote.length - looked.length };
}

type Wanted = { run: RunView | undefined; room: number };

async function writtenBy(hub: Hub, { run, room }: Wanted): Promise<Written | undefined> {
  if (!run) return undefined;
  try {
    const [stdout, stderr] = await Promise.all([
      endOf(hub, { run, room, stream: "stdout", bytes: run.stdoutBytes }),
      endOf(hub, { run, room, stream: "stderr", bytes: run.stderrBytes }),
    ]);
    return { stdout, stderr, cut: cutOf(run.stdoutBytes, room) + cutOf(run.stderrBytes, room) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { stdout: "", stderr: "", cut: 0, gone: error.detail };
  }
}

const cutOf = (bytes: number, room: number): number => Math.max(0, bytes - room);

async function endOf(
  hub: Hub,
  { run, room, stream, bytes }: { run: RunView; room: number; stream: "stdout" | "stderr"; bytes: number },
): Promise<string> {
  if (bytes === 0) return "";
  const from = cutOf(bytes, room);
  const answer = await hub.raw(`/api/runs/${run.id}/output?stream=${stream}&from=${from}&to=${from + room}`);
  const text = await answer.text();
  // What is cut off in the middle of a line begins with the next one.
  return from === 0 ? text : text.slice(text.indexOf("\n") + 1);
}

function neverEmpty(): never {
  throw new TypeError("a group of none");
}
