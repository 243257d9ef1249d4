/** What a machine permits while its agent runs: real files, changed under it. */
import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call, counter, facts, fingerprint, hubKey, machine, spki } from "../../test/support/counting.ts";
import type { MachineDoing } from "../domain/machinePolicy.ts";
import { readPublicKey, signBytes } from "../lib/ed25519.ts";
import type { JsonObject } from "../lib/json.ts";
import { silentLog } from "../lib/log.ts";
import { signedBytes } from "../protocol/call.ts";
import type { AgentFrame } from "../protocol/frames.ts";
import { findTool } from "../tools/index.ts";
import { Calls } from "./calls/calls.ts";
import { Journal } from "./calls/journal.ts";
import { Spool } from "./calls/spool.ts";
import { grantAtMostMs, grantPath, writeGrant } from "./grant.ts";
import { makeOwnPolicy, type OwnPolicy, type PermittedNow } from "./ownPolicy.ts";

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

function start(text: string | undefined, flag?: 1 | 2 | 3 | 4) {
  const dir = mkdtempSync(join(tmpdir(), "own-policy-"));
  const path = join(dir, "policy.yaml");
  const write = (said: string): void => writeFileSync(path, said, { mode: 0o644 });
  if (text !== undefined) write(text);
  const time = { nowMs: Date.UTC(2026, 0, 5, 12) };
  const told: PermittedNow[] = [];
  const make = (): OwnPolicy => {
    const own = makeOwnPolicy({
      stateDir: dir,
      isRoot: false,
      flag,
      nowMs: () => time.nowMs,
      ownFiles: () => [join(dir, "key.pem")],
      onChange: (now) => void told.push(now),
      path,
    });
    ends.push(own.stop);
    return own;
  };
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  return { dir, path, write, time, told, make, own: make() };
}
const change = (tool: string, input: JsonObject, more: Partial<MachineDoing> = {}): MachineDoing => ({
  tool,
  input,
  risk: "medium",
  changes: true,
  ...more,
});
const refusal = (own: OwnPolicy, doing: MachineDoing): string => {
  try {
    own.permit(doing);
    return "permitted";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
const restart = change("service.restart", { service: "nginx" });

describe("a machine's own rules", () => {
  test("refuse with rule, file and line", () => {
    const { own, path } = start("maxLevel: 4\ntools:\n  deny: [service.*]\n");
    expect(refusal(own, restart)).toBe(
      `refused_by_policy: This machine refuses it by tools.deny in ${path}:3: the tool service.restart is denied there.`,
    );
    expect(refusal(own, change("file.read", { path: "/etc/hosts" }))).toBe("permitted");
  });

  test("count from the moment the file changes, and without a restart", () => {
    const { own, write, told } = start("maxLevel: 4\n");
    expect(refusal(own, restart)).toBe("permitted");
    write("maxLevel: 2\nreadOnly: true\n");
    expect(refusal(own, restart)).toContain("by readOnly");
    expect(own.maxLevel()).toBe(2);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ maxLevel: 2, policy: { rules: [{ id: "readOnly", line: 2 }] } });
  });

  test("that can no longer be read permit reading only, and what they forbade stays forbidden", () => {
    const { own, write, told } = start("maxLevel: 4\ntools:\n  deny: [file.read]\n");
    write("maxLevel: [\n");
    expect(own.maxLevel()).toBe(1);
    expect(refusal(own, restart)).toContain("by broken in");
    expect(refusal(own, change("file.read", { path: "/etc/hosts" }, { changes: false, risk: "low" }))).toContain(
      "tools.deny",
    );
    expect(told.at(-1)?.policy.broken).toContain("not valid YAML");
    write("maxLevel: 4\n");
    expect([own.maxLevel(), refusal(own, restart)]).toEqual([4, "permitted"]);
  });

  test("that others can write by now decide nothing: reading only", () => {
    const { own, path } = start("maxLevel: 4\n");
    chmodSync(path, 0o666);
    expect(own.maxLevel()).toBe(1);
    expect(refusal(own, restart)).toContain("can be changed by other users");
  });

  test("are gone with the file: then only the command line's level is left", () => {
    const { own, path } = start("maxLevel: 4\n", 3);
    expect(own.maxLevel()).toBe(3);
    rmSync(path);
    expect(own.maxLevel()).toBe(3);
    expect(start(undefined).own.maxLevel()).toBe(1);
  });

  test.each([
    ["maxRisk: medium", change("x.y", {}, { risk: "high" }), "maxRisk"],
    ["tools: { allow: [service.restart] }", change("service.stop", {}), "tools.allow"],
    ["tools: { allow: [] }", restart, "tools.allow"],
    [
      "paths: { deny: [/etc/ssh] }",
      change("file.read", { path: "/etc/ssh/sshd_config" }, { changes: false }),
      "paths.deny",
    ],
    [
      "paths: { deny: [/etc/ssh] }",
      change("file.read", { path: "/etc/../etc//ssh/./x" }, { changes: false }),
      "paths.deny",
    ],
    [
      "paths: { deny: [/etc/ssh] }",
      change("shell.run", { command: "cat '/etc'/ssh/x" }, { changes: false }),
      "paths.deny",
    ],
    ["paths: { deny: [/etc/ssh] }", change("shell.run", { command: "tee --output=/etc/ssh/x" }), "paths.deny"],
    ["paths: { allow: [/srv] }", change("file.write", { path: "/srvx/a" }), "paths.allow"],
    ["paths: { allow: [/srv] }", change("shell.run", { command: "touch /srv/a" }), "paths.allow"],
    [
      "commands: { deny: [docker system prune] }",
      change("shell.run", { command: 'sudo /usr/bin/docker  sys"tem" prune -f' }),
      "commands.deny",
    ],
    ["commands: { deny: [mkfs*] }", change("shell.run", { command: "true;mkfs.ext4 /dev/sdb" }), "commands.deny"],
    ['quietHours: { from: "11:00", to: "13:00", zone: UTC }', restart, "quietHours"],
  ])("%s refuses %j", (line, doing, rule) => {
    expect(refusal(start(`maxLevel: 4\n${line}\n`).own, doing)).toContain(`by ${rule} in`);
  });

  test.each([
    ["paths: { deny: [/etc/ssh] }", change("file.read", { path: "/etc/sshd" })],
    ["paths: { allow: [/srv] }", change("file.write", { path: "/srv/a/b" })],
    ["paths: { allow: [/srv] }", change("shell.run", { command: "cat /etc/hosts" }, { changes: false })],
    ["commands: { deny: [docker system prune] }", change("shell.run", { command: "docker system df" })],
    ['quietHours: { from: "13:00", to: "14:00", zone: UTC }', restart],
  ])("%s has nothing against %j", (line, doing) => {
    expect(refusal(start(`maxLevel: 4\n${line}\n`).own, doing)).toBe("permitted");
  });

  test("look at where a path leads, not only at what it is called", () => {
    const here = start("maxLevel: 4\n");
    const secret = join(here.dir, "secret");
    mkdirSync(secret);
    symlinkSync(secret, join(here.dir, "harmless"));
    here.write(`maxLevel: 4\npaths:\n  deny: [${secret}]\n`);
    expect(refusal(here.own, change("file.write", { path: join(here.dir, "harmless", "new") }))).toContain(
      "by paths.deny",
    );
  });

  test("keep a command from what the agent itself lives on, and let it be read", () => {
    const { own, dir } = start("maxLevel: 4\n");
    const touch = (changes: boolean) => refusal(own, change("shell.run", { command: `x ${dir}/key.pem` }, { changes }));
    expect([touch(true), touch(false)]).toEqual([expect.stringContaining("by ownFiles"), "permitted"]);
  });
});

describe("a grant", () => {
  const hourMs = 3_600_000;
  test("raises the level while it lasts, survives a restart, and ends by itself", () => {
    const here = start("maxLevel: 2\n");
    writeGrant(grantPath(here.path), { level: 4, untilMs: here.time.nowMs + hourMs, by: "ann" });
    expect(here.own.maxLevel()).toBe(4);
    expect(here.told.at(-1)).toMatchObject({ maxLevel: 4, policy: { grant: { level: 4, by: "ann" } } });
    expect(here.make().maxLevel()).toBe(4);
    here.time.nowMs += hourMs;
    here.own.look();
    expect(here.own.maxLevel()).toBe(2);
    expect(here.told.at(-1)?.policy.grant).toBeUndefined();
  });

  test("never lowers, and lifts no other rule", () => {
    const here = start("maxLevel: 3\nreadOnly: true\n");
    writeGrant(grantPath(here.path), { level: 1, untilMs: here.time.nowMs + hourMs, by: "ann" });
    expect([here.own.maxLevel(), refusal(here.own, restart)]).toEqual([3, expect.stringContaining("by readOnly")]);
  });

  test("is none where others can write it, where it is no grant, and where it is for longer than a grant can be", () => {
    const here = start("maxLevel: 2\n");
    const path = grantPath(here.path);
    writeGrant(path, { level: 4, untilMs: here.time.nowMs + grantAtMostMs + 1, by: "ann" });
    expect(here.own.maxLevel()).toBe(2);
    writeFileSync(path, JSON.stringify({ level: 4, untilMs: here.time.nowMs + hourMs, by: "mallory" }), {
      mode: 0o666,
    });
    chmodSync(path, 0o666);
    expect(here.own.maxLevel()).toBe(1);
    rmSync(path);
    writeFileSync(path, "4", { mode: 0o600 });
    expect(here.own.maxLevel()).toBe(1);
    rmSync(path);
    expect(here.own.maxLevel()).toBe(2);
  });
});

describe("a signed call of the hub", () => {
  test("is refused by the machine's own rules before anything of it runs", async () => {
    const { own, dir } = start("maxLevel: 4\ntools: { deny: ['test.*', shell.run] }\n");
    const said: AgentFrame[] = [];
    const calls = new Calls({
      trust: { hubKey: readPublicKey(spki), hub: fingerprint, machine },
      journal: new Journal({ dirs: [dir], nowMs: () => 1_000_000 }),
      spool: new Spool({ nowMs: () => 1_000_000 }),
      findTool: (name) => (name === counter.name ? counter : findTool(name)),
      maxLevel: own.maxLevel,
      permit: own.permit,
      facts: () => facts,
      nowMs: () => 1_000_000,
      log: silentLog,
    });
    calls.attach({ control: (frame) => void said.push(frame), binary: () => {}, queued: () => 0, acks: true });
    const payload = JSON.stringify({
      ...call("c1"),
      tool: "shell.run",
      toolVersion: findTool("shell.run")?.version ?? 1,
      input: { command: "uptime" },
      hub: fingerprint,
      machine,
      nonce: "n",
      expiresAtMs: 1_060_000,
    });
    await calls.take({
      kind: "call",
      id: "c1",
      channel: 1,
      payload,
      signature: signBytes(hubKey, signedBytes(payload)),
    });
    expect(said).toMatchObject([
      { kind: "refused", id: "c1", code: "refused_by_policy", detail: expect.stringContaining("by tools.deny in") },
    ]);
    await calls.stop();
  });
});

describe("a look at what a tool would change", () => {
  const look = (tool: string): MachineDoing =>
    change("change.preview", { tool, input: { path: "/etc/motd" } }, { risk: "low", changes: false });

  test("is denied where that tool is, for it shows what the tool finds", () => {
    const { own } = start("maxLevel: 4\ntools:\n  deny: [file.edit]\n");
    expect(refusal(own, look("file.edit"))).toContain("tools.deny");
    expect(refusal(own, look("file.write"))).toBe("permitted");
  });

  test("is not allowed by its own name alone", () => {
    const { own } = start("maxLevel: 4\ntools:\n  allow: [change.preview, file.write]\n");
    expect(refusal(own, look("file.edit"))).toContain("tools.allow");
    expect(refusal(own, look("file.write"))).toBe("permitted");
  });
});
