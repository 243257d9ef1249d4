/** Reads one /proc file again and again without opening it anew: the file stays open and is read from its start. */
import { closeSync, openSync, readSync } from "node:fs";

/** Shared by all readers: a reading is turned into text before the next one begins. */
let buffer = Buffer.allocUnsafe(64 << 10);

/** A function that gives the file's present text, or undefined where it cannot be opened or read. */
export function procFile(path: string): () => string | undefined {
  let file: number | undefined;
  return () => {
    try {
      file ??= openSync(path, "r");
      return whole(file);
    } catch {
      // Absent here, or what was behind it has gone: the next reading tries to open it again.
      if (file !== undefined) closeSync(file);
      file = undefined;
      return undefined;
    }
  };
}

function whole(file: number): string {
  let length = 0;
  for (;;) {
    const got = readSync(file, buffer, length, buffer.length - length, length);
    if (got === 0) return buffer.toString("utf8", 0, length);
    length += got;
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
  }
}
