import { describe, expect, test } from "bun:test";
import type { Run } from "./rows.ts";
import { diagnose } from "../planning/diagnosis/diagnose.ts";
import { cases } from "../planning/diagnosis/testing/faults.ts";
import { looked } from "../planning/diagnosis/testing/looks.ts";
import { withEnd } from "./ended.ts";

describe("the runs of a task, once the last of them has ended", () => {
  test.each(cases.map((each) => [each.of, each] as const))(
    "tell of %s when each thing was seen",
    (_of, { looks, asked }) => {
      const { plan, runs } = looked(looks, asked);
      const open = runs.map((run) => ({ ...run, endedAtMs: undefined }) as unknown as Run);
      const all = runs.reduce((now, { id, state, line, output, error, endedAtMs = 1 }): Run[] => {
        const judged = { state: state as "ok", line, ...(output ? { output } : {}), ...(error ? { error } : {}) };
        return withEnd(now, { id: id as Run["id"], judged, endedAtMs });
      }, open);
      const found = diagnose(plan, all).flatMap(({ evidence }) => evidence);
      expect(found.filter(({ atMs }) => atMs === 0)).toEqual([]);
      expect(found.map(({ text }) => text)).toEqual(
        diagnose(plan, runs).flatMap(({ evidence }) => evidence.map(({ text }) => text)),
      );
    },
  );
});
