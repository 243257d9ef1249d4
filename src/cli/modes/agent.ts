/** The command that runs an agent, apart from all others: every machine holds it in memory for months. */
import type { Mode } from "../mode.ts";
import { agentKeys, optionsFor } from "../setting-keys.ts";

export const agent: Mode = {
  name: "agent",
  summary: "Runs the agent: lets a hub work on this machine.",
  usage: "[OPTIONS]",
  about:
    "It dials the hub and listens on nothing. The token is needed once; afterwards the machine proves itself by its own key.",
  options: optionsFor(agentKeys),
  words: { min: 0, max: 0 },
  examples: [
    ["ailx agent --hub https://hub.lan:2459 --token TOKEN", "Joins that hub and stays connected."],
    ["ailx agent", "Connects again to the hub that was joined before."],
  ],
  load: () => import("../agent.ts"),
};
