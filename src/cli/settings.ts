/** Settings are read once at start: flag over environment over file over default, each knowing where it came from. */
import { existsSync, readFileSync } from "node:fs";
import type { AgentSettings } from "../domain/settings.ts";
import { nearest } from "../lib/nearest.ts";
import { usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args } from "./mode.ts";
import { proxiesFrom } from "./proxies.ts";
import { flagOf, variableOf, type agentKeys, type Key, type Keys } from "./setting-keys.ts";
import type { Kind, Place, Raw } from "./setting-kinds.ts";

export type Origin = "flag" | "environment" | "file" | "default" | "not set";
export type Setting<T> = {
  value: T | undefined;
  origin: Origin;
  /** In words: `--listen`, `AILX_LISTEN`, `/etc/ailx/hub.yaml`. */
  from: string;
};
type ValueOf<K> = K extends { kind: Kind<infer T> } ? T : never;
export type Resolved<K extends Keys> = { readonly [N in keyof K]: Setting<ValueOf<K[N]>> };

/** Reads the text of a file into plain data; the hub and the agent use different readers. */
export type ParseFile = (text: string) => unknown;

type Sources = {
  args: Pick<Args, "text" | "has" | "list">;
  io: Pick<Io, "env" | "cwd" | "home" | "uid">;
  file: ConfigFile | undefined;
};
export type ConfigFile = { path: string; content: Readonly<Record<string, unknown>> };

/** Throws `validation` naming the setting, where it came from and what was expected. */
export function resolve<K extends Keys>(keys: K, { args, io, file }: Sources): Resolved<K> {
  const place: Place = { cwd: io.cwd, home: io.home, root: io.uid === 0 };
  refuseUnknown(keys, file);
  const settings = Object.entries(keys).map(([name, key]) => {
    const found =
      fromFlag(name, key, args) ??
      fromEnvironment(name, key, io.env) ??
      fromConfig(name, key, file) ??
      fromDefault(key, place);
    return [
      name,
      found
        ? { ...found.about, value: read(name, key, found, place) }
        : { value: undefined, origin: "not set", from: "not set" },
    ];
  });
  return frozen(Object.fromEntries(settings) as Resolved<K>);
}

type Found = { raw: Raw; about: { origin: Origin; from: string } };

function fromFlag(name: string, key: Key, args: Sources["args"]): Found | undefined {
  const flag = flagOf(name, key);
  if (flag === undefined) return undefined;
  const given = key.kind.multiple ? args.list(flag) : (args.text(flag) ?? (args.has(flag) ? true : undefined));
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return undefined;
  return { raw: given, about: { origin: "flag", from: `--${flag}` } };
}

function fromEnvironment(name: string, key: Key, env: Io["env"]): Found | undefined {
  const variable = variableOf(name, key);
  const held = env[variable];
  const fileVariable = `${variable}_FILE`;
  const secretFile = key.secret || key.fromFile ? env[fileVariable] : undefined;
  if (held !== undefined && secretFile !== undefined)
    throw usageError(`${variable} and ${fileVariable} are both set.`, "Keep one of them.");
  if (held !== undefined && held !== "") return { raw: held, about: { origin: "environment", from: variable } };
  if (secretFile === undefined || secretFile === "") return undefined;
  const text = readText(secretFile, fileVariable);
  return { raw: text.replace(/\r?\n$/, ""), about: { origin: "environment", from: fileVariable } };
}

function fromConfig(name: string, key: Key, file: ConfigFile | undefined): Found | undefined {
  const held = file?.content[name];
  if (file === undefined || held === undefined || held === null) return undefined;
  const about = { origin: "file", from: file.path } as const;
  if (typeof held === "string" || typeof held === "number" || typeof held === "boolean") return { raw: held, about };
  if (key.kind.multiple && Array.isArray(held)) return { raw: held.map(String), about };
  throw usageError(`${name} in ${file.path} has the wrong type.`);
}

function fromDefault(key: Key, place: Place): Found | undefined {
  if (key.default === undefined) return undefined;
  return {
    raw: typeof key.default === "string" ? key.default : key.default(place),
    about: { origin: "default", from: "default" },
  };
}

function read(name: string, key: Key, { raw, about }: Found, place: Place): unknown {
  try {
    return key.kind.read(raw, place);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const shown = key.secret ? "" : ` It is \`${String(raw)}\`.`;
    const where = about.origin === "file" ? `${name} in ${about.from}` : about.from;
    throw usageError(`${where} ${cause.message}.${shown}`);
  }
}

function refuseUnknown(keys: Keys, file: ConfigFile | undefined): void {
  for (const name of Object.keys(file?.content ?? {})) {
    if (Object.hasOwn(keys, name)) continue;
    const close = nearest(name, Object.keys(keys));
    throw usageError(
      `${file?.path ?? ""} has a setting \`${name}\` that does not exist.`,
      close === undefined ? `Settings: ${Object.keys(keys).join(", ")}.` : `Did you mean \`${close}\`?`,
    );
  }
}

/** The file, or undefined where there is none. Throws `validation` where it cannot be read as a map of settings. */
export function readConfigFile(path: string, parse: ParseFile): ConfigFile | undefined {
  if (!existsSync(path)) return undefined;
  const text = readText(path, "the settings file");
  let content: unknown;
  try {
    content = parse(text) ?? {};
  } catch (error) {
    throw usageError(`${path} is not valid YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw usageError(`${path} must hold settings, one \`name: value\` a line.`);
  return { path, content: { ...content } };
}

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw usageError(
      `${what === "the settings file" ? path : `${what} names ${path}, which`} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** `/etc/ailx/NAME` as root, `~/.config/ailx/NAME` otherwise. */
export const configPath = (name: "hub.yaml" | "agent.yaml", { uid, home }: Pick<Io, "uid" | "home">): string =>
  uid === 0 ? `/etc/ailx/${name}` : `${home}/.config/ailx/${name}`;

/** Throws `validation` where the environment names a proxy of a kind that is not known. */
export function agentSettings(s: Resolved<typeof agentKeys>, env: Io["env"] = {}): AgentSettings {
  const proxies = s.hubSocket.value === undefined ? proxiesFrom(s.proxy.value, env) : undefined;
  return frozen({
    tags: needed(s.tag),
    stateDir: needed(s.state),
    logLevel: needed(s.logLevel),
    ...(s.hub.value === undefined ? {} : { hubUrl: s.hub.value }),
    ...(s.hubSocket.value === undefined ? {} : { hubSocket: s.hubSocket.value }),
    ...(s.token.value === undefined ? {} : { token: s.token.value }),
    ...(s.name.value === undefined ? {} : { name: s.name.value }),
    ...(s.maxLevel.value === undefined ? {} : { maxLevel: s.maxLevel.value }),
    ...(proxies === undefined ? {} : { proxies }),
  });
}

/** The value of a setting that has a default. */
export function needed<T>({ value }: Setting<T>): T {
  if (value === undefined) throw new TypeError("a setting with a default has no value");
  return value;
}

export function frozen<T extends object>(held: T): T {
  for (const inner of Object.values(held)) if (typeof inner === "object" && inner !== null) frozen(inner as object);
  return Object.freeze(held);
}
