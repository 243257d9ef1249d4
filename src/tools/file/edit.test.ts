import { afterEach, describe, expect } from "bun:test";
import { linkSync, writeFileSync } from "node:fs";
import { forHtml } from "../../domain/untrusted.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { toolNamed } from "../index.ts";
import type { EditInput } from "./edit.ts";
import { preview, run } from "./edit.run.ts";
import { realFiles, refusal } from "./testing/real.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("file.edit");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});
const config = "# Ports\nPort 22\n#Port 2222\nlisten 80;\nlisten 80;\n";
const edit = (edits: EditInput["edits"], text = config) => {
  const path = files.write("a", text);
  return files.call((ctx) => run({ path, edits }, ctx));
};
const after = async (edits: EditInput["edits"], text = config): Promise<string> => {
  await edit(edits, text);
  return files.read("a");
};

describe("file.edit", () => {
  onLinux("replaces exact text, as often as it says", async () => {
    expect(await after([{ find: "Port 22\n", replace: "Port 23\n" }])).toBe(config.replace("Port 22\n", "Port 23\n"));
    expect(await after([{ find: "listen 80", replace: "listen 81", count: 2 }])).toBe(config.replaceAll("80", "81"));
  });

  onLinux("replaces, removes and adds whole lines by a pattern", async () => {
    expect(await after([{ line: "^Port\\s+\\d+", to: "Port 24" }])).toContain("\nPort 24\n#Port 2222\n");
    expect(await after([{ line: "^#Port" }])).toBe(config.replace("#Port 2222\n", ""));
    expect(await after([{ after: "^Port", insert: "AddressFamily inet\n" }])).toContain(
      "Port 22\nAddressFamily inet\n#",
    );
    expect(await after([{ append: "end" }], "no line feed")).toBe("no line feed\nend\n");
  });

  onLinux("carries its edits out in order, and none where one does not fit", async () => {
    expect(
      await after([
        { find: "Port 22\n", replace: "Port 1\n" },
        { find: "Port 1\n", replace: "Port 2\n" },
      ]),
    ).toContain("Port 2\n");
    const failed = await refusal(
      edit([
        { find: "Port 22\n", replace: "Port 1\n" },
        { find: "listen 80", replace: "x" },
      ]),
    );
    expect(failed).toMatchObject({
      code: "conflict",
      detail: expect.stringContaining('Edit 2 was to apply once, and "listen 80" is found 2 times'),
    });
    expect(files.read("a")).toBe(config);
  });

  onLinux("keeps line ends, byte order marks and a missing last line feed", async () => {
    expect(await after([{ find: "b", replace: "c" }], "\uFEFFa\r\nb\r\nx")).toBe("\uFEFFa\r\nc\r\nx");
    expect(await after([{ line: "^x$", to: "y" }], "a\r\nx")).toBe("a\r\ny");
  });

  onLinux("refuses what is no text, too large, not there, or has other names", async () => {
    const path = files.write("a", "a\0b");
    const tried = async (): Promise<unknown> =>
      (await refusal(files.call((ctx) => run({ path, edits: [{ append: "x" }] }, ctx)))).code;
    expect(await tried()).toBe("not_supported");
    writeFileSync(path, Buffer.from([0x61, 0xff, 0xfe]));
    expect(await tried()).toBe("not_supported");
    writeFileSync(path, "x".repeat((4 << 20) + 1));
    expect(await tried()).toBe("too_large");
    writeFileSync(path, "x");
    linkSync(path, files.path("other"));
    expect(await tried()).toBe("not_supported");
    expect(
      (await refusal(files.call((ctx) => run({ path: files.path("none"), edits: [{ append: "x" }] }, ctx)))).code,
    ).toBe("no_such_file");
  });

  onLinux("shows the lines before, without changing them", async () => {
    const path = files.write("a", config);
    const { files: seen } = await files.call((ctx) =>
      preview({ path, edits: [{ line: "^Port", to: "Port 23" }] }, ctx),
    );
    expect(seen.map(({ diff }) => diff && forHtml(diff))).toEqual([
      "@@ -1,5 +1,5 @@\n # Ports\n-Port 22\n+Port 23\n #Port 2222\n listen 80;\n listen 80;\n",
    ]);
    expect(files.read("a")).toBe(config);
  });

  onLinux("says each edit on the card, and rates by where the file lies", () => {
    const input = { path: "/etc/ssh/sshd_config", edits: [{ line: "^Port", to: "Port 23" }] };
    expect(tool.preview(input).exact).toBe('in /etc/ssh/sshd_config:\n  make the line that matches /^Port/ "Port 23"');
    expect([tool.risk(input).risk, tool.level(input)]).toEqual(["critical", 4]);
    expect(tool.input().safeParse({ ...input, edits: [{ find: "a", replace: "b", line: "x" }] }).success).toBe(false);
  });
});
