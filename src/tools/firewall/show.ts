/** `firewall.show`: the rules that the kernel holds packets to now. */
import * as z from "zod/mini";
import { machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { programField } from "./input.ts";

const input = once(() => z.strictObject({ program: programField() }).check(z.meta({ examples: [{}] })));
const output = once(() =>
  z.object({
    program: z.enum(["nft", "iptables", "ip6tables"]),
    tables: z
      .array(
        z.object({
          name: z.string().check(z.maxLength(140), z.regex(/^[\w ./-]+$/)),
          text: machineText(200_000),
          /** Its text is longer than is shown. */
          cut: z.boolean(),
        }),
      )
      .check(z.maxLength(64)),
  }),
);
export type ShowInput = z.infer<ReturnType<typeof input>>;
export type ShowOutput = z.infer<ReturnType<typeof output>>;

export const firewallShow = agentTool({
  name: "firewall.show",
  version: 1,
  does: "Shows the firewall's rules as they are in force now.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  // The kernel shows them to root alone.
  level: () => 3,
  preview: ({ program = "nft" }) => ({
    title: "Look at the firewall's rules",
    exact: program === "nft" ? "nft -s list ruleset" : `${program}-save`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ tables }) =>
    tables.length === 0
      ? "no rules: everything passes"
      : `${tables.length} tables: ${tables.map(({ name }) => name).join(", ")}`,
  timeoutMs: 30_000,
  load: { run: () => import("./show.run.ts"), view: () => import("./show.view.tsx") },
});
