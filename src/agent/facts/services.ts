/** Names of the services that this machine has, from its unit files or init scripts. */
import type { Files } from "./files.ts";

const most = 2_000;

/** In the order in which systemd prefers them; what is made at boot from old init scripts comes last. */
const unitFolders = [
  "/etc/systemd/system",
  "/run/systemd/system",
  "/run/systemd/generator",
  "/usr/local/lib/systemd/system",
  "/usr/lib/systemd/system",
  "/lib/systemd/system",
  "/run/systemd/generator.late",
] as const;

/** Sorted, without `.service`, without templates and without what was masked (a link to /dev/null). */
export function serviceNames(files: Files, init: string): string[] {
  const names = init === "systemd" ? unitNames(files) : init === "openrc" ? scriptNames(files) : [];
  return [...new Set(names)].toSorted().slice(0, most);
}

function unitNames(files: Files): string[] {
  const masked = new Set<string>();
  const found: string[] = [];
  for (const folder of unitFolders) {
    for (const file of files.names(folder)) {
      if (file.endsWith(".wants")) found.push(...instances(files, `${folder}/${file}`));
      const name = serviceOf(file);
      if (name === undefined || masked.has(name)) continue;
      if (files.link(`${folder}/${file}`) === "/dev/null") masked.add(name);
      else found.push(name);
    }
  }
  return found;
}

/** A template's instances that are started at boot: `getty@tty1.service` in a folder of wishes. */
const instances = (files: Files, folder: string): string[] =>
  files.names(folder).flatMap((file) => (/@[^.]/.test(file) ? (serviceOf(file) ?? []) : []));

const serviceOf = (file: string): string | undefined => {
  const name = file.endsWith(".service") ? file.slice(0, -".service".length) : undefined;
  return name === undefined || name.endsWith("@") || name === "" ? undefined : name.slice(0, 256);
};

const scriptNames = (files: Files): string[] =>
  files.names("/etc/init.d").filter((name) => files.runs(`/etc/init.d/${name}`) && !name.endsWith(".sh"));
