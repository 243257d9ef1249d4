/** The output of a run over the API: its bytes, streamed from what is stored however large it is, and what is found in it. */
import * as z from "zod/mini";
import { AppError } from "../../domain/error.ts";
import { iso } from "../../lib/clock.ts";
import type { Route } from "../http/route.ts";
import { patience } from "../http/serve.ts";
import type { Cursor } from "./outputCursor.ts";
import { leftOutWords, type Chunk, type Stream } from "./outputFormat.ts";
import type { Search } from "./outputSearch.ts";
import type { Ports } from "./ports.ts";
import { runNamed } from "./routes.ts";

type Parts = { route: Route; ports: Ports; search: Search };

const streamIn = (text: string | undefined): Stream | undefined => {
  if (text === undefined || text === "stdout" || text === "stderr") return text;
  throw new AppError("validation", "stream is stdout or stderr.", { fields: { stream: "is stdout or stderr" } });
};

const wholeIn = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new AppError("validation", `${name} is a number of bytes.`, {
    fields: { [name]: "is a whole number, 0 or more" },
  });
};

/** POST would be for a body; what is looked for fits a query. */
const needle = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^\n]*$/));
const mostMatches = 1_000;

export function outputRoutes({ route, ports, search }: Parts): void {
  const { store, outputs } = ports;

  function attemptOf(id: string): string | undefined {
    const attempt = store.attempts(runNamed(ports, id).id).at(-1);
    const row = attempt && store.output(attempt.id);
    if (row?.stored === "removed")
      throw new AppError(
        "output_removed",
        `The output of this run, which ended at ${iso(row.endedAtMs)}, is no longer kept.`,
        {
          hint: "How much is kept, and how long: `ailx hub --output-kept-days` and `--output-kept-bytes`.",
        },
      );
    return attempt?.id;
  }

  route("GET /api/runs/:id/output", (c) => {
    const { stream: wanted, from, to, marks } = c.req.query();
    const stream = streamIn(wanted);
    const [first = 0, end = Infinity] = [wholeIn("from", from), wholeIn("to", to)];
    const attemptId = attemptOf(c.req.param("id") ?? "");
    patience(c);
    // A machine's own bytes: never shown as anything but text, never run by a browser.
    const headers = {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": "attachment; filename=output.txt",
      "x-content-type-options": "nosniff",
    };
    if (attemptId === undefined) return new Response("", { headers });
    const cursor = outputs.cursor({ attemptId, from: first, stream });
    return new Response(bodyOf({ cursor, most: Math.max(0, end - first), marks: marks !== "none" }), { headers });
  });

  route("GET /api/runs/:id/output/matches", async (c) => {
    const { text, stream, limit, case: exactly } = c.req.query();
    const looked = needle.safeParse(text ?? "");
    if (!looked.success)
      throw new AppError("validation", "text is what to look for: 1 to 200 characters of one line.", {
        fields: { text: "is 1 to 200 characters of one line" },
      });
    const attemptId = attemptOf(c.req.param("id") ?? "");
    if (attemptId === undefined) return c.json({ items: [], more: false });
    await outputs.flush(attemptId);
    patience(c);
    return c.json(
      await search.find({
        raw: outputs.rawOf(attemptId),
        packed: outputs.packedOf(attemptId),
        text: looked.data,
        stream: streamIn(stream),
        limit: Math.min(Math.max(wholeIn("limit", limit) ?? 100, 1), mostMatches),
        exactCase: exactly === "exact",
        signal: c.req.raw.signal,
      }),
    );
  });
}

/** At most `most` bytes from a cursor, as fast as they are taken; a place where output is missing is a line of words. */
function bodyOf({ cursor, most, marks }: { cursor: Cursor; most: number; marks: boolean }): ReadableStream<Uint8Array> {
  let left = most;
  let inLine = false;
  const piece = ({ bytes, leftOut }: Chunk): Uint8Array => {
    if (leftOut !== undefined) return Buffer.from(marks ? `${inLine ? "\n" : ""}${leftOutWords(leftOut)}\n` : "");
    const taken = bytes.subarray(0, left);
    left -= taken.length;
    inLine = taken.at(-1) !== 10;
    return taken;
  };
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const chunks = left > 0 ? await cursor.read() : [];
      for (const chunk of chunks) {
        const bytes = left > 0 ? piece(chunk) : Buffer.alloc(0);
        // The cursor's own memory: it is used again for what comes next.
        if (bytes.length > 0) controller.enqueue(new Uint8Array(bytes));
      }
      if (chunks.length > 0 && left > 0) return;
      await cursor.close();
      controller.close();
    },
    cancel: () => cursor.close(),
  });
}
