/** `firewall.apply`: makes whole tables of rules what a text says; they come back by themselves where that cuts the machine off. */
import * as z from "zod/mini";
import { fileChange } from "../../domain/fileChange.ts";
import type { WayBack } from "../../domain/plan.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import type { JsonObject } from "../../lib/json.ts";
import { once } from "../../lib/once.ts";
import { confirmedChecks, confirmedFields, confirmedLine, judgeConfirmed, windowField } from "../commitConfirm.ts";
import { agentTool } from "../define.ts";
import { programField, tableField } from "./input.ts";
import { readRules } from "./nft.ts";

const mostChars = 60_000;

const input = once(() =>
  z
    .strictObject({
      rules: z
        .string()
        .check(
          z.maxLength(mostChars),
          z.regex(/^[^\0]*$/, "holds a character that no rule holds"),
          z.describe(
            "Whole tables: of nft “table inet filter { … }”, of iptables what iptables-save writes. Tables named here become exactly this; others stay. It may be empty where tables are removed.",
          ),
        ),
      program: programField(),
      remove: z.optional(
        z
          .array(tableField())
          .check(z.minLength(1), z.maxLength(16), z.describe("Tables of nft to remove: “inet filter”.")),
      ),
      confirmWithinS: windowField(),
    })
    .check(
      z.superRefine(({ rules, program = "nft", remove = [] }, context) => {
        const fault = inputFault(rules, program, remove);
        if (fault !== undefined) context.addIssue({ code: "custom", path: ["rules"], message: fault });
      }),
      z.meta({
        examples: [
          {
            rules:
              'table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tct state established,related accept\n\t\tiif "lo" accept\n\t\ttcp dport { 22, 443 } accept\n\t}\n}\n',
          },
        ],
      }),
    ),
);
const output = once(() =>
  z.object({
    ...confirmedFields(),
    program: z.enum(["nft", "iptables", "ip6tables"]),
    /** Each table as a text that changes. */
    tables: z.array(fileChange()).check(z.maxLength(32)),
    /** The tables as they were; absent where that is too long to be taken as input again. */
    before: z.optional(machineText(mostChars)),
    /** Tables that were not there before. */
    made: z.array(z.string().check(z.maxLength(140))).check(z.maxLength(32)),
  }),
);
export type ApplyInput = z.infer<ReturnType<typeof input>>;
export type ApplyOutput = z.infer<ReturnType<typeof output>>;

function inputFault(rules: string, program: "nft" | "iptables" | "ip6tables", remove: string[]): string | undefined {
  const read = readRules(program, rules);
  if ("fault" in read) return read.fault;
  if (remove.length > 0 && program !== "nft") return "of iptables no tables are removed; give them without rules";
  const both = remove.find((name) => read.tables.includes(name));
  if (both !== undefined) return `names ${both}, which is also to be removed`;
  return read.tables.length + remove.length === 0 ? "holds no table" : undefined;
}

export const firewallApply = agentTool({
  name: "firewall.apply",
  version: 1,
  does: "Changes the firewall's rules in force; they come back by themselves unless the machine still reaches its hub.",
  input,
  output,
  access: "change",
  platforms: ["linux"],
  risk: () => ({ risk: "critical", reasons: ["changes what the machine lets in and out, and may cut the way in"] }),
  level: () => 4,
  preview: ({ rules, program = "nft", remove = [], confirmWithinS = 60 }) => ({
    title: "Change the firewall's rules",
    exact: [
      `${program === "nft" ? "nft -f" : `${program}-restore`}, back by itself after ${confirmWithinS} s unless the hub is reached anew`,
      ...remove.map((name) => `delete table ${name}`),
      rules,
    ].join("\n"),
  }),
  precheck: ({ program = "nft" }) =>
    program === "nft" ? "nft -c -f, for the new rules and for the way back" : `${program}-restore --test, for both`,
  checks: () => [...confirmedChecks, "the tables are there, or gone, as asked"],
  judge: (_input, output) => judgeConfirmed("the firewall's rules", output),
  undo: () => ({
    kind: "kept",
    text: "The tables are made again what they were; they are written down before the change",
  }),
  wayBack: (_input, output) => wayBack(output),
  line: confirmedLine,
  timeoutMs: 300_000,
  load: {
    run: () => import("./apply.run.ts"),
    view: () => import("./apply.view.tsx"),
    preview: () => import("./apply.run.ts"),
  },
});

function wayBack({ outcome, program, before, made, tables }: ApplyOutput): WayBack {
  if (outcome === "reverted" || tables.every(({ kind }) => kind === "same")) return { kind: "nothing" };
  if (before === undefined)
    return { kind: "impossible", why: "the rules from before are too long to be given to the machine again" };
  const rules = forHtml(before);
  const again: JsonObject = { program, rules };
  if (program === "nft" && made.length > 0) again["remove"] = made;
  return { kind: "tool", tool: "firewall.apply", input: again, text: "Bring back the rules from before" };
}
