/** Every program that has a rule, by name. A family is a file; here is the list of them. */
import type { Programs, Rule } from "../rule.ts";
import { archives } from "./archives.ts";
import { remote } from "./remote.ts";
import { compose } from "./compose.ts";
import { coreutils } from "./coreutils.ts";
import { coreutilsShow } from "./coreutilsShow.ts";
import { databases } from "./databases.ts";
import { docker } from "./docker.ts";
import { find } from "./find.ts";
import { git } from "./git.ts";
import { kubernetes } from "./kubernetes.ts";
import { proxmox } from "./proxmox.ts";
import { repositories } from "./repositories.ts";
import { rights } from "./rights.ts";
import { stores } from "./stores.ts";
import { systemd } from "./systemd.ts";
import { text } from "./text.ts";
import { wrappers } from "./wrappers.ts";

const families: readonly Programs[] = [
  compose,
  remote,
  archives,
  coreutils,
  coreutilsShow,
  databases,
  docker,
  find,
  git,
  kubernetes,
  proxmox,
  repositories,
  rights,
  stores,
  systemd,
  text,
  wrappers,
];

const byName = new Map<string, Rule>();
for (const family of families)
  for (const [names, rule] of Object.entries(family))
    for (const name of names.split(" ")) {
      if (byName.has(name)) throw new Error(`${name} has two rules`);
      byName.set(name, rule);
    }

export const ruleOf = (name: string): Rule | undefined => byName.get(name);
export const programNames = (): string[] => [...byName.keys()];
