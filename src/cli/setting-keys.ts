/** Every setting of the agent: its type, default and help. Flag, variable and file key follow from its name, as the hub's do (hub-keys.ts). */
import type { Options } from "./mode.ts";
import { level, list, oneOf, path, proxy, text, url, type Kind, type Place } from "./setting-kinds.ts";

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

export const key = <T>(held: Key<T>): Key<T> => held;
export const under = (place: Place, asRoot: string, inHome: string): string =>
  place.root ? asRoot : `${place.home}/${inHome}`;
export const logLevel = key({
  kind: oneOf("debug", "info", "warn", "error"),
  default: "info",
  help: "Least important line that is logged.",
});

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
