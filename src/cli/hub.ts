/** `ailx hub`: runs the hub until it is told to stop. */
import { isLoopback } from "../lib/hostName.ts";
import { version } from "../lib/version.ts";
import { exit } from "./exit.ts";
import { hubSettingsFrom, insecureNote, selfMadePin, startHub, tellSystemd } from "./hub-start.ts";
import type { Verb } from "./mode.ts";
import { untilStopped } from "./stop.ts";

export const run: Verb = async ({ args, io }) => {
  const { settings } = await hubSettingsFrom({ args, io });
  const hub = await startHub(settings);
  const pin = await selfMadePin(settings, hub.url);
  // The log goes to standard output, one JSON text a line; what people read does not mix with it.
  io.err(`ailx ${version}: the hub is up at ${hub.url}, data in ${settings.dataDir}\n`);
  if (hub.setupUrl !== undefined) io.err(`Make the first account: ${hub.setupUrl}\n`);
  if (pin !== undefined) io.err(`It made its own certificate; the pin of its key is sha256//${pin}\n`);
  if (settings.insecureHttp && !isLoopback(settings.listen.host)) io.err(`${insecureNote}\n`);
  await tellSystemd(io);
  await untilStopped(io, hub.close);
  return exit.ok;
};
