/** The commands about rules of the hub, standing permissions, and what would happen if. */
import { hubOptions, type Mode } from "../mode.ts";

const none = { min: 0, max: 0 } as const;
const one = { min: 1, max: 1 } as const;

export const policy: readonly Mode[] = [
  {
    name: "policy list",
    summary: "Lists the rules of the hub and its read-only switches.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: none,
    examples: [["ailx policy list", "With what each rule does, for whom and where."]],
    load: async () => ({ run: (await import("../policy.ts")).list }),
  },
  {
    name: "policy show",
    summary: "Shows a rule, or all of them, as a file for `policy set`.",
    usage: "[ID] [OPTIONS]",
    options: hubOptions,
    words: { min: 0, max: 1 },
    examples: [
      ["ailx policy show > policy.yaml", "All rules: edit the file and set it again."],
      ["ailx policy show freeze", "One rule."],
    ],
    load: async () => ({ run: (await import("../policy.ts")).show }),
  },
  {
    name: "policy set",
    summary: "Puts the rules of a file in force, and no others; with --add besides those that are there.",
    usage: "FILE [OPTIONS]",
    about:
      "The file is YAML: `rules:` and a list, or one rule. `-` is standard input. Nothing changes where any rule is wrong.",
    options: {
      add: { type: "boolean", help: "Leaves the other rules as they are; one of the same id is replaced." },
      ...hubOptions,
    },
    words: one,
    examples: [
      ["ailx policy set policy.yaml", "These rules and no others."],
      ["ailx policy set freeze.yaml --add", "One rule more."],
    ],
    load: async () => ({ run: (await import("../policy.ts")).set }),
  },
  {
    name: "policy remove",
    summary: "Removes a rule.",
    usage: "ID [OPTIONS]",
    options: hubOptions,
    words: one,
    examples: [["ailx policy remove freeze", "It counts no more from now on."]],
    load: async () => ({ run: (await import("../policy.ts")).remove }),
  },
  {
    name: "policy read-only",
    summary: "Switches the hub, or one machine, to read-only and back.",
    usage: "on|off [OPTIONS]",
    options: {
      machine: { type: "string", value: "NAME", help: "Only this machine." },
      reason: { type: "string", value: "TEXT", help: "Why; shown where something is refused." },
      ...hubOptions,
    },
    words: one,
    examples: [
      ["ailx policy read-only on --reason 'migration until noon'", "Nothing is changed anywhere; what runs goes on."],
      ["ailx policy read-only off", "As before."],
    ],
    load: async () => ({ run: (await import("../policy.ts")).readOnly }),
  },
  {
    name: "policy test",
    summary: "Tells what would happen if somebody asked for something; nothing runs.",
    usage: "[REQUEST] [OPTIONS]",
    about: "Give a request in words, or --command, or --tool with --input. Exit status 3 where it would be refused.",
    options: {
      on: { type: "string", value: "EXPR", help: "The machines." },
      command: { type: "string", value: "TEXT", help: "A command, as it would be typed." },
      tool: { type: "string", value: "NAME", help: "A tool." },
      input: { type: "string", value: "JSON", help: "The tool's input." },
      person: { type: "string", value: "NAME", help: "As this person; admins only." },
      role: { type: "string", value: "ROLE", help: "As anybody of this role; admins only." },
      at: { type: "string", value: "TIME", help: "As if it were then: 2026-01-05T23:00:00Z." },
      ...hubOptions,
    },
    words: { min: 0, max: 1_000 },
    examples: [
      [
        "ailx policy test restart nginx on all web servers --role operator",
        "Machine by machine, with the rule and where it is written.",
      ],
      ["ailx policy test --command 'systemctl stop nginx' --on web-1", "A command that would be typed."],
    ],
    load: async () => ({ run: (await import("../policy-test.ts")).run }),
  },
  {
    name: "permit list",
    summary: "Lists standing permissions: what runs without being asked again.",
    usage: "[OPTIONS]",
    options: { all: { type: "boolean", help: "Those that ended too." }, ...hubOptions },
    words: none,
    examples: [["ailx permit list", "With for whom, where, until when and how often it was used."]],
    load: async () => ({ run: (await import("../permit.ts")).list }),
  },
  {
    name: "permit revoke",
    summary: "Revokes a standing permission.",
    usage: "ID [OPTIONS]",
    options: hubOptions,
    words: one,
    examples: [["ailx permit revoke 4f09c2", "The same is asked again from now on."]],
    load: async () => ({ run: (await import("../permit.ts")).revoke }),
  },
];
