/** The commands about people, their API keys, and machines that wait to be let in. */
import { hubOptions, type Mode, type Options } from "../mode.ts";

const none = { min: 0, max: 0 } as const;
const one = { min: 1, max: 1 } as const;
const role = "viewer, operator or admin.";
const about: Options = {
  name: { type: "string", value: "TEXT", help: "The whole name, for people." },
  email: { type: "string", value: "ADDRESS", help: "The e-mail address." },
  scope: {
    type: "string",
    value: "EXPR",
    help: "The machines that exist for this person, by names and tags, e.g. tag:web; 'all': every one.",
  },
};

export const people: readonly Mode[] = [
  {
    name: "user list",
    summary: "Lists the people of the hub.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: none,
    examples: [["ailx user list", "With role, scope, second factor and last sign-in."]],
    load: () => import("../user.ts").then(({ list }) => ({ run: list })),
  },
  {
    name: "user add",
    summary: "Adds a person.",
    usage: "NAME --role ROLE [OPTIONS]",
    about: "Asks for the password, or takes it from standard input.",
    options: { role: { type: "string", value: "ROLE", help: role }, ...about, ...hubOptions },
    words: one,
    examples: [
      ["ailx user add bert --role operator --scope tag:web", "Bert sees and acts on the machines tagged web only."],
      ["ailx user add vera --role viewer < password.txt", "The password is the first line of the file."],
    ],
    load: () => import("../user.ts").then(({ add }) => ({ run: add })),
  },
  {
    name: "user set",
    summary: "Changes a person: role, scope, name, e-mail, active or not.",
    usage: "NAME [OPTIONS]",
    about: "Less power ends the person's sign-ins.",
    options: {
      role: { type: "string", value: "ROLE", help: role },
      ...about,
      active: { type: "boolean", help: "May sign in again." },
      inactive: { type: "boolean", help: "Is out at once: sign-ins, keys and open pages end." },
      "no-totp": { type: "boolean", help: "Takes the second factor away from someone who lost it." },
      ...hubOptions,
    },
    words: one,
    examples: [
      ["ailx user set bert --inactive", "Bert is out, and can be let in again."],
      ["ailx user set vera --role operator --scope 'web-*'", "More to do, on fewer machines."],
    ],
    load: () => import("../user.ts").then(({ set }) => ({ run: set })),
  },
  {
    name: "user password",
    summary: "Gives a person a new password and ends the sign-ins.",
    usage: "NAME [OPTIONS]",
    about:
      "Asks for it, or takes it from standard input. On the hub's own computer this lets an admin in who is locked out.",
    options: hubOptions,
    words: one,
    examples: [["ailx user password anna", "Anna signs in with the new one."]],
    load: () => import("../user.ts").then(({ password }) => ({ run: password })),
  },
  {
    name: "user remove",
    summary: "Removes a person with all sign-ins and keys.",
    usage: "NAME [OPTIONS]",
    options: hubOptions,
    words: one,
    examples: [["ailx user remove bert", "What Bert did stays in the audit."]],
    load: () => import("../user.ts").then(({ remove }) => ({ run: remove })),
  },
  {
    name: "key create",
    summary: "Makes an API key; it is shown this once.",
    usage: "LABEL [OPTIONS]",
    options: {
      role: { type: "string", value: "ROLE", help: `At most your own: ${role} viewer otherwise.` },
      scope: { type: "string", value: "EXPR", help: "The machines that it reaches, by names and tags." },
      valid: {
        type: "string",
        value: "TIME",
        help: "How long it is good for, e.g. 90d; otherwise until it is revoked.",
      },
      ...hubOptions,
    },
    words: one,
    examples: [
      [
        "ailx key create ci --role operator --scope tag:web --valid 90d",
        "For a program that deploys to the web servers.",
      ],
    ],
    load: () => import("../key.ts").then(({ create }) => ({ run: create })),
  },
  {
    name: "key list",
    summary: "Lists your API keys; for admins everybody's.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: none,
    examples: [["ailx key list", "With role, scope, end and last use."]],
    load: () => import("../key.ts").then(({ list }) => ({ run: list })),
  },
  {
    name: "key revoke",
    summary: "Revokes an API key at once.",
    usage: "ID [OPTIONS]",
    options: hubOptions,
    words: one,
    examples: [["ailx key revoke 4f09c2", "What it opened ends within seconds."]],
    load: () => import("../key.ts").then(({ revoke }) => ({ run: revoke })),
  },
  {
    name: "machine approve",
    summary: "Lets a machine in that waits, or lists those that wait.",
    usage: "[NAME] [OPTIONS]",
    about:
      "Compare the fingerprint with what the machine shows: `ailx agent status` there, or the end of its installation.",
    options: {
      fingerprint: { type: "string", value: "TEXT", help: "What the machine shows; another key is not let in." },
      ...hubOptions,
    },
    words: { min: 0, max: 1 },
    examples: [
      ["ailx machine approve", "Who waits, with the fingerprints."],
      ["ailx machine approve web-7 --fingerprint dGhl…", "Lets web-7 in if that is its key."],
    ],
    load: () => import("../machine.ts").then(({ approve }) => ({ run: approve })),
  },
  {
    name: "machine refuse",
    summary: "Refuses a machine that waits; its key is dead.",
    usage: "NAME [OPTIONS]",
    options: hubOptions,
    words: one,
    examples: [["ailx machine refuse web-7", "It has to ask anew with a new key."]],
    load: () => import("../machine.ts").then(({ refuse }) => ({ run: refuse })),
  },
];
