import { describe, expect } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { refusal } from "../file/testing/real.ts";
import { scripted } from "../../../test/support/scripted-context.ts";
import { toolNamed } from "../index.ts";
import { run } from "./show.run.ts";
import { canHave, network } from "./testing/network.ts";

const inNetwork = testWhere(canHave, "root and nft");
const tool = toolNamed("firewall.show");

describe("firewall.show", () => {
  inNetwork("shows each table as nft writes it", async () => {
    const net = await network();
    try {
      expect(tool.line(await run({}, net.context()))).toBe("no rules: everything passes");
      await net.on("nft add table inet a; nft add set inet a s '{ type ipv4_addr; }'; nft add table ip b");
      const output = await run({}, net.context());
      expect(tool.line(output)).toBe("2 tables: inet a, ip b");
      expect(output.tables.map(({ text }) => forHtml(text))[0]).toContain("set s {");
    } finally {
      await net.end();
    }
  });

  inNetwork("says where there is no such program, and who may look", async () => {
    const none = scripted([[/^nft list tables$/, new Error("ENOENT")]]);
    expect(await refusal(run({}, none))).toMatchObject({ code: "not_supported", detail: "This machine has no nft." });
    const refused = scripted([[/^nft/, { exitCode: 1, stderr: "Operation not permitted (you must be root)" }]]);
    expect(await refusal(run({}, refused))).toMatchObject({ code: "permission_denied" });
  });
});
