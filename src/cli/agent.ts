/** `ailx agent`: runs the agent until it is told to stop. Nothing of the hub is loaded here. */
import { AppError } from "../domain/error.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { agentKeys } from "./setting-keys.ts";
import { agentSettings, configPath, readConfigFile, resolve } from "./settings.ts";
import { untilStopped } from "./stop.ts";

const parentCheckMs = 1_000;

export const run: Verb = async ({ args, io }) => {
  // The agent beside a hub belongs to that hub alone, whatever this machine's own agent is told in its file.
  const besideHub = args.text("hub-socket") !== undefined;
  const file = besideHub ? undefined : readConfigFile(configPath("agent.yaml", io), (text) => Bun.YAML.parse(text));
  const settings = agentSettings(resolve(agentKeys, { args, io, file }), io.env);
  const { startAgent } = await import("../agent/main.ts");
  const agent = await startAgent(settings).catch((error: unknown) => {
    throw isLastWord(error) ? refused(error) : error;
  });
  await untilStopped(io, agent.close, parentGone(io.env["AILX_PARENT"]));
  return exit.ok;
};

/** The hub's last word on a machine that wants to join: trying again is in vain, so the service does not (status 3). */
const isLastWord = (error: unknown): error is AppError =>
  error instanceof AppError && ["invalid_token", "machine_revoked"].includes(error.code);

const refused = (cause: AppError): AppError =>
  new AppError("forbidden", cause.detail, { cause, ...(cause.hint === undefined ? {} : { hint: cause.hint }) });

/** Where a parent is named, its end is ours too, however it ended. */
function parentGone(parent: string | undefined): Promise<void> | undefined {
  if (parent === undefined || parent === "") return undefined;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setInterval(() => {
    if (String(process.ppid) === parent) return;
    clearInterval(timer);
    resolve();
  }, parentCheckMs);
  return promise;
}
