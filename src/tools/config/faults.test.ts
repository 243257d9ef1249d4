import { describe, expect, test } from "bun:test";
import { faultOf } from "./faults.ts";

describe("an error", () => {
  test.each([
    ["json", '{"a": 1,\n "b": }\n', 2],
    ["json", '{"a": 1,\n "b": [1, 2,\n]\n}', 3],
    ["json", '{"a": 1\n "b": 2}', 2],
    ["json", '{"a": {"b": [true, null, -1.5e3, "x\\n"]}}\n}', 2],
    ["json", '{"a": 1,}', 1],
    ["json", "{\n\n", 3],
    ["yaml", "a: 1\nb: [1,\nc: 2\n", 2],
    ["yaml", "a: 1\nb: 2\nc: 'x\n", 3],
    ["toml", "a = 1\nb = = 2\nc = 3\n", 2],
    ["cron", "MAILTO=root\n# x\n61 * * * * root true\n", 3],
    ["cron", "* * * * root true\n", 1],
    ["cron", "*/5 1-3 * jan mon\n", 1],
    ["cron", "@often root true\n", 1],
    ["cron", "0 4 * * * root true", 1],
    ["cron", "0 4 * * * root\n", 1],
  ] as const)("in %s %j is in line %i", (kind, text, line) => {
    expect(faultOf(kind, text)).toMatchObject({ line });
  });
});

describe("nothing is wrong with", () => {
  test.each([
    ["json", '{"a": [], "b": {}, "c": [{"d": "\\u00e9"}, [1, [2]]]}'],
    ["json", " 1 "],
    ["yaml", "a: 1\nb:\n  - c\n"],
    ["toml", 'a = 1\n[b]\nc = [\n  "x",\n]\n'],
    [
      "cron",
      "SHELL=/bin/sh\n\n17 * * * * root cd / && run-parts /etc/cron.hourly\n@daily nobody true\n*/15 0,12 1-7 * mon-fri www-data x\n",
    ],
    ["cron", ""],
  ] as const)("%s %j", (kind, text) => {
    expect(faultOf(kind, text)).toBeUndefined();
  });

  test("a person's own cron table, which names no user", () => {
    expect(faultOf("cron", "0 4 * * * true\n", { system: false })).toBeUndefined();
  });
});
