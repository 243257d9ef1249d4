/** Commands of secrets: what steps need, and what was masked. */
import { hubOptions, type Mode } from "../mode.ts";

export const secrets: readonly Mode[] = [
  {
    name: "secret set",
    summary: "Sets a secret that commands can use; the value is asked for or piped in.",
    usage: "NAME [OPTIONS]",
    options: hubOptions,
    words: { min: 1, max: 1 },
    examples: [
      ["ailx secret set db-password", "Asks for the value and does not show it."],
      ["ailx secret set tls-key < server.key", "The whole of a file; a line feed at its end is left away."],
    ],
    load: () => import("../secret-set.ts"),
  },
  {
    name: "secret list",
    summary: "Lists secrets, never their values.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: { min: 0, max: 0 },
    examples: [["ailx secret list", "With version, age and last use."]],
    load: () => import("../secret-list.ts"),
  },
  {
    name: "secret remove",
    summary: "Removes a secret with all its versions.",
    usage: "NAME [OPTIONS]",
    options: hubOptions,
    words: { min: 1, max: 1 },
    examples: [["ailx secret remove db-password", "Plans that name it no longer run."]],
    load: () => import("../secret-remove.ts"),
  },
];
