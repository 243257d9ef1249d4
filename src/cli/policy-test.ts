/** `ailx policy test`: what would happen if somebody asked for that. Nothing runs. */
import type { Simulation } from "../api/policy.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Args, Verb } from "./mode.ts";
import { paintFor, type Paint } from "./paint.ts";
import { riskWord } from "./plan-text.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";

const words: Record<Simulation["machines"][number]["decision"], string> = {
  auto: "runs",
  ask: "asks",
  two: "asks two",
  refuse: "refused",
};

export const run: Verb = async ({ args, io }) => {
  const found = await openHub({ args, io }).send<Simulation>("POST", "/api/policies/simulation", asked(args));
  const refused = found.whole?.decision === "refuse";
  if (args.has("json")) printJson(io, found);
  else io.out(text(shown(found), paintFor(io)));
  return refused ? exit.refused : exit.ok;
};

function asked(args: Args): object {
  const request = args.positionals.join(" ");
  const input = args.text("input");
  const named = ["on", "command", "tool", "person", "role", "at"].flatMap((name) => {
    const value = args.text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(named),
    ...(request === "" ? {} : { request }),
    ...(input === undefined ? {} : { input: json(input) }),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw usageError("--input is not JSON.", `It looks like '{"service":"nginx"}'.`);
  }
}

function text({ who, whole, unplanned, steps, machines }: Simulation, paint: Paint): string {
  if (!whole) return `${unplanned ?? "Nothing would happen."}\n`;
  const lines = [
    `${paint.bold(whole.understood)}  ${riskWord(whole.risk, paint)}, level ${whole.level}`,
    ...steps.flatMap(({ exact }) => exact.split("\n").map((line) => `   ${paint.teal(line)}`)),
    ...whole.reasons.map((reason) => `      ${reason}`),
    `As ${who.name}: ${words[whole.decision]}, by ${whole.rule} (${whole.where})`,
    ...(whole.why === undefined ? [] : [`  ${whole.why}`]),
  ];
  const each = table({
    columns: ["machine", "", "rule", "written in", "level", "permits"],
    rows: machines.map((at) => [
      at.machine,
      words[at.decision],
      at.rule,
      at.where,
      String(at.level),
      String(at.permits),
    ]),
    dress: (cell, _column, row) => (row < 0 ? paint.dim(cell) : cell),
  });
  return `${lines.join("\n")}\n${machines.length === 0 ? "" : each}`;
}
