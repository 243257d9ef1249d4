/** Where a path or an account is at home: for requests that name it and no machine. */
import type { Machine } from "../../../domain/machine.ts";
import type { Talk } from "./clause.ts";
import type { Doing } from "./perform.ts";
import { homesOfProgram } from "./program-homes.ts";
import { spokenNames } from "./services.ts";
import type { Place } from "./types.ts";

/** Places that every machine has: a disk of its own there does not make it the one that is meant. */
const everywhere =
  /^\/(?:|boot|boot\/efi|dev|etc|home|mnt|opt|proc|root|run|srv|sys|tmp|usr|var|var\/log|var\/tmp|var\/lib|media)?$/;
/** Whose files these are, by what stands in the path. */
const owned: readonly [RegExp, RegExp][] = [
  [/^\/etc\/postfix\b|^\/var\/log\/mail|^\/var\/spool\/postfix\b|^\/var\/v?mail\b/, /^postfix/],
  [/^\/etc\/(?:bind|named)\b/, /^(?:bind9|named)$/],
  [/^\/etc\/(?:apache2|httpd)\b|^\/var\/log\/(?:apache2|httpd)\b/, /^(?:apache2|httpd)$/],
  [/^\/etc\/mysql\b|^\/var\/(?:lib|log)\/mysql\b/, /^(?:mysqld?|mariadb)$/],
  [/^\/var\/lib\/docker\b|^\/etc\/docker\b/, /^docker$/],
  [/^\/etc\/wireguard\b/, /^wg-quick/],
  [/^\/etc\/pihole\b/i, /^pihole/i],
  [/^\/etc\/pve\b|^\/var\/lib\/vz\b/, /^pve/],
  [/^\/etc\/samba\b|^\/var\/log\/samba\b/, /^smbd?$/],
  [/^\/etc\/exports\b/, /^nfs/],
];

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** Machines that have this path by what is known of them: a disk, a repository, a home, a service's own folder. */
export function homesOf(path: string, fleet: readonly Machine[]): Machine[] {
  if (!path.startsWith("/")) return [];
  const kinds: ((machine: Machine) => boolean)[] = [
    ({ facts }) => (facts.repositories ?? []).some((folder) => within(path, folder)),
    ({ sample }) =>
      (sample?.disks ?? []).some(
        ({ mount }) => (!everywhere.test(mount) || (mount === "/media" && within(path, mount))) && within(path, mount),
      ),
    ({ facts }) => {
      const account = /^\/home\/([^/]+)/.exec(path)?.[1];
      return account !== undefined && (facts.accounts ?? []).includes(account);
    },
    ({ facts }) => {
      const named = /^\/(?:etc|var\/lib|var\/log|var\/cache|var\/spool|opt)\/([a-z][\w.-]+)/.exec(path)?.[1];
      const known = owned.find(([shape]) => shape.test(path))?.[1];
      // “/var/log/vsftpd.log”, “/etc/vsftpd.conf”: the file is called like what writes or reads it.
      const stem = named
        ?.replace(/(?:\.(?:conf|cfg|ini|cnf|toml|ya?ml|json)|[.-](?:log|err|error|access|out)\b.*)$/, "")
        .toLowerCase();
      return facts.services.some(
        (name) => known?.test(name) ?? (name === named || (stem !== undefined && spokenNames(name).includes(stem))),
      );
    },
  ];
  for (const has of kinds) {
    const found = fleet.filter(has);
    if (found.length > 0) return found;
  }
  return [];
}

/** Machines on which this person has an account. */
export const homesOfAccount = (name: string, fleet: readonly Machine[]): Machine[] =>
  fleet.filter(({ facts }) => (facts.accounts ?? []).includes(name));

/** Where it is usual, or else where the one path that was named is at home. */
export function usualOf(intent: Doing, text: string, { entities, words }: Talk): { usual?: readonly Machine[] } {
  if ("where" in intent && intent.where) return { usual: intent.where };
  const [first, ...more] = [...text.matchAll(/@path(\d+)/g)].map(([, id]) =>
    homesOf(entities[Number(id)]?.said ?? "", words.fleet),
  );
  const usual = first?.filter((machine) => more.every((other) => other.length === 0 || other.includes(machine))) ?? [];
  if (usual.length > 0) return { usual };
  const of = homesOfProgram(intent, words.fleet);
  return of.length > 0 ? { usual: of } : {};
}

/** “show failed units and what they logged on web-1”: what is only looked at is looked at where the rest is. */
export const placeAhead = ({ before, ahead }: Talk): Place | undefined => (before.machines ? undefined : ahead);
