/** Specialists that a coordinator asks in one answer: at the same time, within one budget, each with the model it is content with. */
import { afterEach, describe, expect, test } from "bun:test";
import { choosePlanner } from "../../src/hub/planning/choose.ts";
import { embeddedPlanner } from "../../src/hub/planning/embedded/planner.ts";
import { ModelError, type Model, type ModelRequest } from "../../src/hub/planning/llm/model.ts";
import { scripted, type Line } from "../../src/hub/planning/llm/testing/scripted.ts";
import { openPlace } from "./place.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const isSpecialist = ({ messages: [system] }: ModelRequest): boolean =>
  system?.content.startsWith("You look at machines") === true;
const delegates = (...to: [specialist: string, goal: string][]): Line => ({
  calls: to.map(([specialist, goal]) => ["delegate", { specialist, goal }]),
});
const look: Line = { calls: [["service_status", { service: "nginx", machines: ["web-1"] }]] };
const request = "is nginx up on web-1?";

async function play(model: Model, small?: Model) {
  const planner = choosePlanner({
    embedded: embeddedPlanner,
    model: () => model,
    small: () => small,
    setting: () => "model",
  });
  const place = await openPlace({ model, planner });
  ends.push(place.close);
  return { ...(await place.ask(request)), place };
}

/** Holds back each answer to a specialist until so many of them are asked at once. */
function together(model: Model, many: number): Model {
  const all = Promise.withResolvers<void>();
  let waiting = 0;
  return {
    ...model,
    ask: async (asked) => {
      if (isSpecialist(asked) && ++waiting === many) all.resolve();
      if (isSpecialist(asked)) await all.promise;
      return await model.ask(asked);
    },
  };
}

describe("specialists of one answer", () => {
  test("work at the same time, and each reports to the coordinator in order", async () => {
    let own = 0;
    const { model, asked } = scripted((about) => {
      if (isSpecialist(about))
        return about.messages[1]?.content.includes("the log") === true ? "Log: fine." : "State: up.";
      return ++own === 1 ? delegates(["diagnosis", "the log"], ["services", "the state"]) : "nginx is up.";
    });
    const { view } = await play(together(model, 2));
    const told = asked.at(-1)?.messages.filter(({ role }) => role === "tool") ?? [];
    expect(told.map(({ content }) => /Log: fine|State: up/.exec(content)?.[0])).toEqual(["Log: fine", "State: up"]);
    expect(view.summary?.headline).toContain("nginx is up.");
  });

  test("that look at the same thing look once, and both see it", async () => {
    let own = 0;
    const { model, asked } = scripted((about) => {
      if (isSpecialist(about)) return about.messages.some(({ role }) => role === "tool") ? "It is up." : look;
      return ++own === 1 ? delegates(["diagnosis", "a"], ["services", "b"]) : "nginx is up.";
    });
    const { place } = await play(together(model, 2));
    expect(place.hub.callsOf("web-1")).toHaveLength(1);
    const seen = asked.filter(isSpecialist).flatMap(({ messages }) => messages.filter(({ role }) => role === "tool"));
    expect(seen.map(({ content }) => content.includes("active: true"))).toEqual([true, true]);
  });

  test("do not pass the limit of answers together", async () => {
    const names = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? "diagnosis" : "services"));
    let n = 0;
    const { model, asked } = scripted((about) =>
      isSpecialist(about)
        ? { calls: [["service_logs", { service: "nginx", lines: ++n, machines: ["web-1"] }]] }
        : delegates(...names.map((name, at): [string, string] => [name, `goal ${at}`])),
    );
    const { view } = await play(model);
    // Each that is at work says a last word without tools, and so does the coordinator.
    expect(asked.filter(({ toolChoice }) => toolChoice !== "none").length).toBeLessThanOrEqual(15);
    expect(view.state).toBe("paused");
  });

  test("end together where the model cannot be had for one of them", async () => {
    const { model } = scripted((about) =>
      isSpecialist(about)
        ? new ModelError("auth", "The endpoint refuses the key.")
        : delegates(["diagnosis", "a"], ["services", "b"]),
    );
    const { parts } = await play(model);
    expect(parts.flatMap((part) => (part.kind === "note" ? [part.code] : []))).toEqual(["fallback"]);
  });
});

describe("a specialist with a model of its own", () => {
  const coordinator = () => {
    let own = 0;
    return scripted((about) =>
      isSpecialist(about)
        ? "By the large one."
        : ++own === 1
          ? delegates(["data", "a table"], ["diagnosis", "why"])
          : "nginx is up.",
    );
  };

  test("asks the cheaper one where there is one, and the others the one that plans", async () => {
    const large = coordinator();
    const little = scripted(["By the small one."]);
    const { parts } = await play(large.model, { ...little.model, name: "small" });
    expect(little.asked).toHaveLength(1);
    expect(large.asked.filter(isSpecialist)).toHaveLength(1);
    const usage = parts.flatMap((part) => (part.kind === "usage" ? [`${part.by} ${part.model}`] : []));
    expect(usage).toContain("data small");
    expect(usage).toContain("diagnosis scripted");
  });

  test.each<[string, Model | undefined]>([
    ["there is no other", undefined],
    ["that one cannot be had", { ...scripted([new ModelError("transport", "No connection.")]).model, name: "small" }],
  ])("asks the one that plans where %s", async (_where, small) => {
    const large = coordinator();
    const { view } = await play(large.model, small);
    expect(large.asked.filter(isSpecialist)).toHaveLength(2);
    expect(view.summary?.headline).toContain("nginx is up.");
  });
});
