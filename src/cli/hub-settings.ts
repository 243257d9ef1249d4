/** The settings of the hub as it takes them, from what flags, environment and file say; where two do not go together, nothing. */
import type { HubSettings } from "../domain/settings.ts";
import { usageError } from "./exit.ts";
import type { hubKeys } from "./hub-keys.ts";
import { modelSettings } from "./model-settings.ts";
import { frozen, needed, type Resolved } from "./settings.ts";
import { webSettings } from "./web-keys.ts";

/** Throws `validation` where two settings do not go together. */
export function hubSettings(s: Resolved<typeof hubKeys>): HubSettings {
  const { tlsCert, tlsKey, adminUsername, adminPassword, publicUrl } = s;
  if ((tlsCert.value === undefined) !== (tlsKey.value === undefined))
    throw usageError("A certificate needs its key: give --tls-cert and --tls-key together.");
  if ((adminUsername.value === undefined) !== (adminPassword.value === undefined))
    throw usageError("ADMIN_USERNAME and ADMIN_PASSWORD belong together.");
  if (tlsCert.value !== undefined && s.insecureHttp.value)
    throw usageError("--insecure-http and a certificate exclude each other.");
  const models = modelSettings(s);
  const web = webSettings(s);
  return frozen({
    ...(models === undefined ? {} : { models }),
    ...(web === undefined ? {} : { web }),
    listen: needed(s.listen),
    dataDir: needed(s.data),
    localAgent: needed(s.localAgent),
    ui: !needed(s.noUi),
    insecureHttp: needed(s.insecureHttp),
    trustedProxies: needed(s.trustedProxy),
    adminsNeedTotp: needed(s.adminsNeedTotp),
    outputKeptDays: needed(s.outputKeptDays),
    outputKeptBytes: needed(s.outputKeptBytes),
    allowedOrigins: needed(s.allowedOrigins),
    logLevel: needed(s.logLevel),
    ...(s.timeZone.value === undefined ? {} : { timeZone: s.timeZone.value }),
    ...(publicUrl.value === undefined ? {} : { publicUrl: publicUrl.value }),
    ...(tlsCert.value === undefined || tlsKey.value === undefined
      ? {}
      : { tls: { certFile: tlsCert.value, keyFile: tlsKey.value } }),
    ...(adminUsername.value === undefined || adminPassword.value === undefined
      ? {}
      : { adminUsername: adminUsername.value, adminPassword: adminPassword.value }),
  });
}
