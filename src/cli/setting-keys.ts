/** Every setting of the hub and the agent: its type, default and help. Flag, variable and file key follow from its name. */
import type { Options } from "./mode.ts";
import { modelKeys } from "./model-keys.ts";
import { webKeys } from "./web-keys.ts";
import {
  address,
  days,
  size,
  level,
  list,
  oneOf,
  path,
  proxy,
  text,
  timeZone,
  url,
  yes,
  type Kind,
  type Place,
} from "./setting-kinds.ts";

export type Key<T = unknown> = {
  kind: Kind<T>;
  help: string;
  /** As it would be typed; absent where the setting may be left out. */
  default?: string | ((place: Place) => string);
  /** The variable, where it is not `AILX_` and the name. */
  env?: string;
  /** The flag, where it is not the name; false where there is none, because others could read it. */
  flag?: string | false;
  /** Not shown, and may come from the file that `…_FILE` names. */
  secret?: true;
  /** May come from the file that `…_FILE` names, though it is no secret. */
  fromFile?: true;
};

const key = <T>(held: Key<T>): Key<T> => held;
const under = (place: Place, asRoot: string, inHome: string): string =>
  place.root ? asRoot : `${place.home}/${inHome}`;
const logLevel = key({
  kind: oneOf("debug", "info", "warn", "error"),
  default: "info",
  help: "Least important line that is logged.",
});

export const hubKeys = {
  listen: key({
    kind: address,
    default: "127.0.0.1:2459",
    help: "Where to listen. Other than loopback is served with TLS.",
  }),
  data: key({
    kind: path("DIR"),
    default: (place) => under(place, "/var/lib/ailx", ".local/share/ailx"),
    help: "Directory for the database, keys and outputs.",
  }),
  publicUrl: key({ kind: url, help: "How people and agents reach this hub, where that is not the listen address." }),
  localAgent: key({ kind: yes, default: "false", help: "Also run an agent for this computer." }),
  noUi: key({ kind: yes, default: "false", help: "Serve the API only, no pages." }),
  tlsCert: key({ kind: path("FILE"), help: "Certificate of your own, PEM." }),
  tlsKey: key({ kind: path("FILE"), help: "Its private key, PEM." }),
  insecureHttp: key({
    kind: yes,
    default: "false",
    help: "Serve plain HTTP on any address; only behind a proxy that speaks TLS.",
  }),
  trustedProxy: key({
    kind: list("ADDRESS"),
    default: "",
    help: "Proxy whose X-Forwarded-For is believed; address or network.",
  }),
  allowedOrigins: key({ kind: list("URL"), default: "", help: "Further origins that browsers may call from." }),
  adminUsername: key({
    kind: text,
    env: "ADMIN_USERNAME",
    flag: false,
    fromFile: true,
    help: "Name of an admin; no set-up page then.",
  }),
  adminPassword: key({ kind: text, env: "ADMIN_PASSWORD", flag: false, secret: true, help: "That admin's password." }),
  adminsNeedTotp: key({
    kind: yes,
    default: "false",
    help: "Admins must set up a second factor before anything else.",
  }),
  outputKeptDays: key({ kind: days, default: "30", help: "How long the output of runs is kept." }),
  outputKeptBytes: key({
    kind: size,
    default: "10GiB",
    help: "How much output is kept in all, compressed; the oldest goes first.",
  }),
  timeZone: key({
    kind: timeZone,
    default: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    help: "Time zone that “every night at 2” is meant in, such as Europe/Berlin; otherwise this computer's.",
  }),
  ...modelKeys,
  ...webKeys,
  logLevel,
};

export const agentKeys = {
  hub: key({ kind: url, help: "The hub to join. Not needed once joined." }),
  hubSocket: key({
    kind: path("FILE"),
    help: "The hub's own socket, for an agent beside it; no token is needed then.",
  }),
  proxy: key({
    kind: proxy,
    secret: true,
    help: "HTTP proxy that leads to the hub, or none; otherwise what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say.",
  }),
  token: key({ kind: text, secret: true, help: "Join token; needed once (`ailx token create` on the hub)." }),
  name: key({ kind: text, help: "Name of this machine; otherwise its host name." }),
  tag: key({ kind: list("TAG"), default: "", help: "Tag to suggest for this machine." }),
  maxLevel: key({
    kind: level,
    help: "Highest level that this machine permits: 1 read, 2 user files, 3 services, 4 anything.",
  }),
  state: key({
    kind: path("DIR"),
    default: (place) => under(place, "/var/lib/ailx-agent", ".local/state/ailx-agent"),
    help: "Directory for the key pair and what is not yet delivered.",
  }),
  logLevel,
};

export type Keys = Readonly<Record<string, Key>>;

/** `publicUrl` → `public-url` and `AILX_PUBLIC_URL`. */
export const flagOf = (name: string, { flag }: Key): string | undefined =>
  flag === false ? undefined : (flag ?? name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
export const variableOf = (name: string, { env }: Key): string =>
  env ?? `AILX_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** The options of a command that takes these settings. */
export function optionsFor(keys: Keys): Options {
  const options: Record<string, Options[string]> = {};
  for (const [name, held] of Object.entries(keys)) {
    const flag = flagOf(name, held);
    if (flag === undefined) continue;
    const { value, multiple } = held.kind;
    options[flag] = {
      type: value === undefined ? "boolean" : "string",
      ...(value === undefined ? {} : { value }),
      ...(multiple ? { multiple } : {}),
      help: `${held.help} (${variableOf(name, held)})`,
    };
  }
  return options;
}
