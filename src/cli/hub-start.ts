/** Starts the hub with its settings, for `ailx hub` and `ailx up`. */
import { existsSync } from "node:fs";
import type { HubSettings } from "../domain/settings.ts";
import { isLoopback, splitHostPort } from "../lib/hostName.ts";
import type { Io } from "./io.ts";
import type { Args } from "./mode.ts";
import { hubKeys } from "./hub-keys.ts";
import { hubSettings } from "./hub-settings.ts";
import { configPath, readConfigFile, resolve, type Resolved } from "./settings.ts";

export async function hubSettingsFrom({
  args,
  io,
}: {
  args: Args;
  io: Io;
}): Promise<{ settings: HubSettings; origins: Resolved<typeof hubKeys> }> {
  const path = configPath("hub.yaml", io);
  // Reading YAML takes 2 ms to load, and most hubs have no such file.
  const yaml = existsSync(path) ? await import("yaml") : undefined;
  const file = readConfigFile(path, (text) => yaml?.parse(text) as unknown);
  const origins = resolve(hubKeys, { args, io, file });
  return { settings: hubSettings(origins), origins };
}

export async function startHub(settings: HubSettings) {
  const hub = await import("../hub/main.ts");
  return await hub.startHub(settings);
}

/** The pin of the certificate that the hub made itself, as agents and `ailx login` compare it; undefined where there is none. */
export async function selfMadePin(settings: HubSettings, url: string): Promise<string | undefined> {
  if (settings.tls || settings.insecureHttp || isLoopback(settings.listen.host)) return undefined;
  const { lookAt } = await import("./trust.ts");
  const { host } = settings.listen;
  const port = settings.listen.port === 0 ? (splitHostPort(new URL(url).host)?.port ?? 443) : settings.listen.port;
  const reachable = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  // Only told to people: where it cannot be looked at, the hub runs all the same.
  return await lookAt(`https://${reachable}:${port}`).then(
    ({ pin }) => pin,
    () => undefined,
  );
}

/** Tells systemd that the hub is up. `systemd-notify` does it, because the runtime has no datagram sockets of that kind. */
export async function tellSystemd({ env }: Pick<Io, "env">): Promise<void> {
  if (env["NOTIFY_SOCKET"] === undefined || Bun.which("systemd-notify") === null) return;
  await Bun.spawn(["systemd-notify", "--ready", `--pid=${process.pid}`], { stdio: ["ignore", "ignore", "inherit"] })
    .exited;
}

export const insecureNote =
  "Plain HTTP on a network address: everybody on the way can read along, passwords too. Only behind a proxy that speaks TLS.";
