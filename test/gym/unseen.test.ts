/** Answers of models that hold more than was read: what nothing speaks for is marked wherever the answer is shown. */
import { afterEach, describe, expect, test } from "bun:test";
import { outcomeText } from "../../src/cli/task-text.ts";
import { paintFor } from "../../src/cli/paint.ts";
import { scripted, type Line } from "../../src/hub/planning/llm/testing/scripted.ts";
import { logLines, openPlace, understood, unit, type Answers } from "./place.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const answers: Answers = (_tool, _input, on) =>
  on === "web-2" ? unit({ active: false, state: "failed", mainPid: null }) : unit({ restarts: 17 });
const look = (...machines: string[]): Line => ({ calls: [["service_status", { service: "nginx", machines }]] });

async function told(lines: readonly Line[], request = "is nginx up?") {
  const place = await openPlace({ model: scripted(lines).model, answers });
  ends.push(place.close);
  const { view } = await place.ask(request);
  expect(place.changes()).toEqual([]);
  expect(understood(view)).toBeString();
  return view;
}

describe("an answer with a made-up", () => {
  test.each([
    ["number", "nginx is running on web-1, restarted 4711 times.", "4711"],
    ["state", "nginx is running on web-2.", "running"],
    ["state of a machine that was not looked at", "nginx is running on web-3.", "web-3"],
    ["machine", "nginx is running on web-1. web-12 has the same fault.", "web-12"],
    ["size", "nginx is running on web-1 and uses 3.5 GiB.", "3.5 GiB"],
    ["address", "nginx is running on web-1 behind 10.1.2.3.", "10.1.2.3"],
  ])("%s is marked on the page, in the terminal and for programs", async (_what, words, value) => {
    const view = await told([look("web-1", "web-2"), words]);
    const mark = `(not seen in what was read: ${value})`;
    expect(view.summary?.headline).toContain(mark);
    expect(view.summary?.unseen).toMatchObject([{ values: [value] }]);
    expect(outcomeText(view, paintFor({ colour: false }))).toContain(mark);
  });

  test("number in a question is marked there", async () => {
    const ask: Line = {
      calls: [["ask_user", { question: "nginx was restarted 4711 times. Restart it?", options: ["yes"] }]],
    };
    const { question } = await told([look("web-1"), ask]);
    expect(question?.question).toBe("nginx was restarted 4711 times. (not seen in what was read: 4711) Restart it?");
  });

  test("reason on a card is marked there", async () => {
    const step = {
      tool: "service.restart",
      input: { service: "nginx" },
      machines: ["web-1"],
      why: "It has failed 99 times.",
    };
    const view = await told(
      [look("web-1"), { calls: [["propose_plan", { steps: [step] }]] }],
      "restart nginx on web-1",
    );
    expect(view.plan?.assumptions.join("\n")).toContain("99 times.” (not seen in what was read: 99)");
  });
});

describe("an answer that holds to what was read", () => {
  test.each([
    "nginx is running on web-1 with pid 812; it was restarted 17 times.",
    "nginx has failed on web-2. On web-1 it is active.",
    "1 of 2 machines runs nginx: web-1.",
    "I did not look at web-3.",
  ])("has no mark: %s", async (words) => {
    const view = await told([look("web-1", "web-2"), words]);
    expect(view.summary).toMatchObject({ headline: words });
    expect(view.summary?.looked?.map(({ what }) => what)).toEqual([
      "service.status on web-1",
      "service.status on web-2",
    ]);
    expect(view.summary?.unseen).toBeUndefined();
  });

  test("has none for what the person typed", async () => {
    const view = await told(
      [look("web-1"), "nginx does not use more than 512 MB."],
      "does nginx use more than 512MB on web-1?",
    );
    expect(view.summary?.unseen).toBeUndefined();
  });
});

describe("what somebody else did", () => {
  const stopped = "sudo: root : COMMAND=/usr/bin/systemctl stop nginx";
  const logs: Line = { calls: [["service_logs", { service: "nginx", machines: ["web-1"] }]] };
  async function toldOf(words: string, request: string) {
    const says: Answers = () => logLines(stopped, "Stopped nginx.service.", "Started nginx.service.");
    const place = await openPlace({ model: scripted([logs, words]).model, answers: says });
    ends.push(place.close);
    return (await place.ask(request)).view.summary?.headline;
  }

  test("is told as the log shows it, without a word that nothing was changed", async () => {
    const words = "nginx on web-1 was stopped by root; it has been restarted since.";
    expect(await toldOf(words, "why was nginx down on web-1 last night?")).toBe(words);
  });

  test("is the model's claim where it is what the person ordered", async () => {
    const words = "nginx has been restarted on web-1.";
    expect(await toldOf(words, "restart nginx on web-1")).toStartWith("Nothing was changed");
  });
});
