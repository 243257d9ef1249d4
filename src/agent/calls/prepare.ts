/** A verified call becomes something to run, or is refused: its tool, its input, and what this machine permits. */
import type { KeyObject } from "node:crypto";
import type { Facts } from "../../domain/machine.ts";
import type { MachineDoing } from "../../domain/machinePolicy.ts";
import { highestLevel, worst, type Level, type Risk } from "../../domain/risk.ts";
import { rateShell } from "../../domain/shell/lazy.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { CallPayload } from "../../protocol/call.ts";
import { looksOnly } from "../../tools/looksOnly.ts";
import { ToolError, type Tool } from "../../tools/define.ts";
import type { Confiner, Hold } from "../confine/confiner.ts";
import { ratedHere, refuseRiskier } from "./rated.ts";
import { openSecrets } from "./secrets.ts";

export type Prepared = {
  call: CallPayload;
  tool: Extract<Tool, { where: "agent" }>;
  input: JsonObject;
  /** What its programs are held to; absent: to nothing. */
  hold?: Hold | undefined;
  /** Values by name. */
  secrets: ReadonlyMap<string, string>;
};

/** Throws the `ToolError` with which the call is refused. */
export function prepare(
  call: CallPayload,
  {
    findTool,
    maxLevel,
    facts,
    permit,
    confiner,
    key,
  }: {
    findTool: (name: string) => Tool | undefined;
    maxLevel: () => Level;
    facts: () => Facts;
    /** Throws what this machine's own rules are against. */
    permit?: (doing: MachineDoing) => void;
    confiner?: Confiner;
    key?: KeyObject;
  },
): Prepared {
  const tool = findTool(call.tool);
  if (!tool || tool.where !== "agent")
    throw new ToolError("no_such_tool", `This agent has no tool ${call.tool}.`, "Update the agent.");
  if (tool.version !== call.toolVersion)
    throw new ToolError(
      "not_supported",
      `This agent has ${call.tool} ${tool.version}, the call is for ${call.toolVersion}.`,
      "Update the agent.",
    );
  if (!tool.platforms.includes(facts().platform))
    throw new ToolError("not_supported", `${call.tool} does not work on ${facts().platform}.`);
  const read = tool.input().safeParse(call.input);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new ToolError(
      "bad_input",
      `${call.tool}: ${issue?.path.join(".") ?? "input"} ${issue?.message ?? "does not fit"}.`,
    );
  }
  const asWritten = highestLevel([call.level, tool.level(read.data)]);
  const here = ratedHere(tool.name, read.data);
  // What an ordinary user does is held by that user's rights, wherever a link leads; what root does is not.
  const needed = here && asWritten >= rootLevel ? highestLevel([asWritten, here.level]) : asWritten;
  if (needed > maxLevel())
    throw new ToolError(
      "level_too_low",
      `This needs level ${needed}; the machine permits ${maxLevel()}.`,
      "Root on that machine can raise maxLevel in /etc/ailx/policy.yaml, or for a while by `ailx agent grant`.",
    );
  refuseRiskier(read.data, here, call.risk);
  const floor: Risk = looksOnly(tool, read.data) ? "low" : "medium";
  permit?.({
    tool: tool.name,
    input: read.data,
    // A hub that says nothing of the risk, or too much, moves no limit of this machine.
    risk: worst([floor, tool.risk(read.data).risk, ...(here ? [here.risk] : [])]),
    changes: !looksOnly(tool, read.data),
  });
  const hold = holdFor({
    call,
    tool: tool.name,
    asRoot: needed >= rootLevel || asksDaemon(tool.name, read.data),
    confiner,
  });
  return { call, tool, input: read.data, hold, secrets: openSecrets(call, key) };
}

/**
 * `docker ps` needs no more than level 1, and still its socket is root's: nothing holds such a command, so somebody allowed it.
 * Only that asking gets the agent's rights: what else stands in the line would be root's too, and on a terminal a pager is a shell.
 */
const asksDaemon = (tool: string, { command, terminal }: JsonObject): boolean =>
  tool === "shell.run" &&
  typeof command === "string" &&
  terminal !== true &&
  rateShell(command).daemon &&
  asksOnly(command);

/** One program of plain words, and behind it nothing but what cuts its answer down. */
const asksOnly = (command: string): boolean => {
  const [asks = "", ...then] = command.trim().split(/ *\| */);
  return plainWords.test(asks) && then.every((filter) => cutsDown.test(filter));
};
const plainWords = /^[\w./:@%+,-]+( +([\w./:=@%+,-]|'[^'`\n]*'|"[^"`$\\\n]*")+)*$/;
/** None of them is given a file: each reads what comes before it. */
const cutsDown =
  /^(?:(?:head|tail)(?: +-n? *\d+)?|wc(?: +-[lwc]+)?|sort(?: +-[nrhu]+)?|uniq(?: +-c)?|grep(?: +-[ivcEFwo]+)? +[\w.:=@-]+)$/;

/** From this level on a step has root's eyes, though not its hands. */
const rootLevel = 3;

/** Throws `not_enforceable` where the call is to be held and this machine cannot. */
function holdFor({
  call,
  tool,
  asRoot,
  confiner,
}: {
  call: CallPayload;
  tool: string;
  /** Its level says so, or what it asks answers root alone. */
  asRoot: boolean;
  confiner: Confiner | undefined;
}): Hold | undefined {
  // Its secrets are in its environment.
  const alone = (call.secrets?.length ?? 0) > 0;
  // Typed tools are reviewed; a command is whatever was written.
  if (call.confine === undefined) return tool === "shell.run" && !asRoot ? confiner?.ordinary({ alone }) : undefined;
  const hold = confiner?.confined(call.confine, { readsAll: asRoot, alone });
  if (hold) return hold;
  throw new ToolError(
    "not_enforceable",
    `This machine cannot hold a command to “${call.confine}”, so it was not run.`,
    "Ask again: somebody is then asked before it runs without. `ailx doctor` says what the machine lacks.",
  );
}
