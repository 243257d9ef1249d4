import { describe, expect } from "bun:test";
import { closeSync, mkdtempSync, openSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testWhere } from "../../test/support/skip.ts";
import { xattrs } from "./xattrs.ts";

const file = (): number => {
  const path = join(mkdtempSync(join(tmpdir(), "xattr-")), "file");
  writeFileSync(path, "x");
  return openSync(path, "r");
};
const probe = file();
const taken = (await xattrs()).write(probe, { "user.ailx": "eA==" }).length === 0;
closeSync(probe);
const where = testWhere(taken, "this file system takes no extended attributes");

describe("extended attributes", () => {
  where("are read as they were written, empty and with zero bytes too", async () => {
    const { read, write } = await xattrs();
    const at = file();
    const wanted = { "user.a": Buffer.from([0, 1, 255]).toString("base64"), "user.empty": "" };
    expect(write(at, wanted)).toEqual([]);
    expect(read(at)).toMatchObject(wanted);
  });

  where("that are not wanted are gone, and what is refused is named", async () => {
    const { read, write } = await xattrs();
    const at = file();
    write(at, { "user.a": "eA==", "user.b": "eA==" });
    expect(write(at, { "user.b": "eQ==", "bad.name": "eA==" })).toEqual(["bad.name"]);
    expect(read(at)).toEqual({ "user.b": "eQ==" });
  });
});
