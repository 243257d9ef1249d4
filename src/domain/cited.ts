/** Where a cited line stands, in words, for pages and terminals. */

export function citedAt({ machine, line, row }: { machine: string; line?: number; row?: number }): string {
  if (line !== undefined) return `${machine}, line ${line.toLocaleString("en")}`;
  return row === undefined ? machine : `${machine}, row ${row.toLocaleString("en")}`;
}
