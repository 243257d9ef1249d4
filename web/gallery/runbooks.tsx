/** Invented runbooks, and the pages that show them. */
import type { RunbookCheck, RunbookLine } from "../../src/api/runbook.ts";
import { RunbookEditor, RunbooksPage } from "../runbooks/index.ts";

const source = `id: web-unstick
title: Bring a web server back
sentences:
  - "[please] unstick [the] {target}"
slots:
  target: { required: true, from: "tag:web", ask: "Which web server?" }
steps:
  - { id: look, tool: service.status, input: { service: nginx } }
  - { id: test, command: ["nginx", "-t"], condition: look.active == false }
  - { id: up, tool: service.restart, input: { service: nginx }, condition: look.active == false and test.exitCode == 0 }
tests:
  - say: "please unstick web-2"
    expect: { machines: [web-2] }
`;
const line = (over: Partial<RunbookLine>): RunbookLine => ({
  id: "web-unstick",
  title: "Bring a web server back",
  from: "own",
  active: true,
  sentences: ["[please] unstick [the] {target}", "(get going|unjam) the shop"],
  tests: { passed: 2, all: 2 },
  problems: [],
  ...over,
});
const broken = line({
  id: "nightly-copy",
  title:
    "A runbook with a title that is about as long as one may be before it has to be folded somewhere on a telephone",
  active: false,
  tests: { passed: 1, all: 3 },
  problems: [
    { text: "The test “copy it” expects a plan on nas-1, and it is refused: I do not understand “copy it”." },
    { line: 12, text: "There is no tool “service.logz”." },
  ],
});
const items = [
  line({}),
  broken,
  line({ id: "disk-full", title: "Look at what fills a disk", from: "built-in", tests: { passed: 4, all: 4 } }),
  line({ id: "slow-machine", title: "Look at why a machine is slow", from: "built-in", sentences: [] }),
];
const good: RunbookCheck = {
  ...line({}),
  source,
  results: [{ say: "please unstick web-2", passed: true, expected: "a plan", came: "a plan comes on web-2" }],
  said: "a plan comes on web-1 with service.status, shell.run, service.restart",
};
const bad: RunbookCheck = {
  ...broken,
  source,
  results: [
    { say: "please unstick web-2", passed: true, expected: "a plan", came: "a plan comes" },
    { say: "copy it", passed: false, expected: "a plan", came: "it is refused: I do not understand “copy it”." },
  ],
};

export const runbookViews = {
  runbooks: () => <RunbooksPage items={items} mayAct />,
  "runbooks-none": () => <RunbooksPage items={items.slice(2)} mayAct={false} />,
  "runbook-edit": () => <RunbookEditor of={good} isNew={false} mayAct />,
  "runbook-broken": () => <RunbookEditor of={bad} isNew mayAct />,
  "runbook-built-in": () => <RunbookEditor of={{ ...good, from: "built-in" }} isNew={false} mayAct={false} />,
};
