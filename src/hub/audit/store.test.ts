import { afterEach, describe, expect, test } from "bun:test";
import { auditTrail, type Trail } from "./testing/trail.ts";

let trail: Trail | undefined;
afterEach(async () => {
  await trail?.close();
  trail = undefined;
});

async function filled() {
  const made = (trail = await auditTrail());
  for (let n = 1; n <= 5; n++)
    await made.write([
      {
        actor: n === 4 ? { id: "p2", name: "Bert" } : { id: "p1", name: "anna" },
        origin: "hub.sock",
        action: n === 5 ? "login.failed" : "task.created",
        taskId: `t${n % 2}`,
        ...(n > 3 ? { machineId: "m1" } : {}),
        data: { n, text: n === 2 ? "100% of ü \u2028 </script>" : "other" },
      },
    ]);
  return made.store;
}
const numbers = (rows: { seq: number }[]): number[] => rows.map(({ seq }) => seq);

describe("the audit trail", () => {
  test("is listed newest first, and on from an entry", async () => {
    const store = await filled();
    expect(numbers(store.list())).toEqual([5, 4, 3, 2, 1]);
    expect(numbers(store.list({ before: 4 }, 2))).toEqual([3, 2]);
  });

  test.each<[string, Parameters<Trail["store"]["list"]>[0], number[]]>([
    ["a task", { taskId: "t1" }, [5, 3, 1]],
    ["a machine", { machineId: "m1" }, [5, 4]],
    ["a person by id", { person: "p2" }, [4]],
    ["a person by name, however it is written", { person: "bert" }, [4]],
    ["an action", { action: "task.created" }, [4, 3, 2, 1]],
    ["all actions of a kind", { action: "login" }, [5]],
    ["a kind that only begins alike", { action: "log" }, []],
    ["text with a sign that SQL knows", { text: "100%" }, [2]],
    ["a time", { fromMs: 1_002, toMs: 1_003 }, [3, 2]],
    ["several of these", { person: "anna", taskId: "t1", action: "task" }, [3, 1]],
  ])("is found by %s", async (_what, filter, expected) => {
    const store = await filled();
    expect(numbers(store.list(filter))).toEqual(expected);
    expect(numbers(await store.find(filter ?? {}, 100))).toEqual(expected);
  });
});
