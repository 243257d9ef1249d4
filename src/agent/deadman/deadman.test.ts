import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "../../lib/log.ts";
import type { BackStep, Contact } from "../../tools/define.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { until } from "../../../test/support/program.ts";
import { Deadman } from "./deadman.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const reached: Contact = { ok: true, path: "network", ms: 1, why: "" };

/** A file that says “before”, and a way back that puts that there again. */
function place() {
  const at = mkdtempSync(join(tmpdir(), "ailx-deadman-"));
  ends.push(() => rmSync(at, { recursive: true, force: true }));
  const file = join(at, "rules");
  writeFileSync(file, "before");
  const state = join(at, "state");
  const deadman = () => new Deadman({ dir: state, contact: async () => reached, log: silentLog, systemd: false });
  const back: BackStep[] = [{ kind: "run", argv: ["/bin/cp", "/dev/stdin", file], input: "before" }];
  return { at, file, state, deadman, back, now: () => readFileSync(file, "utf8") };
}

describe("a way back", () => {
  onLinux("is carried out by itself when nobody confirms", async () => {
    const { deadman, back, file, now } = place();
    const armed = await deadman().portFor("c1").arm({ what: "the rules", back, afterMs: 1_000 });
    writeFileSync(file, "after");
    expect(armed.by).toBe("process");
    expect(await armed.cameBack()).toMatchObject({ ok: true });
    expect([now(), await armed.confirm()]).toEqual(["before", false]);
  });

  onLinux("does nothing once it is confirmed, and leaves nothing behind", async () => {
    const { deadman, back, file, now, state } = place();
    const armed = await deadman().portFor("c1").arm({ what: "the rules", back, afterMs: 1_000 });
    writeFileSync(file, "after");
    expect(await armed.confirm()).toBe(true);
    await Bun.sleep(1_500);
    expect([now(), readdirSync(state)]).toEqual(["after", []]);
  });

  onLinux("is carried out at once where that is asked", async () => {
    const { deadman, back, file, now } = place();
    const armed = await deadman().portFor("c1").arm({ what: "the rules", back, afterMs: 600_000 });
    writeFileSync(file, "after");
    expect(await armed.revert()).toMatchObject({ ok: true });
    expect([now(), await armed.confirm()]).toEqual(["before", false]);
  });

  onLinux("of an agent that was killed comes by itself, and the next agent knows of it", async () => {
    const { deadman, back, file, now, at } = place();
    const program = join(at, "agent.ts");
    const dir = import.meta.dir;
    writeFileSync(
      program,
      `import { Deadman } from ${JSON.stringify(join(dir, "deadman.ts"))};
       import { silentLog } from ${JSON.stringify(join(dir, "../../lib/log.ts"))};
       const deadman = new Deadman({ dir: ${JSON.stringify(join(at, "state"))}, contact: async () => ({}), log: silentLog, systemd: false });
       await deadman.portFor("c1").arm({ what: "The firewall of this machine", back: ${JSON.stringify(back)}, afterMs: 2000 });
       await Bun.write(${JSON.stringify(file)}, "after");
       console.log("armed");
       await Bun.sleep(60_000);`,
    );
    const agent = Bun.spawn([process.execPath, program], { stdout: "pipe", stderr: "inherit" });
    for await (const bytes of agent.stdout) if (new TextDecoder().decode(bytes).includes("armed")) break;
    agent.kill("SIGKILL");
    await agent.exited;
    expect(now()).toBe("after");
    await until("it to come back", async () => now() === "before", 10_000);
    const next = deadman();
    await next.recover();
    expect(next.whatCameBack("c1")).toMatch(/^The firewall of this machine came back by itself at \d{4}-/);
    expect(next.whatCameBack("c2")).toBeUndefined();
  });

  onLinux("that is still armed when the agent starts anew is carried out then", async () => {
    const { deadman, back, file, now } = place();
    await deadman().portFor("c1").arm({ what: "the rules", back, afterMs: 600_000 });
    writeFileSync(file, "after");
    await deadman().recover();
    expect(now()).toBe("before");
  });

  onLinux(
    "that was ended in the middle is carried out again",
    async () => {
      const { deadman, back, file, now, state } = place();
      await deadman().portFor("c1").arm({ what: "the rules", back, afterMs: 600_000 });
      writeFileSync(file, "after");
      const [dir = ""] = readdirSync(state);
      writeFileSync(join(state, dir, "decided"), "reverted\n");
      const next = deadman();
      await next.recover();
      expect([now(), next.whatCameBack("c1")?.includes("came back")]).toEqual(["before", true]);
    },
    30_000,
  );

  onLinux("says which part of it failed", async () => {
    const { deadman, back } = place();
    const broken: BackStep[] = [{ kind: "run", argv: ["/bin/ls", "/is/not/there"] }, ...back];
    const armed = await deadman().portFor("c1").arm({ what: "the rules", back: broken, afterMs: 600_000 });
    expect(await armed.revert()).toMatchObject({ ok: false, said: expect.stringContaining("/is/not/there") });
  });

  onLinux("puts files back with owner and mode, and removes what was not there", async () => {
    const { deadman, at } = place();
    const [copy, path, made] = [join(at, "copy"), join(at, "it's a name"), join(at, "made")];
    for (const [name, text] of [
      [copy, "kept"],
      [path, "changed"],
      [made, "new"],
    ] as const)
      writeFileSync(name, text);
    const meta = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, mode: 0o640, mtimeMs: 0, xattrs: {} };
    const state = { was: "file", sha256: "", bytes: 4, links: 1, ...meta } as const;
    const armed = await deadman()
      .portFor("c1")
      .arm({
        what: "files",
        back: [
          { kind: "file", kept: { path, state, copy } },
          { kind: "file", kept: { path: made, state: { was: "absent" } } },
        ],
        afterMs: 600_000,
      });
    expect(await armed.revert()).toMatchObject({ ok: true, said: "" });
    expect([readFileSync(path, "utf8"), Bun.file(path).size, existsSync(made)]).toEqual(["kept", 4, false]);
  });

  onLinux("that cannot be written is not armed", async () => {
    const { at, back } = place();
    mkdirSync(join(at, "x"));
    writeFileSync(join(at, "x/state"), "a file");
    const deadman = new Deadman({
      dir: join(at, "x/state"),
      contact: async () => reached,
      log: silentLog,
      systemd: false,
    });
    expect(deadman.portFor("c1").arm({ what: "it", back, afterMs: 1_000 })).rejects.toMatchObject({
      code: "not_armed",
    });
  });
});
test("where nothing is armed nothing comes back", async () => {
  const { deadman, state } = place();
  await deadman().recover();
  expect(existsSync(state)).toBe(false);
});
