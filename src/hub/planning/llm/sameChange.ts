/**
 * What a step does, by whatever tool: restarting nginx is the same by service.restart and by a command. So what a person turned
 * down is known again in other words.
 */
import { findingsIn } from "../../../domain/shell/rate.ts";
import type { Json, JsonObject } from "../../../lib/json.ts";

export type Doing = { tool: string; input: JsonObject };

/** “restart service nginx”, … Undefined where a part of it is not known, so that it may be something else. */
export function actsOf({ tool, input }: Doing): string[] | undefined {
  if (tool === "shell.run") return typeof input["command"] === "string" ? actsIn(input["command"]) : undefined;
  const [group = "", verb = ""] = tool.split(".");
  switch (group) {
    case "service":
      return named(verb, "service", input["service"]);
    case "container":
      return named(verb, "container", input["container"]);
    case "package":
      return named(verb, "package", input["packages"]);
    case "process":
      return verb === "kill" ? named("kill", "process", input["pid"] ?? input["name"]) : undefined;
    case "user":
      return verb === "groups" ? undefined : named(verb, "user", input["user"] ?? input["name"]);
    case "system":
      return verb === "reboot" ? ["reboot"] : undefined;
    case "file":
      return verb === "delete" ? named("delete", "file", input["path"]) : undefined;
    default:
      return undefined;
  }
}

/** Whether these steps together do all that the old one did. Stopping and starting is restarting. */
export function doesAll(steps: readonly Doing[], old: Doing): boolean {
  const wanted = actsOf(old);
  if (wanted !== undefined && wanted.length > 0) {
    const done = withRestarts(steps.flatMap((step) => actsOf(step) ?? someOf(step)));
    if (wanted.every((act) => done.includes(act))) return true;
  }
  return steps.some((step) => writesSame(step, old));
}

/** Of a command that is not known in all of its parts, the known ones. */
const someOf = ({ tool, input }: Doing): string[] =>
  tool === "shell.run" && typeof input["command"] === "string" ? readActs(input["command"]).acts : [];

const withRestarts = (acts: readonly string[]): string[] => [
  ...acts,
  ...acts.flatMap((act) =>
    act.startsWith("start ") && acts.includes(act.replace("start", "stop")) ? [act.replace("start", "restart")] : [],
  ),
];

const nameOf = (name: string): string => name.replace(/\.service$/, "").toLowerCase();

function named(verb: string, kind: string, names: Json | undefined): string[] | undefined {
  const all = [names]
    .flat()
    .flatMap((name) => (typeof name === "string" || typeof name === "number" ? [String(name)] : []));
  if (all.length === 0) return undefined;
  const plain = kind === "package" ? all.map((name) => name.replace(/=.*$/, "")) : all;
  return plain.map((name) => `${verb} ${kind} ${kind === "file" ? name : nameOf(name)}`);
}

function actsIn(command: string): string[] | undefined {
  const { acts, whole } = readActs(command);
  return whole ? acts : undefined;
}

/** Programs that only look, wait or carry others out. */
const idle =
  /^(?:sudo|doas|env|nohup|timeout|nice|ionice|time|command|exec|sh|bash|dash|ash|zsh|echo|printf|sleep|true|false|:|cd|cat|head|tail|grep|test|\[|\[\[|ls|date|journalctl|ss|ps|id|set|export|sync|wait)$/;

function readActs(command: string): { acts: string[]; whole: boolean } {
  const { argv, effects } = findingsIn(command);
  const acts: string[] = effects.flatMap(({ kind, what }) => (kind === "delete" ? [`delete file ${what}`] : []));
  let whole = !effects.some(({ kind }) => kind === "write" || kind === "change" || kind === "fetch" || kind === "send");
  for (const [program = "", ...args] of argv) {
    const found = actOf(program, args);
    if (found) acts.push(...found);
    else if (!idle.test(program.replace(/^.*\//, "")) && program !== "rm") whole = false;
  }
  return { acts: [...new Set(acts)], whole };
}

const serviceVerbs: Readonly<Record<string, string>> = {
  restart: "restart",
  "try-restart": "restart",
  "reload-or-restart": "restart",
  "try-reload-or-restart": "restart",
  "force-reload": "restart",
  condrestart: "restart",
  start: "start",
  stop: "stop",
  kill: "stop",
  reload: "reload",
  enable: "enable",
  disable: "disable",
  mask: "mask",
  unmask: "unmask",
};
const looksAtService = /^(?:status|show|cat|is-\w+|list-\S+|daemon-reload|reset-failed)$/;
const packageVerbs: Readonly<Record<string, string>> = {
  install: "install",
  add: "install",
  "-S": "install",
  "-Sy": "install",
  remove: "remove",
  purge: "remove",
  erase: "remove",
  del: "remove",
  "-R": "remove",
  "-Rs": "remove",
  upgrade: "update",
};
const userVerbs: Readonly<Record<string, string>> = {
  useradd: "add",
  adduser: "add",
  userdel: "remove",
  deluser: "remove",
};

/** Undefined where it is none that is known; nothing where it only looks. */
function actOf(path: string, args: readonly string[]): string[] | undefined {
  const program = path.replace(/^.*\//, "");
  const words = args.filter((arg) => !arg.startsWith("-"));
  const [first = "", ...rest] = words;
  if (/^\/etc\/(?:rc\.d\/)?init\.d\//.test(path)) return service(first, [program]);
  switch (program) {
    case "systemctl": {
      if (/^(?:reboot|poweroff|halt)$/.test(first)) return [first === "reboot" ? "reboot" : "power off"];
      if (looksAtService.test(first)) return [];
      const acts = service(first, rest);
      const also = first === "enable" ? "start" : first === "disable" ? "stop" : undefined;
      return also && args.includes("--now") ? [...(acts ?? []), ...(service(also, rest) ?? [])] : acts;
    }
    case "service":
    case "rc-service":
    case "invoke-rc.d":
      return rest[0] === "status" ? [] : service(rest[0] ?? "", [first]);
    case "rc-update":
      return service(first === "add" ? "enable" : first === "del" ? "disable" : "", rest.slice(0, 1));
    case "supervisorctl":
    case "sv":
      return service(first, rest);
    case "nginx":
      return args.includes("-t") ? [] : args[0] === "-s" && args[1] === "reload" ? ["reload service nginx"] : undefined;
    case "docker":
    case "podman":
    case "nerdctl":
    case "docker-compose":
      return container(words);
    case "apt":
    case "apt-get":
    case "dnf":
    case "yum":
    case "zypper":
    case "apk":
      return packages(first, args, rest);
    case "pacman":
      return packages(args[0] ?? "", args, words);
    case "reboot":
      return ["reboot"];
    case "shutdown":
      return args.includes("-r") || args.includes("--reboot") ? ["reboot"] : ["power off"];
    case "init":
    case "telinit":
      return first === "6" ? ["reboot"] : undefined;
    case "kill":
    case "pkill":
    case "killall":
      return words.length === 0 ? undefined : words.map((name) => `kill process ${nameOf(name)}`);
    case "usermod":
    case "passwd": {
      const lock = args.some((arg) => arg === "-L" || arg === "-l" || arg === "--lock");
      const unlock = args.some((arg) => arg === "-U" || arg === "-u" || arg === "--unlock");
      return lock || unlock ? [`${lock ? "lock" : "unlock"} user ${nameOf(words.at(-1) ?? "")}`] : undefined;
    }
    default: {
      const verb = userVerbs[program];
      return verb === undefined ? undefined : [`${verb} user ${nameOf(words.at(-1) ?? "")}`];
    }
  }
}

function service(said: string, names: readonly string[]): string[] | undefined {
  const verb = serviceVerbs[said];
  return verb === undefined || names.length === 0 ? undefined : names.map((name) => `${verb} service ${nameOf(name)}`);
}

function container(words: readonly string[]): string[] | undefined {
  const [first = "", ...rest] = words[0] === "container" || words[0] === "compose" ? words.slice(1) : words;
  if (/^(?:ps|logs|inspect|images|stats|top|info|version)$/.test(first)) return [];
  const verb = first === "kill" ? "stop" : first;
  return /^(?:restart|start|stop)$/.test(verb) && rest.length > 0
    ? rest.map((name) => `${verb} container ${nameOf(name)}`)
    : undefined;
}

function packages(said: string, args: readonly string[], names: readonly string[]): string[] | undefined {
  if (said === "update" && names.length === 0) return [];
  const verb = args.includes("--only-upgrade") ? "update" : said === "update" ? "update" : packageVerbs[said];
  if (verb === undefined || names.length === 0) return undefined;
  return names.map((name) => `${verb} package ${nameOf(name.replace(/=.*$/, ""))}`);
}

/** A file that is written by a tool on the one side and by a command on the other: the same where the new text is. */
function writesSame(a: Doing, b: Doing): boolean {
  if ((a.tool === "shell.run") === (b.tool === "shell.run")) return a.tool !== b.tool && wrote(a, b) && wrote(b, a);
  return a.tool === "shell.run" ? wrote(b, a) : wrote(a, b);
}

/** What a tool writes into a file is what the other one writes there too. */
function wrote({ tool, input }: Doing, other: Doing): boolean {
  const { path } = input;
  const written = writtenBy(tool, input);
  if (typeof path !== "string" || written === undefined || written.length === 0) return false;
  const there = textsIn(other.input).join("\n");
  return there.includes(path) && written.every((token) => there.includes(token));
}

/** Words of the new text that were not in the old one. */
function writtenBy(tool: string, input: JsonObject): string[] | undefined {
  if (tool === "file.write") return tokensOf(textsIn(input["content"] ?? "").join("\n"));
  if (tool !== "file.edit" && tool !== "config.edit") return undefined;
  const edits = Array.isArray(input["edits"]) ? input["edits"] : [];
  const part = (names: readonly string[]): string[] =>
    edits.flatMap((edit) =>
      typeof edit === "object" && edit !== null && !Array.isArray(edit)
        ? names.flatMap((name) => textsIn(edit[name] ?? ""))
        : [],
    );
  const before = new Set(tokensOf(part(["find", "line"]).join("\n")));
  return tokensOf(part(["replace", "to", "insert", "append"]).join("\n")).filter((token) => !before.has(token));
}

const tokensOf = (text: string): string[] => [...new Set(text.match(/[\w./@:-]+/g) ?? [])].slice(0, 50);
function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
