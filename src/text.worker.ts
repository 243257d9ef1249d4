/** The thread that looks for text in stored output. It lies beside main.ts because a compiled program finds its workers nowhere else. */
import { Cursor } from "./hub/tasks/outputCursor.ts";
import { LineFinder } from "./hub/tasks/outputLines.ts";
import type { FromText, Looked, ToText } from "./hub/tasks/outputSearch.ts";
import type { OutputMatches } from "./api/output.ts";

declare const self: Worker;

const stopped = new Set<number>();
const say = (message: FromText): void => self.postMessage(JSON.stringify(message));

async function find(id: number, { raw, packed, text, stream, limit, exactCase }: Looked): Promise<OutputMatches> {
  const items: OutputMatches["items"] = [];
  const finderOf = (name: "stdout" | "stderr") =>
    new LineFinder(text, exactCase, (match) => items.push({ stream: name, ...match }));
  const finders = { stdout: finderOf("stdout"), stderr: finderOf("stderr") };
  const cursor = new Cursor({ raw, packed, live: () => undefined, stream });
  const enough = (): boolean => items.length > limit || stopped.has(id);
  try {
    for (let chunks = await cursor.read(); chunks.length > 0 && !enough(); chunks = await cursor.read())
      for (const chunk of chunks) if (chunk.leftOut === undefined) finders[chunk.stream].push(chunk.bytes);
    if (!enough()) for (const finder of Object.values(finders)) finder.push(new Uint8Array(0), true);
  } finally {
    await cursor.close();
    stopped.delete(id);
  }
  return { items: items.slice(0, limit), more: items.length > limit };
}

self.onmessage = (event: MessageEvent<string>) => {
  const asked = JSON.parse(event.data) as ToText;
  if (asked.kind === "stop") return void stopped.add(asked.id);
  find(asked.id, asked.of).then(
    (found) => say({ id: asked.id, found }),
    (error: unknown) => say({ id: asked.id, failed: String(error) }),
  );
};
