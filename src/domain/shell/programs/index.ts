/** Every program that has a rule, by name. A family is a file; here is the list of them. */
import type { Programs, Rule } from "../rule.ts";
import { archives } from "./archives.ts";
import { clouds } from "./clouds.ts";
import { compose } from "./compose.ts";
import { coreutils } from "./coreutils.ts";
import { coreutilsShow } from "./coreutilsShow.ts";
import { databases } from "./databases.ts";
import { disks } from "./disks.ts";
import { docker } from "./docker.ts";
import { editors } from "./editors.ts";
import { find } from "./find.ts";
import { firewall } from "./firewall.ts";
import { git } from "./git.ts";
import { http } from "./http.ts";
import { keys } from "./keys.ts";
import { kubernetes } from "./kubernetes.ts";
import { languages } from "./languages.ts";
import { looks } from "./looks.ts";
import { network } from "./network.ts";
import { packageManagers } from "./packages.ts";
import { processes } from "./processes.ts";
import { proxmox } from "./proxmox.ts";
import { remote } from "./remote.ts";
import { repositories } from "./repositories.ts";
import { rights } from "./rights.ts";
import { services } from "./services.ts";
import { stores } from "./stores.ts";
import { systemd } from "./systemd.ts";
import { text } from "./text.ts";
import { users } from "./users.ts";
import { web } from "./web.ts";
import { wrappers } from "./wrappers.ts";

const families: readonly Programs[] = [
  archives,
  clouds,
  compose,
  coreutils,
  coreutilsShow,
  databases,
  disks,
  docker,
  editors,
  find,
  firewall,
  git,
  http,
  keys,
  kubernetes,
  languages,
  looks,
  network,
  packageManagers,
  processes,
  proxmox,
  remote,
  repositories,
  rights,
  services,
  stores,
  systemd,
  text,
  users,
  web,
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
