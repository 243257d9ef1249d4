/** Reads that a model asked for: once each, within reach, through the desk; what they found is fenced on its way back. */
import type { Machine } from "../../../domain/machine.ts";
import { canonical, type JsonObject } from "../../../lib/json.ts";
import type { Tool } from "../../../tools/define.ts";
import type { LookAnswer } from "../planner.ts";
import { resultChars } from "./cutting.ts";
import { belowOf, learntOf, strangeHosts, trustedText } from "./learnt.ts";
import { outOfReach } from "./reach.ts";
import { Repeats } from "./repeats.ts";
import { linesOf } from "./show.ts";
import { goesOut } from "./wire.ts";
import { hear, note, suspect, type Work } from "./work.ts";

export type Looking = { tool: Tool; input: JsonObject; machines: Machine[] };
export type Found = {
  text: string;
  isNew: boolean;
  state: "ok" | "failed" | "refused" | "repeated";
  line: string;
  runs: { id: string; machine: string }[];
};

/** Hub tools of the fleet are answered from what the hub knows of machines in reach, too. */
const hubId = "hub";
const mostMachines = 50;

/** `by`: the agent that asks. What another one is looking at just now is waited for, and not looked at twice. */
export async function looked(work: Work, by: string, wanted: readonly Looking[]): Promise<Found[]> {
  const found = wanted.map((looking) => known(work, by, looking));
  const shared = wanted.map((looking, at) => (found[at] ? undefined : work.underway.get(keyOf(work, looking))));
  const asked = wanted.filter((_looking, at) => !found[at] && !shared[at]);
  const over = Promise.withResolvers<void>();
  const keys = asked.map((looking) => keyOf(work, looking));
  for (const key of keys) work.underway.set(key, over.promise);
  try {
    const answers = await work.desk.look(
      asked.map(({ tool, input, machines }) => ({ tool: tool.name, input, machineIds: machines.map(({ id }) => id) })),
    );
    for (const [at, looking] of wanted.entries())
      if (asked.includes(looking)) found[at] = await result(work, looking, answers[asked.indexOf(looking)]);
  } finally {
    for (const key of keys) work.underway.delete(key);
    over.resolve();
  }
  for (const [at, looking] of wanted.entries()) {
    await shared[at];
    found[at] ??= told(work, keyOf(work, looking), { isNew: true });
  }
  return found.flatMap((each) => each ?? []);
}

const none = (state: Found["state"], text: string): Found => ({ text, isNew: false, state, line: text, runs: [] });

/** What is known already, to an agent that asks for it again, or for the first time after another one. */
function told(work: Work, key: string, { isNew }: { isNew: boolean }): Found {
  const text = work.repeats.known(key);
  if (text === undefined) return none("refused", "It was asked for just now, and brought nothing.");
  return isNew
    ? { text, isNew, state: "ok", line: "as another agent saw it", runs: [] }
    : { ...none("repeated", `You have this already, and nothing was changed since:\n${text}`), line: "as before" };
}

const keyOf = (work: Work, { tool, input, machines }: Looking): string =>
  Repeats.key({
    tool: tool.name,
    input,
    machineIds: machines.map(({ id }) => id),
    epoch: work.request.tries ?? 0,
  });

const refusal = ({ tool, input }: Looking, id: string): string => `${tool.name}@${id} ${canonical(input)}`;

/** Why it is not looked at (again); undefined where it is. */
function known(work: Work, by: string, looking: Looking): Found | undefined {
  const { tool, input, machines } = looking;
  const refused = machines.find(({ id }) => work.refused.has(refusal(looking, id)));
  if (refused) return none("refused", `${tool.name} on ${refused.name} was refused before; it stays so in this task.`);
  if (machines.length > mostMachines)
    return none(
      "refused",
      `${machines.length} machines at once are too many to look at; name at most ${mostMachines}.`,
    );
  const stray = outOfReach(work, looking);
  if (stray !== undefined) return none("refused", stray);
  const key = keyOf(work, looking);
  switch (work.repeats.next(by, key)) {
    case "first":
      break;
    case "cached":
      return told(work, key, { isNew: work.repeats.isFirst(by, key) });
    case "refused":
      return none("repeated", "You have asked exactly this twice. Use what you have, or look at something else.");
    case "stop":
      work.stopping ??= "it asked for the same again and again";
      void note(work, "repeat", `It asked for ${tool.name} again and again, so its tools are taken away.`);
      return none("repeated", "You have asked exactly this too often.");
  }
  return goesOut.test(tool.name) ? outward(work, input) : undefined;
}

/** Where a machine's text may have chosen the place that is spoken to, a person is asked first. */
function outward(work: Work, input: JsonObject): Found | undefined {
  const trusted = trustedText(work.said, work.fleet);
  const about = { heard: work.heard, trusted };
  const [strange] = work.suspicious ? strangeHosts(input, trusted) : [];
  const [first] = [
    ...learntOf(input, about),
    ...belowOf(input, about),
    ...(strange === undefined ? [] : [{ value: strange, from: work.suspicious?.from ?? "" }]),
  ];
  return first
    ? none(
        "refused",
        `Where this goes to comes from ${first.from}, not from the person, so nothing is sent there from a look. Propose it as a step if it is needed.`,
      )
    : undefined;
}

async function result(work: Work, looking: Looking, answer: LookAnswer | undefined): Promise<Found> {
  const { tool, input, machines } = looking;
  if (!answer || answer.refused) {
    const { detail = "It was not made.", hint } = answer?.refused ?? {};
    for (const { id } of machines) work.refused.add(refusal(looking, id));
    const text = `Refused: ${detail}${hint === undefined ? "" : ` ${hint}`}`;
    await suspect(work, tool.name, text);
    return { text, isNew: false, state: "refused", line: text, runs: [] };
  }
  for (const { machineId } of answer.runs) work.looked.add(machineId);
  const each = Math.max(600, Math.floor(resultChars / Math.max(1, answer.runs.length)));
  const parts: string[] = [];
  for (const run of answer.runs) {
    const isHub = String(run.machineId) === hubId;
    const from = `${tool.name} on ${isHub ? "the hub" : run.machine}`;
    const body = [
      run.state === "unreachable" ? run.state : "",
      run.line,
      run.error?.hint ?? "",
      run.output ? linesOf(run.output) : "",
    ].filter((text) => text !== "");
    const heard = {
      from,
      asked: canonical(input),
      run: run.id,
      text: body.join("\n"),
      ...(isHub ? {} : { machine: run.machine }),
      ...(run.state === "ok" ? {} : { failed: true as const }),
    };
    parts.push(`${run.machine}: ${run.state}, run ${run.id}\n${await hear(work, heard, each)}`);
  }
  const text = parts.join("\n\n") || "No machine answered.";
  work.repeats.found(keyOf(work, looking), text);
  const ok = answer.runs.filter(({ state }) => state === "ok");
  return {
    text,
    isNew: true,
    state: ok.length > 0 ? "ok" : "failed",
    line: answer.runs.map((run) => (answer.runs.length > 1 ? `${run.machine}: ${run.line}` : run.line)).join("; "),
    runs: answer.runs.map(({ id, machine }) => ({ id, machine })),
  };
}
