/** A model that proposes before it has looked: only what the person ordered in so many words is shown, all else needs a look first. */
import { afterEach, describe, expect, test } from "bun:test";
import { scripted, type Line } from "../../src/hub/planning/llm/testing/scripted.ts";
import { openPlace, understood } from "./place.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const look: Line = { calls: [["service_status", { service: "nginx", machines: ["web-1"] }]] };
const restarts = (...machines: string[]): Line => ({
  calls: [["propose_plan", { steps: [{ tool: "service.restart", input: { service: "nginx" }, machines }] }]],
});

async function play(lines: Parameters<typeof scripted>[0], request: string) {
  const { model, asked } = scripted(lines);
  const place = await openPlace({ model });
  ends.push(place.close);
  const played = await place.ask(request);
  expect(place.changes()).toEqual([]);
  expect(understood(played.view)).toBeString();
  return { ...played, place, asked };
}

describe("a blind proposal", () => {
  test.each([
    "is nginx running on web-1?",
    "why was nginx stopped and restarted on web-1?",
    "nginx on web-1 is slow, it started yesterday",
    "fix nginx on web-1",
    "should I restart nginx on web-1?",
  ])("for “%s” is sent back however often it comes", async (request) => {
    const { view, asked } = await play([restarts("web-1"), restarts("web-1"), "I do not know."], request);
    expect(view.plan).toBeUndefined();
    expect(asked[1]?.messages.at(-1)?.content).toStartWith("Look first");
    expect(asked[2]?.messages.at(-1)?.content).toStartWith("Look first");
  });

  test("becomes a card once the model has looked", async () => {
    const { view } = await play([restarts("web-1"), look, restarts("web-1")], "is nginx running on web-1?");
    expect(view).toMatchObject({ state: "needs_approval", plan: { steps: [{ tool: "service.restart" }] } });
  });

  test("of another machine than was looked at is sent back", async () => {
    const { view } = await play([look, restarts("web-2"), "nginx runs on web-1."], "is nginx running on web-1?");
    expect(view.plan).toBeUndefined();
  });

  test.each(["restart nginx on web-1", "could you restart nginx on web-1?", "on web-1: restart nginx, please"])(
    "is a card where the person ordered it: “%s”",
    async (request) => {
      const { view, asked } = await play([restarts("web-1")], request);
      expect(view.state).toBe("needs_approval");
      expect(asked).toHaveLength(1);
    },
  );

  test("that is sent back leaves the fifteen answers that there are before a proposal", async () => {
    const { view, asked } = await play(
      (_request, n) =>
        n === 1
          ? restarts("web-1")
          : { calls: [["service_logs", { service: "nginx", lines: n, machines: ["web-1"] }]] },
      "is nginx running on web-1?",
    );
    expect(asked.length).toBeLessThanOrEqual(16);
    expect(view).toMatchObject({ state: "paused", pausedBy: "budget" });
  });
});
