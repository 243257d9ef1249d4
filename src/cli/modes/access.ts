/** The commands about who may talk to a hub and join it, and about this program itself. */
import { hubOptions, json, type Mode } from "../mode.ts";

export const access: readonly Mode[] = [
  {
    name: "token create",
    summary: "Makes a join token and the line to paste on a machine.",
    usage: "[OPTIONS]",
    options: {
      uses: { type: "string", value: "N", help: "How many machines may use it; 1 otherwise." },
      valid: { type: "string", value: "TIME", help: "How long it is good for, e.g. 2h or 7d; 24h otherwise." },
      tag: { type: "string", value: "TAG", multiple: true, help: "Tag that those machines get." },
      level: { type: "string", value: "1..4", help: "What those machines permit at most; 1, reading, otherwise." },
      label: { type: "string", value: "TEXT", help: "What it is for, in lists." },
      approve: { type: "boolean", help: "Each machine waits until a person has let it in: ailx machine approve." },
      ...hubOptions,
    },
    words: { min: 0, max: 0 },
    examples: [
      ["ailx token create --level 3", "For one machine on which services may be changed."],
      ["ailx token create --uses 30 --valid 7d --tag web --level 3", "For thirty web servers, good for a week."],
    ],
    load: () => import("../token-create.ts"),
  },
  {
    name: "token list",
    summary: "Lists join tokens.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: { min: 0, max: 0 },
    examples: [["ailx token list", "With how often each was used and until when it is good."]],
    load: () => import("../token-list.ts"),
  },
  {
    name: "token revoke",
    summary: "Revokes a join token; machines that joined by it stay.",
    usage: "ID [OPTIONS]",
    options: hubOptions,
    words: { min: 1, max: 1 },
    examples: [["ailx token revoke 4f09c2", "Nobody can join by it from now on."]],
    load: () => import("../token-revoke.ts"),
  },
  {
    name: "login",
    summary: "Signs in to a hub and remembers it.",
    usage: "URL [OPTIONS]",
    about:
      "Asks for name and password, or takes them from standard input, one a line. Of a self-made certificate it shows the pin and asks once.",
    options: {
      username: { type: "string", value: "NAME", help: "Who signs in." },
      code: {
        type: "string",
        value: "CODE",
        help: "The second factor's code, where there is one; asked for otherwise.",
      },
      key: { type: "boolean", help: "Asks for an API key instead of name and password." },
      pin: {
        type: "string",
        value: "PIN",
        help: "The pin that the hub's certificate must have; then nothing is asked about it.",
      },
      ...json,
    },
    words: { min: 1, max: 1 },
    examples: [
      ["ailx login https://hub.lan:2459", "Asks for name and password."],
      ["ailx login https://hub.lan:2459 --key < key.txt", "With an API key, which does not run out after 12 hours."],
    ],
    load: () => import("../login.ts"),
  },
  {
    name: "logout",
    summary: "Signs out and forgets the hub.",
    usage: "",
    options: json,
    words: { min: 0, max: 0 },
    examples: [["ailx logout", "Ends the sign-in on the hub too."]],
    load: () => import("../logout.ts"),
  },
  {
    name: "whoami",
    summary: "Says who you are to which hub.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: { min: 0, max: 0 },
    examples: [["ailx whoami", "Name, role, and how the hub was found."]],
    load: () => import("../whoami.ts"),
  },
  {
    name: "doctor",
    summary: "Checks the installation and says what to do.",
    usage: "[OPTIONS]",
    options: hubOptions,
    words: { min: 0, max: 0 },
    examples: [
      [
        "ailx doctor",
        "Settings with their origin, hub, certificate, machines, clock. Exit status 1 where something is wrong.",
      ],
    ],
    load: () => import("../doctor.ts"),
  },
  {
    name: "completion",
    summary: "Prints the completion script of a shell.",
    usage: "bash|zsh|fish",
    options: {},
    words: { min: 1, max: 1 },
    examples: [
      ["ailx completion bash > /etc/bash_completion.d/ailx", "For everybody on this computer."],
      ["ailx completion fish > ~/.config/fish/completions/ailx.fish", "For yourself."],
    ],
    load: () => import("../completion.ts"),
  },
  {
    name: "version",
    summary: "Prints the version.",
    usage: "[--json]",
    options: json,
    words: { min: 0, max: 0 },
    examples: [["ailx version --json", "With the runtime and the platform."]],
    load: () => import("../version.ts"),
  },
];
