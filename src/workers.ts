/** Starts the program's workers. They must be named from this folder, and their files lie in it. */

export const startText = (): Worker => new Worker(new URL("./text.worker.ts", import.meta.url).href);
export const startWriter = (): Worker => new Worker(new URL("./writer.worker.ts", import.meta.url).href);
