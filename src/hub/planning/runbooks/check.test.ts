import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "../../../domain/plan.ts";
import { embeddedPlanner } from "../embedded/planner.ts";
import { readRunbook } from "../embedded/runbook.ts";
import { fleet } from "../embedded/testing.ts";
import { checkRunbook } from "./check.ts";
import { samplesOf } from "./sentence.ts";

const unstick = readFileSync(join(import.meta.dir, "testing/web-unstick.yaml"), "utf8");
const book = readRunbook(unstick, "web-unstick.yaml");
const ask = (text: string, more: object = {}): Promise<Outcome> =>
  embeddedPlanner({ text, fleet, nowMs: 0, runbooks: [book], ...more });
const problemsOf = async (source: string, others = [] as (typeof book)[]): Promise<string[]> =>
  (await checkRunbook(source, "x.yaml", others)).problems.map(({ line, text }) => `${line ?? "-"} ${text}`);

describe("a runbook of one's own", () => {
  test("is in order with its own tests", async () => {
    const { problems, tests } = await checkRunbook(unstick, "web-unstick.yaml", []);
    expect(problems).toEqual([]);
    expect(tests.map(({ passed }) => passed)).toEqual([true, true, true, true, true]);
  });

  test("answers to its sentences on the fleet as it is, whatever else its words mean", async () => {
    const outcome = await ask("Could you please unstick web-3?");
    expect(outcome).toMatchObject({
      kind: "plan",
      plan: {
        by: "runbook",
        plannerRisk: "medium",
        steps: [
          { tool: "service.status", machineIds: ["id-web-3"] },
          { tool: "service.logs", input: { service: "nginx", lines: 50 } },
          { tool: "shell.run", input: { command: "nginx -t" } },
          { tool: "service.restart", condition: { kind: "and" } },
        ],
      },
    });
  });

  test("takes several machines, and leaves out those that it is not for", async () => {
    const outcome = await ask("unstick web-1, web-2 and db-1");
    expect(outcome).toMatchObject({
      kind: "plan",
      plan: { excluded: [{ name: "db-1", why: "this runbook is for tag:web" }] },
    });
  });

  test("asks for what is missing, and takes the answer", async () => {
    const question = "Which web server?";
    const asked = await ask("unjam the shop");
    expect(asked).toMatchObject({
      kind: "clarify",
      question,
      options: [{ label: "web-1" }, { label: "web-2" }, { label: "web-3" }],
    });
    const answers = [{ question, answer: "web-2" }];
    expect(await ask("unjam the shop", { answers })).toMatchObject({
      plan: { steps: [{ machineIds: ["id-web-2"] }, {}, {}, {}] },
    });
  });

  test("asks for a number in its range, and takes that answer as well", async () => {
    const text = "unjam the shop on web-1 with 5000 lines";
    const asked = await ask(text);
    if (asked.kind !== "clarify") throw new Error(asked.kind);
    expect(asked.question).toBe("What is “lines”? It is a number from 1 to 1000.");
    const told = { answers: [{ question: asked.question, answer: "20" }] };
    expect(await ask(text, told)).toMatchObject({ plan: { steps: [{}, { input: { lines: 20 } }, {}, {}] } });
  });

  test("finds machines by what they are called in memory", async () => {
    const known = [{ id: "m", kind: "alias", text: "the money maker", machineIds: ["id-web-2"], by: "ann", atMs: 0 }];
    expect(await ask("unstick the money maker", { known })).toMatchObject({ plan: { on: "web-2" } });
  });

  test("may have numbers and paths in its sentences, and takes only those", async () => {
    const exact = readRunbook(
      unstick.replace("[please] unstick [the] {target}", "empty /srv/Cache to 80% on {target}"),
      "x.yaml",
    );
    const say = async (text: string) => (await embeddedPlanner({ text, fleet, nowMs: 0, runbooks: [exact] })).kind;
    expect([await say("empty /srv/Cache to 80 % on web-1"), await say("empty /srv/data to 80% on web-1")]).toEqual([
      "plan",
      "decline",
    ]);
  });

  test("tries its next sentence where the words of the first are no machines", async () => {
    const both = readRunbook(unstick.replace("(get going|unjam)", "(unstick all of|unjam)"), "x.yaml");
    const outcome = await embeddedPlanner({
      text: "unstick all of the shop on web-1",
      fleet,
      nowMs: 0,
      runbooks: [both],
    });
    expect(outcome).toMatchObject({ plan: { on: "web-1", by: "runbook" } });
  });

  test.each(["do not unstick web-2", "unstick web-2 yesterday", "never unstick web-2", "unstick the moon"])(
    "does not answer to “%s”",
    async (text) => {
      const outcome = await ask(text);
      expect(outcome.kind === "plan" && outcome.plan.by === "runbook").toBe(false);
    },
  );

  test("stays within the machines of the request", async () => {
    expect(await ask("unstick web-1", { on: "web-2" })).toMatchObject({ kind: "decline" });
  });
});

test("the runbook of the documentation is in order", async () => {
  const page = readFileSync(join(import.meta.dir, "../../../../docs/runbooks.md"), "utf8");
  const [, source = ""] = /```yaml\n([^]*?)```/.exec(page) ?? [];
  const { problems, tests } = await checkRunbook(source, "web-unstick.yaml", []);
  expect([problems, tests.map(({ passed }) => passed)]).toEqual([[], [true, true]]);
});

describe("a slot in a command", () => {
  const withCommand = (command: string | string[]) =>
    `id: x\ntitle: Look for a word\nsentences: ["frobnicate {text} on {target}"]\nslots: { text: { kind: text } }\nsteps:\n  - { id: a, command: ${JSON.stringify(command)} }\ntests:\n  - { say: 'frobnicate "dog" on test-1', expect: { machines: [test-1] } }\n`;

  test.each([
    ["$(reboot)", "grep '$(reboot)' /etc/hosts"],
    ["x; rm -rf /", "grep 'x; rm -rf /' /etc/hosts"],
    ["it's {word} $&", "grep 'it'\\''s {word} $&' /etc/hosts"],
    ["two words", "grep 'two words' /etc/hosts"],
  ])("that holds %s is one word of the shell", async (value, command) => {
    const own = readRunbook(withCommand(["grep", "{text}", "/etc/hosts"]), "x.yaml");
    const outcome = await embeddedPlanner({ text: `frobnicate "${value}" on web-1`, fleet, nowMs: 0, runbooks: [own] });
    expect(outcome).toMatchObject({ kind: "plan", plan: { steps: [{ input: { command } }] } });
  });

  test.each([
    `grep "{text}" /etc/hosts`,
    "grep '{text}'",
    "echo $(cat {text})",
    "echo a{text}",
    "echo `{text}`",
    "echo \\\\ {text}",
    "cat <<x\n{text}",
  ])("is refused where it could not be quoted: %j", async (command) => {
    expect((await problemsOf(withCommand(command))).join()).toContain("Write the command as a list");
  });
  test("may stand in a text as a word of its own", async () => {
    expect(await problemsOf(withCommand("grep -c {text} /etc/hosts | sort"))).toEqual([]);
  });
});

describe("a runbook that may not be in use", () => {
  test.each([
    [
      "an unknown tool",
      unstick.replace("tool: service.logs", "tool: service.logz"),
      "12 There is no tool “service.logz”.",
    ],
    [
      "a tool that asks no machine",
      unstick.replace('tool: service.logs, input: { service: nginx, lines: "{lines}" }', "tool: fleet.find"),
      "asks no machine",
    ],
    ["a slot that nothing names", unstick.replace('"{lines}"', '"{rows}"'), "12 The step “log” names {rows}"],
    [
      "input that the tool does not take",
      unstick.replace("service: nginx, lines", "servise: nginx, lines"),
      "The input of “log” is not what service.logs takes",
    ],
    [
      "a condition on what is not there",
      unstick.replace("condition: look.active == false }", "condition: look.activ == false }"),
      "has no field “activ”",
    ],
    [
      "a default out of range",
      unstick.replace("default: 50", "default: 5000"),
      "8 The default of “lines” is not from 1 to 1000.",
    ],
    [
      "a sentence with an open bracket",
      unstick.replace("(get going|unjam)", "(get going|unjam"),
      "a bracket is not closed",
    ],
    [
      "a sentence that fits everything",
      unstick.replace("[please] unstick [the] {target}", "[please] [the]"),
      "fits a request without words",
    ],
    ["a machine expression that is none", unstick.replace('from: "tag:web"', 'from: "tag:"'), "“from” of target"],
    ["broken YAML", unstick.replace("steps:", "steps: ["), "11 Block collections"],
    ["two steps of one name", unstick.replace("id: log", "id: look"), "there are two steps “look”"],
    [
      "a tool and a command",
      unstick.replace("tool: service.status,", 'tool: service.status, command: ["x"],'),
      "not both",
    ],
    [
      "a test that fails",
      unstick.replace("machines: [web-2]", "machines: [web-1]"),
      "The test “please unstick web-2” expects",
    ],
  ])("has %s", async (_what, source, says) => {
    expect(source).not.toBe(unstick);
    expect((await problemsOf(source)).join("\n")).toContain(says);
  });

  test("has a sentence that means something already", async () => {
    const taken = unstick.replace("[please] unstick [the] {target}", "restart nginx on {target}");
    expect((await problemsOf(taken)).join("\n")).toContain("means something already: Restart nginx on web-1");
  });

  test("has a sentence of another runbook, in whichever direction", async () => {
    const other = unstick.replace("id: web-unstick", "id: other").replace("Bring a web server back", "Other");
    expect((await problemsOf(other, [book])).join("\n")).toContain(
      "asks for the runbook “Bring a web server back” already",
    );
    const wide = other.replace("[please] unstick [the] {target}", "{word} {target}");
    expect((await problemsOf(wide, [book])).join("\n")).toContain("asks for the runbook");
  });

  test.each([
    [
      "anchors that multiply",
      `a: &a [${"x,".repeat(9)}]\nb: &b [${"*a,".repeat(9)}]\nc: &c [${"*b,".repeat(9)}]\nd: [${"*c,".repeat(9)}]`,
    ],
    ["brackets without an end", `id: ${"[".repeat(30_000)}`],
    ["nothing", ""],
    ["a list", "- a"],
  ])("is %s, and the hub lives on", async (_what, source) => {
    expect(await problemsOf(source)).toEqual([expect.stringMatching(/cannot be read|stack|is no runbook/)]);
  });

  test("cannot make the hub think for long", async () => {
    const many = unstick.replace("[please] unstick [the] {target}", `${"[a] ".repeat(30)}x {target}`);
    expect((await problemsOf(many)).join()).toContain("more than 12 brackets");
    const twice = unstick.replace("[please] unstick [the] {target}", "x {target} y {t}");
    expect((await problemsOf(twice)).join()).toContain("names the machines twice");
    const again = unstick.replace("[please] unstick [the] {target}", "x {lines} y {lines} on {target}");
    expect((await problemsOf(again)).join()).toContain("“{lines}” stands in it twice");
  });
});

test("samples of a sentence take each choice", () => {
  expect(samplesOf("(fix|mend) [the] shop [on {target}]", () => "web-1").toSorted()).toEqual([
    "fix shop",
    "fix shop on web-1",
    "fix the shop",
    "fix the shop on web-1",
    "mend shop",
    "mend shop on web-1",
    "mend the shop",
    "mend the shop on web-1",
  ]);
});
