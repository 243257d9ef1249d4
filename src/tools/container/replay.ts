/** The command line that a container of Podman was made with, for making another one: its API makes some things otherwise. */
import { recordOf, stringOf, type Raw } from "./asking.ts";

/** They stand alone; every other option takes a value. */
const flags = new Set(
  "detach env-host http-proxy init interactive no-healthcheck no-hosts oom-kill-disable passwd privileged publish-all quiet read-only read-only-tmpfs replace rm rmi rootfs sig-proxy tls-verify tty unsetenv-all disable-content-trust".split(
    " ",
  ),
);
const shortFlags = /^-[dPiqt]+$/;
/** Of how it was called, and not of what it is. */
const dropped = new Set("detach name cidfile pull replace quiet sig-proxy detach-keys rmi".split(" "));

export type Replay = { options: string[]; image: string; command: string[] };

/** Undefined where it was made by the API, or in a way that is not understood. */
export function replayOf(podmans: Raw): Replay | undefined {
  const said = recordOf(podmans["Config"])["CreateCommand"];
  const words = Array.isArray(said) ? said.map(stringOf) : [];
  const verb = words.findIndex((word) => word === "run" || word === "create");
  if (!/(?:^|\/)podman$/.test(words[0] ?? "") || verb < 1) return undefined;
  const options: string[] = [];
  for (let at = verb + 1; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!word.startsWith("-")) return { options, image: word, command: words.slice(at + 1) };
    const long = /^--([a-z][a-z-]*)(=.*)?$/s.exec(word);
    if (word.startsWith("--") && !long) return undefined;
    const [, name = "", value] = long ?? [];
    const takes = long ? value === undefined && !flags.has(name) : !shortFlags.test(word) && word.length === 2;
    if (takes) at += 1;
    const kept = shortFlags.test(word) ? word.replaceAll(/[dq]/g, "") : word;
    if (dropped.has(name) || kept === "-") continue;
    options.push(kept, ...(takes ? [words[at] ?? ""] : []));
  }
  return undefined;
}
