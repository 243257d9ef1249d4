/** A secret that steps need, such as a password: plans name it and its version, and never hold it. */

import type { MachineId } from "./machine.ts";

/** Lower case, so that a name is one name however it is typed. */
export const secretName = /^[a-z][a-z0-9._-]{0,63}$/;

/** As a plan holds it, anywhere in the input of a step. */
export type SecretRef = { secret: string; version: number };

/** A version of a secret, as a step names it. */
export type SecretVersion = { name: string; version: number };

/** What sends calls asks of the store of secrets. */
export type SecretPort = {
  /** The version that a plan made now uses; undefined where there is no such secret. */
  newest: (name: string) => number | undefined;
  /** Throws `not_found` where a version was removed. */
  values: (refs: readonly SecretVersion[]) => string[];
  /** Why these cannot be given to a machine now, in a sentence. */
  refusal: (refs: readonly SecretVersion[]) => string | undefined;
  /** Each sealed to the machine's key, for this call alone. */
  sealed: (
    refs: readonly SecretVersion[],
    to: { machineId: MachineId; callId: string },
  ) => (SecretVersion & { sealed: string })[];
};

/** Everything of this form in a step's input, each name once. */
export function secretsIn(input: unknown): { name: string; version: number }[] {
  const found = new Map<string, number>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (isRef(value)) found.set(value.secret, value.version);
    for (const held of Object.values(value)) visit(held);
  };
  visit(input);
  return [...found].map(([name, version]) => ({ name, version })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const isRef = (value: object): value is SecretRef =>
  "secret" in value && "version" in value && typeof value.secret === "string" && typeof value.version === "number";

/** The variable that a secret goes under where nobody names one: `db-password` is DB_PASSWORD. */
export const envOf = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
