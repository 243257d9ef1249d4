/** A rule of a diagnosis: what was seen on one machine in, what it speaks for out. Pure; no rule knows another. */
import type { Certainty, Evidence } from "../../../domain/finding.ts";
import type { Looked } from "./looked.ts";

export type Fix = { say: string; why: string };

export type Draft = {
  /** The rule's stable name. */
  id: string;
  certainty: Certainty;
  /** A clause without a full stop that can stand behind “because”; it begins with the name of a thing or an article. */
  cause: string;
  evidence: Evidence[];
  fixes: Fix[];
  /** What it is about, so that one cause of a thing hides what only follows from it: `unit:nginx`, `disk:/srv`. */
  about: string;
  /** 0 for what is the cause of others, higher for what may be their consequence. */
  depth: number;
};

export type Rule = (looked: Looked) => Draft[];

/** Text of a machine that may stand in a sentence that is planned: a path of plain characters, nothing to be expanded. */
export const plainPath = (path: string): boolean =>
  path.length <= 200 && /^\/(?:[\w@+.-]+\/)*[\w@+.-]+$/.test(path) && !/(?:^|\/)\.\.?(?:\/|$)/.test(path);

/** A unit's name that can stand in a sentence. */
export const plainUnit = (name: string): boolean => /^[\w@.:-]{1,100}$/.test(name);

/** A request that changes one line of a file, from what stands there to what is right; undefined where it cannot be said safely. */
export const changeLine = ({
  from,
  to,
  path,
  machine,
}: {
  from: string;
  to: string;
  path: string;
  machine: string;
}): string | undefined =>
  plainPath(path) && [from, to].every((text) => /^[^“”"'`\p{C}]{1,200}$/u.test(text) && text === text.trim())
    ? `change the line “${from}” to “${to}” in ${path} on ${machine}`
    : undefined;

/** Without these nobody gets in, or nothing runs: whatever a log says, it is never offered to end them. */
const wayIn =
  /^(?:sshd?|ssh@.*|ailx.*|systemd-.*|dbus.*|NetworkManager|networking|network|wpa_supplicant|polkit|init|docker|containerd|podman|libvirtd|pve.*|corosync)$/i;
export const mayEnd = (name: string): boolean => !wayIn.test(name);

/** Ends a unit and keeps it from coming back; named in quotes, for the hub may not know it yet. */
export const turnOff = (unit: string, machine: string): string => `turn off the unit “${unit}” on ${machine}`;

/** What serves somebody is restarted first; what serves nobody is ended, for it would only begin anew. */
export function endings({
  unit,
  serves,
  restart,
  stop,
}: {
  unit: string;
  serves: boolean;
  restart: Fix;
  stop: Fix;
}): Fix[] {
  if (!mayEnd(unit)) return [restart];
  return serves ? [restart, stop] : [stop, restart];
}
