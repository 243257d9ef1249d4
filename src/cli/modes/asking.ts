/** The commands that make machines do something, and those that look at what was done. */
import { mannerOptions } from "../manner.ts";
import { hubOptions, json, type Mode, type Option } from "../mode.ts";

const approve: Option = {
  type: "string",
  value: "low|medium|high",
  help: "Approves by itself up to this risk. Critical is never approved this way.",
};
const maxLevel: Option = { type: "string", value: "1..4", help: "Highest level that this may need." };

export const asking: readonly Mode[] = [
  {
    name: "rate",
    summary: "Says what a command would be rated, and which of its words are the reason.",
    usage: "[LINE] [OPTIONS]",
    about: "Needs no hub, and nothing runs. Without a line it rates standard input.",
    options: {
      jsonl: { type: "boolean", help: 'Rates each {"id", "command"} of standard input, one a line.' },
      ...json,
    },
    words: { min: 0, max: 1 },
    examples: [
      ["ailx rate 'find /srv -name \"*.log\" -delete'", "Risk, level, and the words that decide them."],
      ["ailx rate --jsonl < commands.jsonl", "Many, for measuring: id, risk, level and reasons a line."],
    ],
    load: () => import("../rate.ts"),
  },
  {
    name: "ask",
    summary: "Plans what you ask for in words, asks where it must, does it and checks it.",
    usage: '"TEXT" [OPTIONS]',
    about:
      "What only reads runs at once, and what its commands wrote is printed. Anything that changes something shows\n" +
      "its plan first and waits for your yes; `change` in place of it asks what should be another way. Ctrl-C cancels the task, a\n" +
      "second one leaves it alone.",
    options: {
      on: { type: "string", value: "EXPR", help: "Only these machines." },
      "follow-up": { type: "string", value: "ID", help: "Goes on from this task: “and on db-2 as well”, “why?”." },
      continue: { type: "boolean", short: "c", help: "Goes on from the last task that you asked for in words." },
      planner: { type: "string", value: "NAME", help: "Who plans it: embedded, or model." },
      jsonl: { type: "boolean", help: "Prints what happens as it happens, an event as JSON a line." },
      "plan-only": { type: "boolean", help: "Shows the plan; nothing runs." },
      verbose: { type: "boolean", short: "v", help: "Shows what a diagnosis looked at, beside its answer." },
      approve,
      "max-level": maxLevel,
      ...mannerOptions,
      ...hubOptions,
    },
    words: { min: 1, max: 1 },
    examples: [
      ['ailx ask "show disk usage on all machines"', "Reads, so it runs at once."],
      ['ailx ask "why is web-1 slow?"', "Looks in many places, and says what it found and what would help."],
      ['ailx ask --continue "and on db-2 as well"', "Goes on from what you asked last."],
      ['ailx ask "restart nginx on all web servers"', "Shows the plan, asks, restarts one by one and checks each."],
      [
        'ailx ask "restart nginx" --on tag:web --approve medium',
        "For scripts: runs unasked if its risk is medium or less, else exits with 3.",
      ],
    ],
    load: () => import("../ask.ts"),
  },
  {
    name: "exec",
    summary: "Runs a command on machines, live.",
    usage: "EXPR [OPTIONS] -- COMMAND…",
    about:
      "What you type runs without a question up to medium risk, unless a rule asks; what is worse shows its plan first.\n" +
      "One word after -- is taken as a whole command line for bash; several words are quoted for you. EXPR names the machines:\n" +
      "web-1 · 'web-*' · tag:web · os:debian · 'cpu>80' · all · with and, or, not and brackets.",
    options: {
      approve,
      timeout: {
        type: "string",
        value: "TIME",
        help: "Ends the command after this long on each machine, e.g. 30s or 5m.",
      },
      terminal: { type: "boolean", help: "Runs it on a terminal of its own, so that what it asks can be answered." },
      root: { type: "boolean", help: "Runs it as root although it needs less; judged as behind sudo." },
      answer: {
        type: "string",
        value: "PART=TEXT",
        multiple: true,
        help: "Types TEXT where it asks a question that holds PART; brings the terminal. Not for passwords.",
      },
      secret: {
        type: "string",
        value: "NAME[=ENV]",
        multiple: true,
        help: "The command finds this secret in its environment, as ENV or its name in capitals.",
      },
      "max-level": maxLevel,
      group: { type: "boolean", help: "Prints what several machines wrote alike once, at the end." },
      ...mannerOptions,
      ...hubOptions,
    },
    words: { min: 1, max: 1 },
    takesCommand: true,
    examples: [
      ["ailx exec web-1 -- uptime", "On one machine: its output as it comes."],
      [
        "ailx exec tag:web -- 'df -h / | tail -1'",
        "On many: each line with the machine in front; the pipe runs there, not here.",
      ],
      ["ailx exec tag:web --group -- uname -r", "What is equal once, under the names of its machines."],
      [
        "ailx exec tag:web --canary 1 --batch 5 --stop-after 10% -- systemctl reload nginx",
        "One machine first, then 5 at a time, until more than a tenth have failed.",
      ],
      [
        "ailx exec tag:web --approve high -- systemctl reload nginx",
        "Without a question, even where its risk is high.",
      ],
      ["ailx exec tag:edge --queue 2h -- uptime", "Where a machine is away, once it is back, for at most 2 hours."],
      [
        "ailx exec db-1 --answer 'continue?=y' -- apt-get upgrade",
        "Answers that question by itself; any other is told, and `ailx run` answers it.",
      ],
    ],
    load: () => import("../exec.ts"),
  },
  {
    name: "run",
    summary: "Shows what a silent run waits for; waits on, answers, interrupts or kills it.",
    usage: "ID [wait | answer [TEXT] | interrupt | kill] [OPTIONS]",
    about:
      "ID is the six characters that a run is told with once it has been silent. An answer without TEXT is asked for, and\n" +
      "without being shown where the run asks for a secret; that is typed into its terminal and kept nowhere.",
    options: hubOptions,
    words: { min: 1, max: 3 },
    examples: [
      ["ailx run 4f09c2", "What it waits for, and how that is known."],
      ["ailx run 4f09c2 answer y", "Types y and Enter; the command must run with --terminal."],
      ["ailx run 4f09c2 interrupt", "As with Ctrl-C: what it wrote so far is its result."],
    ],
    load: () => import("../act.ts"),
  },
  {
    name: "machines",
    summary: "Lists machines with their state and numbers.",
    usage: "[EXPR] [OPTIONS]",
    options: hubOptions,
    words: { min: 0, max: 1 },
    examples: [
      ["ailx machines", "All of them."],
      ["ailx machines 'tag:web and status:offline'", "The web servers that are away."],
    ],
    load: () => import("../machines.ts"),
  },
  {
    name: "tasks",
    summary: "Lists the newest tasks.",
    usage: "[OPTIONS]",
    options: {
      state: { type: "string", value: "STATE", help: "Only those in this state, e.g. needs_approval." },
      machine: { type: "string", value: "NAME", help: "Only those of this machine." },
      limit: { type: "string", value: "N", help: "How many; 20 otherwise." },
      ...hubOptions,
    },
    words: { min: 0, max: 0 },
    examples: [
      ["ailx tasks", "The newest 20."],
      ["ailx tasks --state needs_approval", "What waits for a yes."],
    ],
    load: () => import("../tasks.ts"),
  },
  {
    name: "task",
    summary: "Shows a task: plan, what ran where, outcome.",
    usage: "ID [--follow] [OPTIONS]",
    options: {
      follow: { type: "boolean", short: "f", help: "Stays until the task has ended." },
      find: {
        type: "string",
        value: "TEXT",
        help: "Shows the lines of its output that hold this; capitals do not count.",
      },
      masked: { type: "boolean", help: "Lists what was masked in its output, by number." },
      reveal: { type: "string", value: "N", help: "Shows one masked value; for admins, and it is audited." },
      machine: { type: "string", value: "NAME", help: "With --masked or --reveal: only on this machine." },
      reason: { type: "string", value: "TEXT", help: "With --reveal: why." },
      ...hubOptions,
    },
    words: { min: 1, max: 1 },
    examples: [
      ["ailx task 4f09c2", "By the six characters that every list shows."],
      ["ailx task 4f09c2 --follow", "Watches it to its end; the exit status is the task's."],
      ["ailx task 4f09c2 --find error", "Where that stands in what its programs wrote."],
      ["ailx task 4f09c2 --reveal 1 --reason 'rotate it'", "The first value that was masked in its output."],
    ],
    load: () => import("../task.ts"),
  },
  {
    name: "approve",
    summary: "Approves the plan of a task and follows it.",
    usage: "ID [OPTIONS]",
    options: {
      yes: { type: "boolean", short: "y", help: "Does not ask again." },
      "type-name": { type: "string", value: "NAME", help: "The name that a critical plan asks to be typed." },
      reason: { type: "string", value: "TEXT", help: "Kept with the approval." },
      again: {
        type: "string",
        value: "TIME",
        help: "Asks nobody for the same on the same machines for so long, e.g. 8h; never for anything critical.",
      },
      ...hubOptions,
    },
    words: { min: 1, max: 1 },
    examples: [
      ["ailx approve 4f09c2", "Shows the plan and asks."],
      ["ailx approve 4f09c2 --yes --reason 'change 1182'", "For scripts."],
    ],
    load: () => import("../approve.ts"),
  },
  {
    name: "answer",
    summary: "Answers what a task asks, in words, and follows it.",
    usage: "ID TEXT… [OPTIONS]",
    about:
      "A number, a name or a part of it, several, “all” or “the first one”. What is not understood is asked again.",
    options: hubOptions,
    words: { min: 2, max: 500 },
    examples: [
      ["ailx answer 4f09c2 web-1", "Which machine is meant."],
      ["ailx answer 4f09c2 2", "The second of what was offered."],
      ["ailx answer 4f09c2 'web-1 and web-2'", "Several, where the request can be for several."],
    ],
    load: () => import("../answer.ts"),
  },
  {
    name: "reject",
    summary: "Rejects the plan of a task; nothing of it runs.",
    usage: "ID [--reason TEXT] [OPTIONS]",
    options: { reason: { type: "string", value: "TEXT", help: "Why, for those who asked." }, ...hubOptions },
    words: { min: 1, max: 1 },
    examples: [["ailx reject 4f09c2 --reason 'not during business hours'", "The reason is kept with the task."]],
    load: () => import("../reject.ts"),
  },
];
