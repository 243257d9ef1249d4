import { afterAll, describe, expect, test } from "bun:test";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testWhere } from "../../../test/support/skip.ts";
import { silentLog } from "../../lib/log.ts";
import { xattrs } from "../../lib/xattrs.ts";
import { backupId, Backups, temporaryName } from "./backups.ts";

const root = mkdtempSync(join(tmpdir(), "ailx-backups-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const asRoot = testWhere(process.getuid?.() === 0 && process.platform === "linux", "root on Linux");
const onLinux = testWhere(process.platform === "linux", "Linux");

let made = 0;
function kept({ mostBytes = 1 << 20 } = {}) {
  const at = join(root, String(made++));
  mkdirSync(at);
  let nowMs = 1_000;
  const dir = join(at, "kept");
  const backups = new Backups({ dir, nowMs: () => nowMs, log: silentLog, mostBytes });
  const call = (name: string) => ({ task: "t", step: name, callId: `c-${name}` });
  return {
    backups,
    dir,
    call,
    port: (name: string) => backups.portFor(call(name)),
    file: (name: string, text = "old\n") => {
      writeFileSync(join(at, name), text);
      return join(at, name);
    },
    path: (name: string) => join(at, name),
    pass: (ms: number) => (nowMs += ms),
  };
}
const code = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    (error: unknown) => (error as { code: string }).code,
  );

describe("a copy", () => {
  asRoot("brings back bytes, owner, mode, times, attributes and ACL", async () => {
    const { backups, call, port, file } = kept();
    const path = file("a", "one\n\0two");
    chownSync(path, 1234, 4321);
    chmodSync(path, 0o4640);
    utimesSync(path, 1_600_000_000, 1_600_000_000);
    const { read, write } = await xattrs();
    write(openSync(path, "r"), { "user.note": "eA==", "trusted.ailx": "eQ==" });
    const all = () => {
      const { mode, uid, gid, mtimeMs } = statSync(path);
      return { mode, uid, gid, mtimeMs, attributes: read(openSync(path, "r")) };
    };
    const before = all();
    expect(before).toMatchObject({ uid: 1234, attributes: { "trusted.ailx": "eQ==" } });
    await port("s1").keep([path]);
    rmSync(path);
    writeFileSync(path, "new", { mode: 0o600 });
    await backups.ended(call("s1"));
    expect(await port("s2").restore(backupId(call("s1")))).toEqual([{ path, did: "restored" }]);
    expect(all()).toEqual(before);
    expect(readFileSync(path, "latin1")).toBe("one\n\0two");
  });

  onLinux("of what was not there takes away what came", async () => {
    const { backups, call, port, path } = kept();
    await port("s1").keep([path("new"), path("dir"), path("dir/in"), path("link")]);
    mkdirSync(path("dir"));
    writeFileSync(path("dir/in"), "x");
    writeFileSync(path("new"), "x");
    symlinkSync("new", path("link"));
    await backups.ended(call("s1"));
    const did = await port("s2").restore(backupId(call("s1")));
    expect(did.map((each) => each.did)).toEqual(["removed", "removed", "removed", "removed"]);
    expect(readdirSync(path("."))).toEqual(["kept"]);
  });

  onLinux("brings back a link as a link and a folder before what lay in it", async () => {
    const { backups, call, port, file, path } = kept();
    mkdirSync(path("dir"), { mode: 0o750 });
    file("dir/a", "in it");
    symlinkSync("/nowhere", path("link"));
    await port("s1").keep([path("dir/a"), path("link"), path("dir")]);
    rmSync(path("dir"), { recursive: true });
    rmSync(path("link"));
    await backups.ended(call("s1"));
    await port("s2").restore(backupId(call("s1")));
    expect(readFileSync(path("dir/a"), "utf8")).toBe("in it");
    expect([readlinkSync(path("link")), statSync(path("dir")).mode & 0o777]).toEqual(["/nowhere", 0o750]);
  });

  onLinux("is of the first moment, however often it is asked for in a call", async () => {
    const { port, file } = kept();
    const path = file("a", "first");
    await port("s1").keep([path]);
    writeFileSync(path, "second");
    await port("s1").keep([path]);
    await port("s1").restore(undefined, { force: true });
    expect(readFileSync(path, "utf8")).toBe("first");
  });

  onLinux("is not put back over what somebody else wrote since, unless it must", async () => {
    const { backups, call, port, file } = kept();
    const [a, b] = [file("a"), file("b")];
    await port("s1").keep([a, b]);
    for (const path of [a, b]) writeFileSync(path, "ours");
    await backups.ended(call("s1"));
    writeFileSync(b, "theirs");
    const id = backupId(call("s1"));
    expect(await code(port("s2").restore(id))).toBe("changed_since");
    expect([readFileSync(a, "utf8"), readFileSync(b, "utf8")]).toEqual(["ours", "theirs"]);
    await port("s2").restore(id, { force: true });
    expect([readFileSync(a, "utf8"), readFileSync(b, "utf8")]).toEqual(["old\n", "old\n"]);
  });

  asRoot("is not put back over a mode or owner that somebody changed since", async () => {
    const { backups, call, port, file } = kept();
    const path = file("a");
    await port("s1").keep([path]);
    writeFileSync(path, "ours");
    await backups.ended(call("s1"));
    chownSync(path, 7, 7);
    expect(await code(port("s2").restore(backupId(call("s1"))))).toBe("changed_since");
  });

  onLinux("of a call that was killed is not trusted to know what the call wrote", async () => {
    const { port, call, file } = kept();
    const path = file("a");
    await port("s1").keep([path]);
    const id = backupId(call("s1"));
    expect(await port("s2").restore(id)).toEqual([{ path, did: "same" }]);
    writeFileSync(path, "half");
    expect(await code(port("s2").restore(id))).toBe("changed_since");
  });

  onLinux("that is broken on disk puts nothing back", async () => {
    const { port, call, dir, file } = kept();
    const [a, b] = [file("a", "aaa"), file("b", "bbb")];
    const { entries } = await port("s1").keep([a, b]);
    for (const path of [a, b]) writeFileSync(path, "ours");
    writeFileSync(entries[1]?.copy ?? "", "flipped");
    expect(await code(port("s2").restore(backupId(call("s1")), { force: true }))).toBe("no_backup");
    expect([readFileSync(a, "utf8"), readFileSync(b, "utf8")]).toEqual(["ours", "ours"]);
    expect(readdirSync(join(dir, "..")).toSorted()).toEqual(["a", "b", "kept"]);
  });
});

describe("copies", () => {
  onLinux("can be opened by the agent alone", async () => {
    const { port, call, dir, file } = kept();
    await port("s1").keep([file("a")]);
    const record = join(dir, backupId(call("s1")));
    const modes = [dir, record, ...readdirSync(record).map((name) => join(record, name))].map(
      (path) => lstatSync(path).mode & 0o077,
    );
    expect(modes).toEqual([0, 0, 0, 0]);
  });

  onLinux("never make way for a new one while they are promised; what has no room is not changed", async () => {
    const { port, call, file, pass } = kept({ mostBytes: 10 });
    await port("s1").keep([file("a", "12345678")]);
    expect(await code(port("s2").keep([file("b", "12345")]))).toBe("backup_failed");
    pass(29 * 86_400_000);
    expect(await code(port("s2").keep([file("b", "12345")]))).toBe("backup_failed");
    expect((await port("s2").find(backupId(call("s1")))).entries).toHaveLength(1);
    pass(2 * 86_400_000);
    expect(await code(port("s2").keep([file("b", "12345")]))).toBe("done");
    expect(await code(port("s2").find(backupId(call("s1"))))).toBe("no_backup");
  });

  onLinux("leave nothing of one that could not be kept", async () => {
    const { port, dir, file } = kept({ mostBytes: 4 });
    expect(await code(port("s1").keep([file("a", "123456")]))).toBe("backup_failed");
    expect(readdirSync(dir)).toEqual([]);
  });

  onLinux("are of files, links and folders, not of pipes and devices", async () => {
    const { port, path } = kept();
    Bun.spawnSync(["mkfifo", path("pipe")]);
    expect(await code(port("s1").keep([path("pipe")]))).toBe("backup_failed");
    expect(await code(port("s1").keep(["/dev/null"]))).toBe("backup_failed");
  });

  test.each(["../../etc", "a".repeat(32), "x", ""])("have no record %p", async (id) => {
    expect(await code(kept().port("s1").find(id))).toBe("no_backup");
  });
});

describe("an agent that was killed", () => {
  const sha = (text: string): string => new Bun.CryptoHasher("sha256").update(text).digest("hex");

  onLinux("between the copy and the write finds everything as it was, and removes what it had begun", async () => {
    const { backups, port, call, file, path } = kept();
    await port("s1").keep([file("a")], { becoming: { [path("a")]: sha("new") }, unproved: true });
    const begun = path(temporaryName("a", backupId(call("s1"))));
    writeFileSync(begun, "half");
    await backups.recover();
    expect([existsSync(begun), readFileSync(path("a"), "utf8")]).toEqual([false, "old\n"]);
  });

  onLinux("after the write takes back what was not proved yet", async () => {
    const { backups, port, file } = kept();
    const path = file("a");
    chmodSync(path, 0o640);
    await port("s1").keep([path], { becoming: { [path]: sha("new") }, unproved: true });
    writeFileSync(path, "new");
    await backups.recover();
    expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["old\n", 0o640]);
  });

  onLinux("knows its own work, so that it can be undone", async () => {
    const { backups, port, call, file } = kept();
    const path = file("a");
    await port("s1").keep([path], { becoming: { [path]: sha("new") } });
    writeFileSync(path, "new");
    await backups.recover();
    expect(readFileSync(path, "utf8")).toBe("new");
    await port("s2").restore(backupId(call("s1")));
    expect(readFileSync(path, "utf8")).toBe("old\n");
  });

  onLinux("leaves alone what somebody else wrote since", async () => {
    const { backups, port, call, file } = kept();
    const path = file("a");
    await port("s1").keep([path], { becoming: { [path]: sha("new") }, unproved: true });
    writeFileSync(path, "theirs");
    await backups.recover();
    expect(readFileSync(path, "utf8")).toBe("theirs");
    expect(await code(port("s2").restore(backupId(call("s1"))))).toBe("changed_since");
  });
});
