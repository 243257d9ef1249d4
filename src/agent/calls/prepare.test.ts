/** What a call's programs are held to, decided before anything starts. */
import { afterAll, describe, expect, test } from "bun:test";
import { createPublicKey } from "node:crypto";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call, facts, fingerprint, machine } from "../../../test/support/counting.ts";
import type { MachineDoing } from "../../domain/machinePolicy.ts";
import type { Level } from "../../domain/risk.ts";
import { newPrivateKey } from "../../lib/ed25519.ts";
import { sealTo } from "../../lib/seal.ts";
import { secretContext, type CallPayload } from "../../protocol/call.ts";
import { findTool } from "../../tools/index.ts";
import type { Confiner, Hold } from "../confine/confiner.ts";
import { prepare } from "./prepare.ts";

const key = newPrivateKey();
const hold = (by: string): Hold => ({
  heldBy: { by: [by], gaps: [] },
  home: "/",
  env: {},
  argv: (program) => [...program],
});
/** Holds `local` alone, and is root. */
const confiner: Confiner = {
  holding: { profiles: ["local"], by: [], gaps: [] },
  setups: [],
  confined: (profile, { readsAll, alone }) =>
    profile === "local" ? hold(alone ? "alone" : readsAll ? "all eyes" : "held") : undefined,
  ordinary: ({ alone } = {}) => hold(alone ? "alone" : "user"),
};

const payload = (given: Partial<CallPayload>): CallPayload => ({
  ...call("a"),
  hub: fingerprint,
  machine,
  nonce: "n",
  expiresAtMs: 0,
  tool: "shell.run",
  toolVersion: findTool("shell.run")?.version ?? 0,
  level: 1,
  ...given,
});

function heldTo(command: string, given: Partial<CallPayload>, by: Confiner | undefined = confiner): string | undefined {
  const options = { findTool, maxLevel: () => 4 as const, facts: () => facts, key, ...(by ? { confiner: by } : {}) };
  return prepare(payload({ input: { command }, ...given }), options).hold?.heldBy.by[0];
}

describe("a call that is to be held", () => {
  test("is held, with root's eyes only where its level is root's", () => {
    expect(heldTo("uptime", { confine: "local" })).toBe("held");
    expect(heldTo("uptime", { confine: "local", level: 3 })).toBe("all eyes");
  });

  test("is refused by an agent that cannot", () => {
    expect(() => heldTo("uptime", { confine: "network-read" })).toThrow("not_enforceable");
    const none = { ...confiner, confined: () => undefined };
    expect(() => heldTo("uptime", { confine: "local" }, none)).toThrow("not_enforceable");
  });
});

describe("a command that nobody holds to reading", () => {
  test("runs without root at level 1 and 2, and as root above", () => {
    expect(heldTo("uptime", {})).toBe("user");
    expect(heldTo("uptime", { level: 2 })).toBe("user");
    expect(heldTo("uptime", { level: 3 })).toBeUndefined();
    expect(heldTo("systemctl restart nginx", {})).toBeUndefined();
  });

  test("runs as root where it asks a daemon, whose socket answers nobody else", () => {
    expect(heldTo("docker ps", {})).toBeUndefined();
    expect(heldTo("systemctl status nginx", {})).toBeUndefined();
  });

  test("asks alone as root: what else stands in its line, and what is typed into it, gets an ordinary user's rights", () => {
    for (const command of ["docker ps | grep web", "docker ps --format '{{.Names}}' | head -n 3 | sort -r"])
      expect(heldTo(command, {})).toBeUndefined();
    const more = [
      "docker ps; cat x",
      "docker ps & cat x",
      "docker ps\ncat x",
      "docker ps && cat x",
      "docker ps | sort - x",
    ];
    const inside = ["docker ps | head x", "docker ps $(cat x)", "docker ps <x", "docker ps | less", "A=b docker ps"];
    for (const command of [...more, ...inside, "(docker ps; cat x)", "docker ps | grep -f x", 'docker ps "$(cat x)"'])
      expect(heldTo(command, {})).toBe("user");
    expect(heldTo("", { input: { command: "docker ps", terminal: true } })).toBe("user");
  });

  test("is of the agent's own user where that is no root", () => {
    expect(heldTo("uptime", {}, { ...confiner, ordinary: () => undefined })).toBeUndefined();
  });
});

test("a command that gets secrets has a user of its own, held or not", () => {
  const about = secretContext(call("a").callId, "token");
  const secrets = [
    { name: "token", version: 1, sealed: sealTo(createPublicKey(key), Buffer.from("tr0ub4dor"), about) },
  ];
  expect(heldTo("uptime", { secrets })).toBe("alone");
  expect(heldTo("uptime", { secrets, confine: "local" })).toBe("alone");
});

describe("a command whose words lead elsewhere on this machine", () => {
  const folder = mkdtempSync(join(tmpdir(), "prepare-"));
  symlinkSync("/etc", join(folder, "dir"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const command = `cp /srv/x ${folder}/dir/sudoers`;
  const given = (level: Level, maxLevel: Level, permit?: (doing: MachineDoing) => void) =>
    prepare(
      { ...payload({ level }), input: { command } },
      { findTool, maxLevel: () => maxLevel, facts: () => facts, ...(permit ? { permit } : {}) },
    );

  test("is told to the machine's own rules as what it does there, whatever its hub says of the risk", () => {
    const seen: string[] = [];
    given(3, 4, ({ risk }) => void seen.push(risk));
    expect(seen).toEqual(["critical"]);
  });

  test("needs that level where it would run as root", () => {
    expect(() => given(3, 3)).toThrow("level_too_low");
    expect(() => given(2, 2)).not.toThrow();
  });
});

test("a typed tool keeps the agent's rights", () => {
  const { version = 0 } = findTool("system.info") ?? {};
  expect(heldTo("", { tool: "system.info", toolVersion: version, input: {} })).toBeUndefined();
});
