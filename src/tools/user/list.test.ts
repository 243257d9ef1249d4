import { describe, expect } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { toolNamed } from "../index.ts";
import { listTable } from "./list.ts";
import { run } from "./list.run.ts";
import { people } from "./testing/people.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");

describe("user.list", () => {
  onLinux("shows who is there and who may become root, and opens no file of passwords", async () => {
    const here = people();
    try {
      const output = await run({}, {}, here.place);
      expect(listTable(output).rows).toEqual([
        ["root", "0", "root", "/bin/bash", "is root"],
        ["ann", "1000", "ann, sudo, adm", "/bin/bash", "by sudo"],
        ["bob", "1001", "bob, adm", "/bin/sh", ""],
      ]);
      expect(output.users.every(({ locked }) => locked === undefined)).toBe(true);
      expect(toolNamed("user.list").line(output)).toBe("3 users");
    } finally {
      here.end();
    }
  });
});
