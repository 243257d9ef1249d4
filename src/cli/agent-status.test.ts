import { describe, expect, test } from "bun:test";
import { lastWord } from "./agent-status.ts";

const line = (fields: object): string => JSON.stringify({ time: "2026-11-21T05:00:00.000Z", level: "warn", ...fields });

describe("what the agent's log says of its hub", () => {
  test("is the last that it says, whatever stands between", () => {
    const lost = line({ event: "link.ended", code: "hub_stopping", detail: "The hub stops.", waitMs: 500 });
    const up = line({ event: "link.up", machine: "web-1" });
    expect(lastWord([lost, up, "Started ailx agent.", "{", ""].join("\n"))).toEqual({ connected: true, as: "web-1" });
    expect(lastWord([up, lost].join("\n"))).toEqual({ connected: false, code: "hub_stopping", why: "The hub stops." });
  });

  test("is nothing where there is no log", () => {
    expect(lastWord("-- No entries --")).toBeUndefined();
  });
});
