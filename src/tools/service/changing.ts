/** Carries out a change of one unit: look, test, change, look, wait, look again. */
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { atLeast } from "../../domain/risk.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { settleMs, type ChangeOutput } from "./change.ts";
import { configTest, faultIn } from "./config-test.ts";
import { change, existingUnit, journal, showUnit, stateOf } from "./systemd.ts";
import { stateText, type UnitState } from "./unit.ts";
import { unitRisk, type Verb } from "./unit-risk.ts";

export async function changeUnit(verb: Verb, service: string, ctx: ToolContext): Promise<ChangeOutput> {
  const before = await existingUnit(service, ctx);
  refuseOtherName(verb, service, before.service);
  if (verb !== "stop" && before.masked) {
    throw new ToolError(
      "wrong_state",
      `${service} is masked, so it cannot be started.`,
      `Somebody switched it off for good; \`systemctl unmask ${service}\` takes that back.`,
    );
  }
  if (verb === "reload" && !before.active)
    throw new ToolError("wrong_state", `${service} does not run, so it cannot read its configuration anew.`);
  if (verb === "restart" || verb === "reload") await testConfig(verb, stateOf(before), ctx);
  const done = await change(verb, service, ctx);
  const after = await showUnit(service, ctx);
  await ctx.sleep(settleMs);
  const settled = await showUnit(service, ctx);
  const wanted = (active: boolean): boolean => active === (verb !== "stop");
  const well = done.exitCode === 0 && (wanted(settled.active) || (settled.oneshot && settled.result === "success"));
  return {
    service: before.service,
    before: stateOf(before),
    after: stateOf(after),
    settled: stateOf(settled),
    exitCode: done.exitCode,
    said: untrusted(done.stderr.trim().slice(0, 2_048)),
    journal: well && settled.restarts === after.restarts ? [] : await lastLines(service, ctx),
  };
}

/** An alias must not make a dangerous unit look harmless: what was rated is the name that was asked for. */
function refuseOtherName(verb: Verb, asked: string, real: string): void {
  const [rated, really] = [unitRisk(verb, asked), unitRisk(verb, real)];
  if (atLeast(rated.risk, really.risk) && rated.level >= really.level) return;
  throw new ToolError(
    "refused_by_policy",
    `${asked} is another name of ${real}, which is rated higher.`,
    `Ask for ${real} by its own name.`,
  );
}

/** Throws `config_invalid` where the program's own test finds an error; nothing was touched then. */
async function testConfig(verb: "restart" | "reload", before: UnitState, ctx: ToolContext): Promise<void> {
  const { service } = before;
  const test = configTest(service);
  if (!test) return;
  const exact = test.argv.join(" ");
  const done = await ctx.spawn(test.argv, { timeoutMs: 60_000 }).catch((cause: unknown) => {
    if (cause instanceof ToolError || ctx.signal.aborted) throw cause;
    const hint = "Do it by a command if you know that its configuration is right.";
    throw new ToolError(
      "spawn_failed",
      `${service} was not ${verb}ed: \`${exact}\` could not be started, so its configuration is not tested.`,
      hint,
    );
  });
  if (done.exitCode === 0) return;
  const said = `${done.stderr}\n${done.stdout}`;
  // sshd's run directory is made by its unit at the start; without it the test says nothing of the configuration.
  if (/Missing privilege separation directory/.test(said)) return;
  if (done.timedOut) throw new ToolError("timed_out", `\`${exact}\` did not come to an end. Nothing was changed.`);
  if (/permission denied/i.test(said)) {
    const hint = "Services are changed at level 3, by an agent that runs as root.";
    throw new ToolError(
      "permission_denied",
      `The agent may not test the configuration of ${service} (\`${exact}\`). Nothing was changed.`,
      hint,
    );
  }
  const { file, line, message } = faultIn(said);
  const text = forLog(message);
  const where = file ? ` in line ${line} of ${forLog(untrusted(file))}` : "";
  throw new ToolError(
    "config_invalid",
    `${test.program} found an error${where}: ${text}`,
    `Nothing was changed: ${service} ${before.active ? "runs on" : `is ${stateText(before)}`} as before. \`${exact}\` tests it again.`,
  );
}

/** The last errors, or where there are none the last lines. Not being able to read them is no reason to fail. */
async function lastLines(service: string, ctx: ToolContext): Promise<ChangeOutput["journal"]> {
  try {
    return (await journal({ service, lines: 10 }, ctx)).lines;
  } catch (error) {
    ctx.log.warn("service.journal_unread", { error: error instanceof Error ? error.message : String(error) });
    return [];
  }
}
