/** The commands that keep running, or install what keeps running. */
import { json, type Mode } from "../mode.ts";
import { hubKeys } from "../hub-keys.ts";
import { optionsFor } from "../setting-keys.ts";
import { agent } from "./agent.ts";

const { level, tag, name, hub, token, proxy } = {
  level: {
    type: "string",
    value: "1..4",
    help: "Highest level that this machine permits: 1 read, 2 user files, 3 services, 4 anything.",
  },
  tag: { type: "string", value: "TAG", multiple: true, help: "Tag to suggest for this machine." },
  name: { type: "string", value: "NAME", help: "Name of this machine; otherwise its host name." },
  hub: { type: "string", value: "URL", help: "The hub to join." },
  proxy: {
    type: "string",
    value: "URL",
    help: "HTTP proxy that leads to the hub, or none; otherwise what HTTPS_PROXY and NO_PROXY say now.",
  },
  token: { type: "string", value: "TOKEN", help: "Join token (`ailx token create` on the hub)." },
} as const;

export const serving: readonly Mode[] = [
  {
    name: "up",
    summary: "Starts everything on this computer and opens the browser.",
    usage: "[OPTIONS]",
    about: "The hub and an agent for this computer, in one go. Nothing to set up first; Ctrl-C stops both.",
    options: { ...optionsFor(hubKeys), "no-open": { type: "boolean", help: "Does not open the browser." } },
    words: { min: 0, max: 0 },
    examples: [
      ["ailx up", "The first five minutes: a page to type requests on, and this computer as the first machine."],
      ["ailx up --data ./try --no-open", "The same with its data in ./try and without a browser."],
    ],
    load: () => import("../up.ts"),
  },
  {
    name: "hub",
    summary: "Runs the hub: pages, API, planner, store.",
    usage: "[OPTIONS]",
    about:
      "Settings come from flags, then the environment, then hub.yaml, then defaults; `ailx doctor` shows each with its origin.",
    options: optionsFor(hubKeys),
    words: { min: 0, max: 0 },
    examples: [
      ["ailx hub", "Reachable from this computer only."],
      ["ailx hub --listen 0.0.0.0:2459", "Reachable from the network, with TLS by a certificate that it makes itself."],
      ["ailx hub --listen 0.0.0.0:443 --tls-cert fullchain.pem --tls-key key.pem", "With a certificate of your own."],
    ],
    load: () => import("../hub.ts"),
  },
  agent,
  {
    name: "agent install",
    summary: "Installs the agent as a service of this machine.",
    usage: "--hub URL --token TOKEN [OPTIONS]",
    about:
      "Needs root. Writes /etc/ailx/agent.yaml and, where there is none yet, /etc/ailx/policy.yaml; then enables and starts the service.",
    options: { hub, token, "max-level": level, tag, name, proxy },
    words: { min: 0, max: 0 },
    examples: [
      [
        "sudo ailx agent install --hub https://hub.lan:2459 --token TOKEN",
        "Reads only: nothing on this machine can be changed from the hub.",
      ],
      [
        "sudo ailx agent install --hub https://hub.lan:2459 --token TOKEN --max-level 3 --tag web",
        "Services and packages may be changed, after approval.",
      ],
    ],
    load: () => import("../agent-install.ts"),
  },
  {
    name: "agent uninstall",
    summary: "Stops the agent's service and removes it.",
    usage: "[--purge]",
    options: { purge: { type: "boolean", help: "Also removes its settings, policy and key: it must then join anew." } },
    words: { min: 0, max: 0 },
    examples: [
      [
        "sudo ailx agent uninstall",
        "The machine shows as offline on the hub; installed again it comes back as itself.",
      ],
      ["sudo ailx agent uninstall --purge", "Nothing of the agent stays on this machine but the program."],
    ],
    load: () => import("../agent-uninstall.ts"),
  },
  {
    name: "agent policy",
    summary: "Shows what this machine permits, rule by rule with its line, or what is wrong with the file.",
    usage: "[OPTIONS]",
    options: {
      file: { type: "string", value: "FILE", help: "This file instead of the one in force: to check it beforehand." },
      state: { type: "string", value: "DIR", help: "State directory of an agent that does not run as root." },
      ...json,
    },
    words: { min: 0, max: 0 },
    examples: [
      ["sudo ailx agent policy", "What /etc/ailx/policy.yaml says, and what is granted for a while."],
      ["ailx agent policy --file new.yaml", "Checks a file before it is put in force."],
    ],
    load: async () => ({ run: (await import("../agent-policy.ts")).policy }),
  },
  {
    name: "agent grant",
    summary: "Lets the hub do more on this machine for a while.",
    usage: "--level 1..4 --for TIME [OPTIONS]",
    about:
      "Needs root on the machine itself. It raises the level and no other rule, survives restarts, and ends by itself.",
    options: {
      level: { type: "string", value: "1..4", help: "What is permitted until then." },
      for: { type: "string", value: "TIME", help: "For how long, e.g. 2h; 7d at most." },
      reason: { type: "string", value: "TEXT", help: "Why; told to the hub." },
      end: { type: "boolean", help: "Ends what is granted." },
      state: { type: "string", value: "DIR", help: "State directory of an agent that does not run as root." },
      ...json,
    },
    words: { min: 0, max: 0 },
    examples: [
      ["sudo ailx agent grant --level 4 --for 2h --reason 'new kernel'", "Anything, for two hours."],
      ["sudo ailx agent grant --end", "What the policy file says again, at once."],
    ],
    load: async () => ({ run: (await import("../agent-policy.ts")).grant }),
  },
  {
    name: "agent status",
    summary: "Says whether the agent's service runs and is connected, and where its settings lie.",
    usage: "[--json]",
    options: json,
    words: { min: 0, max: 0 },
    examples: [["ailx agent status", "Exit status 0 where it runs, 1 where not."]],
    load: () => import("../agent-status.ts"),
  },
];
