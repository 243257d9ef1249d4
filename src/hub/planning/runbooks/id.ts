/** The id that the text of a runbook says of itself, also where the rest of it cannot be read. */
export const readRunbookId = (source: string): string | undefined =>
  /^id:\s*["']?([a-z][a-z0-9-]{0,30})["']?\s*(?:#.*)?$/m.exec(source)?.[1];
