/** Ids are UUIDv7: made by the program, sortable by time, safe to make on several hubs at once. */

export const newId = (): string => Bun.randomUUIDv7();

/** What people see and type of an id: its last six characters (the first eight repeat for a minute). */
export const shortId = (id: string): string => id.slice(-6);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isId = (text: string): boolean => uuid.test(text);

/** The least id that can have been made at a time: whatever was made later sorts behind it. */
export const firstIdAt = (atMs: number): string => {
  const hex = Math.max(0, Math.floor(atMs)).toString(16).padStart(12, "0").slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};
