/** Builds a value on its first use and keeps it: schemas cost memory that an idle agent should not pay. */
export function once<T>(build: () => T): () => T {
  let held: { value: T } | undefined;
  return () => (held ??= { value: build() }).value;
}
