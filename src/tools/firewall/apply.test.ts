import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import type { ApplyInput } from "./apply.ts";
import { preview, run } from "./apply.run.ts";
import { canHave, network } from "./testing/network.ts";

const tool = toolNamed("firewall.apply");
const inNetwork = testWhere(canHave, "root and nft");
const withIptables = testWhere(canHave && Bun.which("iptables-nft-restore") !== null, "root and iptables");

let net: Awaited<ReturnType<typeof network>> | undefined;
beforeEach(async () => {
  if (canHave) net = await network();
});
afterEach(async () => await net?.end());
const here = () => {
  if (!net) throw new Error("there is no network");
  return net;
};
/** Table by table: one that was made anew stands last, and which of two tables comes first decides nothing here. */
const ruleset = (): Promise<string> =>
  here().on("nft list tables | sort | while read -r _ family name; do nft -s list table $family $name; done");

const first =
  "table inet a {\n\tchain in {\n\t\ttype filter hook input priority filter; policy accept;\n\t\ttcp dport 22 accept\n\t}\n}\n";
const other = "table ip other {\n\tset s {\n\t\ttype ipv4_addr\n\t\telements = { 10.0.0.1 }\n\t}\n}\n";
const shut = "table inet a {\n\tchain in {\n\t\ttype filter hook input priority filter; policy drop;\n\t}\n}\n";
const given = async (...texts: string[]): Promise<void> => {
  for (const text of texts) await here().on(`nft -f - <<'END'\n${text}\nEND`);
};
const apply = (input: ApplyInput) => run(input, here().context());

describe("firewall.apply", () => {
  test("is critical, and takes whole tables only", () => {
    expect(tool.risk({ rules: first }).risk).toBe("critical");
    expect(tool.level({ rules: first })).toBe(4);
    const takes = (input: object): boolean => tool.input().safeParse(input).success;
    expect([takes({ rules: first }), takes({ rules: "", remove: ["inet a"] })]).toEqual([true, true]);
    for (const input of [
      { rules: "" },
      { rules: "flush ruleset" },
      { rules: 'include "/etc/shadow"' },
      { rules: first, remove: ["inet a"] },
      { rules: first, remove: ["inet a; flush ruleset"] },
      { rules: "*filter\nCOMMIT\n", program: "iptables", remove: ["inet a"] },
      { rules: first, confirmWithinS: 5 },
    ])
      expect(takes(input), JSON.stringify(input)).toBe(false);
  });

  inNetwork("changes the tables that it names, leaves the others, and its way back brings back what was", async () => {
    await given(first, other);
    const before = await ruleset();
    const output = await apply({ rules: shut });
    expect(output).toMatchObject({
      outcome: "confirmed",
      made: [],
      tables: [{ kind: "changed", added: 1, removed: 2 }],
    });
    expect(tool.judge({}, output)).toMatchObject({ kind: "ok" });
    expect([await here().on("nft -s list table inet a"), await here().on("nft -s list table ip other")]).toEqual([
      shut,
      other,
    ]);

    const back = tool.wayBack?.({}, output);
    if (back?.kind !== "tool") throw new Error("there is no way back");
    expect(tool.input().safeParse(back.input).success).toBe(true);
    await apply(back.input as ApplyInput);
    expect(await ruleset()).toBe(before);
  });

  inNetwork("brings everything back where the hub is not reached anew, whatever else was reached", async () => {
    await given(first, other);
    const before = await ruleset();
    here().reach(() => false);
    const output = await apply({ rules: shut, remove: ["ip other"], confirmWithinS: 4 });
    expect(output).toMatchObject({ outcome: "reverted", back: { ok: true } });
    expect(output.contacts.some(({ ok }) => ok)).toBe(false);
    expect(await ruleset()).toBe(before);
    const verdict = tool.judge({}, output);
    expect(verdict.kind === "failed" && verdict.reason).toMatch(
      /came back by themselves .* not reached anew within 4 s/,
    );
    expect(tool.wayBack?.({}, output)).toEqual({ kind: "nothing" });
  });

  inNetwork("is confirmed by two contacts in a row, and not by one that flickers", async () => {
    let asked = 0;
    here().reach(() => asked++ % 2 === 0);
    expect(await apply({ rules: first, confirmWithinS: 4 })).toMatchObject({ outcome: "reverted" });
    expect([asked > 2, await ruleset()]).toEqual([true, ""]);
  });

  inNetwork("removes again what it made, where that is its way back", async () => {
    const output = await apply({ rules: first });
    expect(tool.wayBack?.({}, output)).toMatchObject({ input: { rules: "", remove: ["inet a"] } });
    await apply({ rules: "", remove: output.made });
    expect(await ruleset()).toBe("");
  });

  inNetwork("comes back at once where it is cancelled meanwhile", async () => {
    const cancelled = new Error("cancelled");
    here().reach(() => false);
    const sleep = (): Promise<void> => Promise.reject(cancelled);
    expect(await run({ rules: shut }, here().context({ sleep })).catch((error: unknown) => error)).toBe(cancelled);
    expect(await ruleset()).toBe("");
  });

  inNetwork("refuses rules that nft does not take, and changes nothing", async () => {
    await given(first);
    const before = await ruleset();
    const bad = { rules: "table inet a {\n chain in { policy drip; }\n}\n" };
    expect(await refusal(apply(bad))).toMatchObject({
      code: "config_invalid",
      detail: expect.stringContaining("line 4:"),
    });
    expect(await refusal(apply({ rules: "", remove: ["inet none"] }))).toMatchObject({ code: "wrong_state" });
    expect((await preview(bad, here().context())).problems).toHaveLength(1);
    expect(await ruleset()).toBe(before);
  });

  inNetwork("changes nothing where its way back cannot be armed", async () => {
    const { deadman: _none, ...context } = here().context();
    const { noDeadman } = await import("../../agent/deadman/none.ts");
    expect(await refusal(run({ rules: shut }, { ...context, deadman: noDeadman }))).toMatchObject({
      code: "not_armed",
    });
    expect(await ruleset()).toBe("");
  });

  inNetwork("shows before what would change, and changes nothing", async () => {
    await given(first, other);
    const before = await ruleset();
    const { files, notes } = await preview({ rules: shut }, here().context());
    expect(files.map(({ path, kind }) => [forHtml(path), kind])).toEqual([["table inet a", "changed"]]);
    expect(notes.map(forHtml).join(" ")).toContain("As they are stay: ip other.");
    expect(await ruleset()).toBe(before);
  });

  withIptables("does the same in the words of iptables", async () => {
    await here().on("iptables -A INPUT -p tcp --dport 22 -j ACCEPT; iptables -t nat -A POSTROUTING -j MASQUERADE");
    const saved = (): Promise<string> => here().on("iptables-save | grep -v '^#' | sed 's/\\[.*//'");
    const before = await saved();
    const rules = "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n";
    const output = await apply({ program: "iptables", rules });
    expect([output.outcome, await here().on("iptables -S INPUT")]).toEqual(["confirmed", "-P INPUT DROP\n"]);
    const back = tool.wayBack?.({}, output);
    if (back?.kind !== "tool") throw new Error("there is no way back");
    await apply(back.input as ApplyInput);
    expect(await saved()).toBe(before);
    here().reach(() => false);
    expect(await apply({ program: "iptables", rules, confirmWithinS: 4 })).toMatchObject({ outcome: "reverted" });
    expect(await saved()).toBe(before);
  });
});
