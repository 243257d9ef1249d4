/** The commands that drive a task which has begun. */
import { hubOptions, type Mode } from "../mode.ts";

export const driving: readonly Mode[] = [
  {
    name: "pause",
    summary: "Pauses a task: nothing new begins, what runs goes on to its end.",
    usage: "ID [OPTIONS]",
    options: hubOptions,
    words: { min: 1, max: 1 },
    examples: [["ailx pause 4f09c2", "Machines that it has not come to yet are left as they are."]],
    load: async () => ({ run: (await import("../hold.ts")).pause }),
  },
  {
    name: "resume",
    summary: "Goes on with a paused task.",
    usage: "ID [OPTIONS]",
    options: {
      ...hubOptions,
      take: { type: "boolean", help: "Where planning used up its budget: end it with what was found." },
    },
    words: { min: 1, max: 1 },
    examples: [
      ["ailx resume 4f09c2", "From where it stood; what was approved stays approved."],
      ["ailx resume 4f09c2 --take", "A model's budget was used up, and what it found is enough."],
    ],
    load: async () => ({ run: (await import("../hold.ts")).resume }),
  },
  {
    name: "cancel",
    summary: "Ends a task: nothing new begins, and what runs is stopped with all its processes.",
    usage: "ID [OPTIONS]",
    options: hubOptions,
    words: { min: 1, max: 1 },
    examples: [["ailx cancel 4f09c2", "What was done already stays done."]],
    load: async () => ({ run: (await import("../hold.ts")).cancel }),
  },
  {
    name: "skip",
    summary: "Leaves machines out of what a task has not begun there.",
    usage: "ID MACHINE… [OPTIONS]",
    options: hubOptions,
    words: { min: 2, max: 1_000 },
    examples: [
      ["ailx skip 4f09c2 web-3", "The others go on."],
      ["ailx skip 4f09c2 db-2 db-3", "Also ends waiting for machines that are away."],
    ],
    load: async () => ({ run: (await import("../hold.ts")).skip }),
  },
  {
    name: "retry",
    summary: "Tries an ended task again where it did not end well.",
    usage: "ID [MACHINE…] [OPTIONS]",
    about:
      "It becomes a task of its own, with fresh facts, and is judged and approved anew. Without names it is tried again where it\n" +
      "failed, was not reached, was cancelled or was stopped before it began. Where it is not known what was done, and where a\n" +
      "person left a machine out, it is tried again only by name.",
    options: hubOptions,
    words: { min: 1, max: 1_000 },
    examples: [
      ["ailx retry 4f09c2", "On all machines where it did not end well."],
      ["ailx retry 4f09c2 db-2", "On this one only."],
    ],
    load: () => import("../retry.ts"),
  },
  {
    name: "undo",
    summary: "Takes back what an ended task changed, from its last step to its first.",
    usage: "ID [OPTIONS]",
    about:
      "It becomes a task of its own, which says before what it puts back and what cannot be undone, and is judged and approved\n" +
      "anew. Files come back byte for byte with owner and mode; one that somebody else changed since is left alone unless\n" +
      "--force is given, and then a copy of that is kept too. An undo can be undone. Copies are kept for 30 days.",
    options: {
      ...hubOptions,
      step: { type: "string", value: "N", help: "Only this step, by its number or id." },
      force: { type: "boolean", help: "Also over what somebody else changed since." },
    },
    words: { min: 1, max: 1 },
    examples: [
      ["ailx undo 4f09c2", "All that it changed."],
      ["ailx undo 4f09c2 --step 2 --force", "Only its second step, whatever became of it since."],
    ],
    load: () => import("../undo.ts"),
  },
];
