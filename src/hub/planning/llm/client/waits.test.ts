/** How long an endpoint says to wait. */
import { describe, expect, test } from "bun:test";
import { toldToWaitMs } from "./waits.ts";

const nowMs = Date.parse("2026-11-21T12:00:00Z");
const told = (headers: Record<string, string>, text = "") =>
  toldToWaitMs({ headers: new Headers(headers), text, nowMs });

describe("an endpoint says to wait", () => {
  const headers: [Record<string, string>, number | undefined][] = [
    [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
    [{ "retry-after": "1.5" }, 1_500],
    [{ "retry-after": "Sat, 21 Nov 2026 12:00:30 GMT" }, 30_000],
    [{ "retry-after": "Sat, 21 Nov 2026 11:00:00 GMT" }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "-5" }, undefined],
    [{}, undefined],
  ];
  for (const [given, ms] of headers) test(`by ${JSON.stringify(given)}`, () => expect(told(given)).toBe(ms));

  const words: [string, number | undefined][] = [
    ["Rate limit reached. Please try again in 20s.", 20_000],
    ["Please try again in 6m0s.", 360_000],
    ["Please try again in 1h2m3.5s.", 3_723_500],
    ["Please try again in 340ms.", 340],
    ["Please retry in 34.074824224s.", 34_075],
    ["retry after 3 seconds", 3_000],
    ['"retryDelay": "34s"', 34_000],
    ["Please try again in a while.", undefined],
  ];
  for (const [text, ms] of words) test(`in words: ${text}`, () => expect(told({}, text)).toBe(ms));
});
