/** Ids are UUIDv7: made by the program, sortable by time, safe to make on several hubs at once. */

export const newId = (): string => Bun.randomUUIDv7();

/** What people see and type of an id: its last six characters (the first eight repeat for a minute). */
export const shortId = (id: string): string => id.slice(-6);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isId = (text: string): boolean => uuid.test(text);
