import { describe, expect, test } from "bun:test";
import { AppError } from "../../../domain/error.ts";
import { findTool } from "../../../tools/index.ts";
import { readRunbook } from "./runbook.ts";
import { machineOf } from "../../../domain/target-testing.ts";
import { embeddedPlanner } from "./planner.ts";
import { runbooks } from "./runbooks.ts";
import { testFleet } from "../runbooks/check.ts";
import { ask, fleet } from "./testing.ts";

/** What stands for a value that the sentence or the machine gives. */
const sampleOf: Readonly<Record<string, string | number>> = {
  "{service}": "nginx",
  "{container}": "shop-web",
  "{hostname}": "web-1",
  "{path}": "/var/log/syslog",
  "{disk}": "/",
  "{quote}": "nginx",
  "{number}": 8080,
  "{port}": 8080,
};

describe.each(runbooks().map((book) => [book.id, book] as const))("the runbook %s", (_id, book) => {
  test.each(book.tests.map(({ say, expect: wanted }) => [say, wanted] as const))(
    "answers to “%s”",
    async (say, wanted) => {
      const own = book.fleet === undefined ? fleet : testFleet(book);
      const outcome = await ask(say, { fleet: own });
      if (wanted.decline) return expect(outcome.kind).toBe("decline");
      if (wanted.clarify) return expect(outcome).toMatchObject({ kind: "clarify", about: wanted.clarify });
      if (outcome.kind !== "plan") throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
      const { steps } = outcome.plan;
      expect(steps.map(({ tool }) => tool)).toEqual(wanted.tools ?? steps.map(({ tool }) => tool));
      const ids = new Set(steps.flatMap(({ machineIds }) => machineIds));
      expect(own.filter(({ id }) => ids.has(id)).map(({ name }) => name)).toEqual(wanted.machines ?? []);
    },
  );

  test("uses tools that exist, with input they accept", () => {
    for (const step of book.steps) {
      const tool = findTool(step.tool);
      const filled = Object.entries(step.input ?? {}).map(([key, value]) => [
        key,
        typeof value === "string" && /^\{\w+\}$/.test(value) ? (sampleOf[value] ?? value) : value,
      ]);
      expect(tool?.input().safeParse(Object.fromEntries(filled)).success).toBe(true);
    }
  });
});

describe("a diagnosis", () => {
  test("is said in one sentence, and a look that is made once more says what for", async () => {
    const outcome = await ask("why is web-1 slow?");
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    const { understood, steps } = outcome.plan;
    expect(understood).toBe(`Find out why web-1 is slow: ${steps.length} looks, and nothing is changed.`);
    expect(steps.filter(({ tool }) => tool === "process.list").map(({ title }) => title)).toEqual([
      "Look at the processes",
      "Look at the processes once more, to see what stays busy",
      "Look for zombies",
      "Look at the processes, most memory first",
      "Look at the processes once more, to see what is still busy",
    ]);
  });

  test("leaves out what a machine without systemd cannot show, and says so", async () => {
    const machine = machineOf({ name: "box", services: [] });
    const fleet = [{ ...machine, facts: { ...machine.facts, init: "none" } }];
    const outcome = await embeddedPlanner({ text: "why is box slow?", fleet, nowMs: 0 });
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    expect(outcome.plan.steps.filter(({ tool }) => tool.startsWith("service."))).toEqual([]);
    expect(outcome.plan.assumptions).toContain("box does not run systemd, so services are not looked at there");
  });
});

describe("a step of a runbook", () => {
  const tools = async (say: string): Promise<string[]> => {
    const outcome = await ask(say);
    return outcome.kind === "plan"
      ? outcome.plan.steps.map(({ tool, input }) => `${tool} ${JSON.stringify(input)}`)
      : [outcome.kind];
  };

  test("among some services is there for these alone", async () => {
    expect((await tools("what is wrong with nginx on web-1")).join()).toContain("config.validate");
    expect((await tools("what is wrong with php on web-1")).join()).not.toContain("config.validate");
  });

  test("for each container is there once for each that the machine has", async () => {
    const inspected = (await tools("what is wrong with app-1")).filter((step) => step.startsWith("container.inspect"));
    expect(inspected).toEqual(['container.inspect {"container":"api"}', 'container.inspect {"container":"worker"}']);
  });

  test("only on machines with a program is left out elsewhere", async () => {
    expect((await tools("what is wrong with db-1")).join()).not.toMatch(/container\.|config\.validate/);
  });

  test("asks where there is least room, by the newest sample", async () => {
    expect(await tools("why is the disk of dl-1 full")).toContainEqual(
      expect.stringMatching(/^file\.search .*"largest":true/),
    );
  });

  test("marks a plan that explains, and none that changes", async () => {
    const [looks, changes] = await Promise.all([ask("why is web-1 slow"), ask("turn off the unit “x” on web-1")]);
    expect(looks.kind === "plan" && looks.plan.diagnosis).toEqual({ about: "slow", services: [], containers: [] });
    expect(changes.kind === "plan" && changes.plan.diagnosis).toBeUndefined();
  });
});

describe("a runbook that is wrong", () => {
  const good =
    "id: x\ntitle: X\nsentences: [do x]\nsteps:\n  - { id: a, tool: system.disk }\ntests:\n  - { say: do x, expect: { decline: true } }\n";

  test("is read when it is right", () => {
    expect(readRunbook(good, "x.yaml").steps).toHaveLength(1);
  });

  test.each([
    ["an unknown field", good.replace("title: X", "title: X\ncolour: red"), "x.yaml:1"],
    ["a missing title", good.replace("title: X\n", ""), "x.yaml:1"],
    ["a step without a tool", good.replace(", tool: system.disk", ""), "x.yaml:5"],
    ["a condition on no step", good.replace("system.disk }", "system.disk, condition: b.active == true }"), "x.yaml:5"],
    ["a condition of another form", good.replace("system.disk }", "system.disk, condition: if down }"), "x.yaml:5"],
    [
      "a condition on a field that the tool does not have",
      good.replace("system.disk }", "system.disk }\n  - { id: b, tool: system.disk, condition: a.full > 1 }"),
      "x.yaml:6",
    ],
    ["broken YAML", good.replace("steps:", "steps: ["), "x.yaml:"],
    ["no tests", good.replace(/tests:[^]*/, "tests: []\n"), "x.yaml:6"],
  ])("names the line of %s", (_what, text, place) => {
    try {
      readRunbook(text, "x.yaml");
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      expect(error.code).toBe("validation");
      expect(error.detail).toStartWith(place);
      return;
    }
    throw new Error("it was accepted");
  });
});
