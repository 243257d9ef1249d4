/** A secret that steps need, such as a password: plans name it and its version, and never hold it. */

/** Lower case, so that a name is one name however it is typed. */
export const secretName = /^[a-z][a-z0-9._-]{0,63}$/;

/** As a plan holds it, anywhere in the input of a step. */
export type SecretRef = { secret: string; version: number };

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
