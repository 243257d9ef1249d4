/** The commands about the audit trail. */
import { hubOptions, json, type Mode, type Options } from "../mode.ts";

const filter: Options = {
  person: { type: "string", value: "NAME", help: "Only what this person did, by name or id." },
  machine: { type: "string", value: "NAME", help: "Only what concerns this machine." },
  task: { type: "string", value: "ID", help: "Only what belongs to this task." },
  action: { type: "string", value: "WHAT", help: "Only this, e.g. login.failed, or all of a kind, e.g. login." },
  from: { type: "string", value: "TIME", help: "Not before this day or moment, e.g. 2026-11-21." },
  to: { type: "string", value: "TIME", help: "Not after this day or moment." },
  text: { type: "string", value: "TEXT", help: "Only where this stands anywhere in the entry." },
};

export const audit: readonly Mode[] = [
  {
    name: "audit list",
    summary: "Lists what was done, by whom, from where.",
    usage: "[OPTIONS]",
    options: { ...filter, limit: { type: "string", value: "N", help: "How many; 50 otherwise." }, ...hubOptions },
    words: { min: 0, max: 0 },
    examples: [
      ["ailx audit list --machine web-1 --from 2026-11-20", "What was done to web-1 since then."],
      ["ailx audit list --action login.failed", "Who could not sign in."],
    ],
    load: () => import("../audit-list.ts"),
  },
  {
    name: "audit verify",
    summary: "Checks that nothing in the audit trail was changed, removed, put in or cut off.",
    usage: "[OPTIONS]",
    about:
      "Compares the whole chain with the checkpoints that the hub signed and with the copies that machines hold. With --file no hub has to run: the file is a hub's database, a copy of one, or an export. Exit status 1 where something does not fit.",
    options: {
      file: { type: "string", value: "FILE", help: "A database (hub.db), a copy of one, or an export in JSONL." },
      "hub-key": {
        type: "string",
        value: "KEY",
        help: "The hub's public key or a file with its key; otherwise what lies beside the database.",
      },
      copies: {
        type: "string",
        value: "FILE",
        multiple: true,
        help: "audit-checkpoints.jsonl from a machine's state directory, to compare with.",
      },
      ...hubOptions,
    },
    words: { min: 0, max: 0 },
    examples: [
      ["ailx audit verify", "On the hub that commands from here talk to."],
      ["ailx audit verify --file /backup/hub.db --copies web-1/audit-checkpoints.jsonl", "Without a hub."],
    ],
    load: () => import("../audit-verify.ts"),
  },
  {
    name: "audit export",
    summary: "Writes the audit trail as JSON Lines or CSV.",
    usage: "[OPTIONS]",
    about: "The whole trail as JSON Lines holds what verifies it: ailx audit verify --file.",
    options: {
      ...filter,
      csv: { type: "boolean", help: "CSV instead of JSON Lines." },
      out: { type: "string", value: "FILE", help: "Where to; otherwise to standard output." },
      ...hubOptions,
    },
    words: { min: 0, max: 0 },
    examples: [
      ["ailx audit export --out trail.jsonl", "All of it."],
      ["ailx audit export --csv --person anna --from 2026-11-01 > anna.csv", "A part, for a spreadsheet."],
    ],
    load: () => import("../audit-export.ts"),
  },
  {
    name: "audit report",
    summary: "Tells of a period what was changed, approved and refused, and who could do what.",
    usage: "[OPTIONS]",
    options: {
      from: { type: "string", value: "TIME", help: "The first day or moment; 30 days ago otherwise." },
      to: { type: "string", value: "TIME", help: "The last one; now otherwise." },
      ...hubOptions,
    },
    words: { min: 0, max: 0 },
    examples: [["ailx audit report --from 2026-10-01 --to 2026-10-31", "Of a month."]],
    load: () => import("../audit-report.ts"),
  },
  {
    name: "audit explain",
    summary: "Writes into the trail why checkpoints do not fit, such as a backup that was put back.",
    usage: "--reason TEXT [OPTIONS]",
    about: "What was explained no longer fails a verification, and is shown by each one with who said it and why.",
    options: { reason: { type: "string", value: "TEXT", help: "Why." }, ...hubOptions, ...json },
    words: { min: 0, max: 0 },
    examples: [['ailx audit explain --reason "disk broke, backup of 3 November"', "After a restore."]],
    load: () => import("../audit-explain.ts"),
  },
  {
    name: "agent record",
    summary: "Shows what was run on this machine, as the machine itself kept it, and whether that was altered.",
    usage: "[OPTIONS]",
    about: "Run on the machine itself. Exit status 1 where the record is not whole.",
    options: {
      state: { type: "string", value: "DIR", help: "The agent's state directory (AILX_STATE)." },
      limit: { type: "string", value: "N", help: "How many lines; 50 otherwise." },
      ...json,
    },
    words: { min: 0, max: 0 },
    examples: [["sudo ailx agent record", "Who asked for what, which programs ran, how they ended."]],
    load: () => import("../agent-record.ts"),
  },
];
