/** Commands of what the hub keeps of people's words: memory and runbooks. */
import { hubOptions, type Mode } from "../mode.ts";

const kind = { type: "string", value: "KIND", help: "alias (a name of machines), preference or fact." } as const;
const machine = {
  type: "string",
  multiple: true,
  value: "NAME",
  help: "A machine that it is about; may be given several times.",
} as const;

export const keeping: readonly Mode[] = [
  {
    name: "memory list",
    summary: "Lists what people have confirmed that ailx may remember.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: { min: 0, max: 0 },
    examples: [["ailx memory list", "Names of machines, preferences and facts."]],
    load: () => import("../memory-list.ts"),
  },
  {
    name: "memory add",
    summary: "Remembers a name of machines, a preference or a fact.",
    usage: "TEXT [OPTIONS]",
    about: "With --machine it is a name, else a fact. What looks like a secret is masked.",
    options: { kind, machine, ...hubOptions },
    words: { min: 1, max: 60 },
    examples: [
      ['ailx memory add "the download server" --machine sab-1', "Requests may call sab-1 so from now on."],
      ['ailx memory add --kind preference "never restart databases in the day"', "Told to a model with each request."],
    ],
    load: () => import("../memory-add.ts"),
  },
  {
    name: "memory edit",
    summary: "Changes what is remembered.",
    usage: "ID [OPTIONS]",
    options: { text: { type: "string", value: "TEXT", help: "The new words." }, kind, machine, ...hubOptions },
    words: { min: 1, max: 1 },
    examples: [["ailx memory edit 4f09c2 --machine sab-2", "It is another machine now."]],
    load: () => import("../memory-edit.ts"),
  },
  {
    name: "memory remove",
    summary: "Forgets an entry.",
    usage: "ID [OPTIONS]",
    options: hubOptions,
    words: { min: 1, max: 1 },
    examples: [["ailx memory remove 4f09c2", "The last six characters of its id are enough."]],
    load: () => import("../memory-remove.ts"),
  },
  {
    name: "runbook list",
    summary: "Lists runbooks, your own and built-in ones.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: { min: 0, max: 0 },
    examples: [["ailx runbook list", "What each answers to, and whether it is in use."]],
    load: () => import("../runbook-list.ts"),
  },
  {
    name: "runbook show",
    summary: "Prints the text of a runbook.",
    usage: "ID [OPTIONS]",
    options: hubOptions,
    words: { min: 1, max: 1 },
    examples: [["ailx runbook show disk-full > mine.yaml", "A built-in one to begin from."]],
    load: () => import("../runbook-show.ts"),
  },
  {
    name: "runbook test",
    summary: "Checks a runbook's file and runs its tests; needs no hub.",
    usage: "[FILE] [OPTIONS]",
    about: "Without FILE: whether all runbooks of the hub are in use. Exit status 1 where something is wrong.",
    options: {
      "on-hub": { type: "boolean", help: "Has the hub check the file, beside the runbooks that it has." },
      ...hubOptions,
    },
    words: { min: 0, max: 1 },
    examples: [
      ["ailx runbook test mine.yaml", "Nothing runs; tests are planned on machines of their own."],
      ["ailx runbook test mine.yaml --on-hub", "Sentences of the hub's other runbooks count as well."],
    ],
    load: () => import("../runbook-test.ts"),
  },
];
