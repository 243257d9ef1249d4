/** Streams cut anywhere, and streams of anything: the same answer whatever the pieces, or a fault, and never anything else. */
import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { piecesOf, type Said } from "../../../../../test/support/endpoint/index.ts";
import { ModelError } from "../model.ts";
import { assembler } from "./assemble.ts";
import { readEvents } from "./sse.ts";
import { splitThinking } from "./thinkTags.ts";

const encoder = new TextEncoder();

/** The bytes in pieces that end at these places. */
function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((at) => at % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [...ends, bytes.length].map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
}

function eventsIn(pieces: readonly Uint8Array[]): string[] {
  const events = readEvents();
  return [...pieces.flatMap((piece) => events.push(piece)), ...events.rest()];
}

const answer = () => assembler({ onPart: () => {}, usedIds: new Set(), sentCharacters: 4, formed: false });
const places = fc.array(fc.nat(), { maxLength: 12 });

describe("events", () => {
  const stream = 'data: {"a":"ü€😀"}\r\n\r\n: ping\n\ndata: one\ndata: two\r\rdata:last';
  const whole = ['{"a":"ü€😀"}', "one\ntwo", "last"];

  test("are the same wherever the stream is cut", () => {
    fc.assert(fc.property(places, (at) => expect(eventsIn(cutAt(encoder.encode(stream), at))).toEqual(whole)));
  });

  test("of any bytes are text or nothing", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), places, (bytes, at) => void eventsIn(cutAt(bytes, at))));
  });
});

describe("an answer", () => {
  const said: Said = {
    text: "It runs – ü€😀.",
    thinking: "Hm.",
    calls: [
      { name: "look", args: { at: "wéb-1" } },
      { name: "look", args: {} },
    ],
  };
  const text = piecesOf(said, { n: 1, countsUsage: true })
    .filter((piece) => typeof piece === "string")
    .join("");

  test("is the same wherever its stream is cut", () => {
    const read = (at: readonly number[]) => {
      const made = answer();
      for (const data of eventsIn(cutAt(encoder.encode(text), at))) made.event(data);
      return made.whole();
    };
    const once = read([]);
    expect(once.calls.map(({ argumentsText }) => argumentsText)).toEqual(['{"at":"wéb-1"}', "{}"]);
    fc.assert(fc.property(places, (at) => expect(read(at)).toEqual(once)));
  });

  test("with calls is none where any of its events cannot be read", () => {
    const events = eventsIn([encoder.encode(text)]);
    for (const [at] of events.entries()) {
      const made = answer();
      for (const data of events.toSpliced(at, 1, "{lost")) made.event(data);
      expect(
        outcomeOf(() => made.whole().calls.length),
        events[at],
      ).toBe("stream_broken");
    }
  });

  test("of anything at all is one, or a fault of ours", () => {
    const some = fc.oneof(fc.json(), fc.string(), fc.constantFrom(...eventsIn([encoder.encode(text)])), odd());
    fc.assert(
      fc.property(fc.array(some, { maxLength: 10 }), (events) => {
        const made = answer();
        const outcome = outcomeOf(() => {
          for (const data of events) made.event(data);
          return made.whole().finish;
        });
        expect(outcome).toBeString();
      }),
      { numRuns: 500 },
    );
  });
});

/** Close to a chunk, and wrong in some place. */
const odd = () =>
  fc
    .record(
      {
        choices: fc.oneof(
          fc.anything(),
          fc.array(
            fc.record(
              {
                index: fc.oneof(fc.integer(), fc.constant(null)),
                finish_reason: fc.oneof(fc.string(), fc.constant(null), fc.constant("stop")),
                delta: fc.oneof(
                  fc.anything(),
                  fc.record({ content: fc.anything() }),
                  fc.record({
                    tool_calls: fc.array(
                      fc.record(
                        { index: fc.integer(), id: fc.string(), function: fc.anything() },
                        { requiredKeys: [] },
                      ),
                    ),
                  }),
                ),
              },
              { requiredKeys: [] },
            ),
          ),
        ),
        usage: fc.anything(),
        error: fc.anything(),
      },
      { requiredKeys: [] },
    )
    .map((value) => {
      try {
        return JSON.stringify(value) ?? "";
      } catch {
        return "";
      }
    });

/** What came of it, or the code of the fault; any other error flies. */
function outcomeOf(make: () => string | number): string {
  try {
    return String(make());
  } catch (error) {
    if (error instanceof ModelError) return error.code;
    throw error;
  }
}

test("thoughts between tags are the same wherever the text is cut", () => {
  const text = " <think>a < b </thin k</think>\n\nIt runs </think> <think>.";
  fc.assert(
    fc.property(places, (at) => {
      const split = splitThinking();
      const pieces = cutAt(encoder.encode(text), at).map((piece) => split.push(new TextDecoder().decode(piece)));
      const all = [...pieces, split.rest()];
      expect(all.map(({ thinking }) => thinking).join("")).toBe("a < b </thin k");
      expect(
        all
          .map(({ text: part }) => part)
          .join("")
          .trimStart(),
      ).toBe("It runs </think> <think>.");
    }),
  );
});
