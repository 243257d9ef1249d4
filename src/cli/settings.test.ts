import { describe, expect, test } from "bun:test";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readArgs } from "./args.ts";
import { findMode } from "./run.ts";
import { hubKeys } from "./hub-keys.ts";
import { hubSettings } from "./hub-settings.ts";
import { agentKeys } from "./setting-keys.ts";
import { agentSettings, readConfigFile, resolve, type ConfigFile } from "./settings.ts";

const io = (env: Record<string, string> = {}, uid = 1_000) => ({ env, cwd: "/srv/here", home: "/home/anna", uid });
const args = (mode: "hub" | "agent", ...words: string[]) => readArgs(findMode([mode]).mode, words);
const file = (content: Record<string, unknown>): ConfigFile => ({ path: "/etc/ailx/hub.yaml", content });
const hub = (words: string[] = [], env: Record<string, string> = {}, content?: Record<string, unknown>) =>
  resolve(hubKeys, { args: args("hub", ...words), io: io(env), file: content ? file(content) : undefined });

describe("a setting", () => {
  test("of a size takes units, and says what it takes where it is none", () => {
    const kept = (text: string) => hub(["--output-kept-bytes", text]).outputKeptBytes.value;
    expect([kept("10GiB"), kept("500M"), kept("0")]).toEqual([10 * 2 ** 30, 500 * 2 ** 20, 0]);
    for (const wrong of ["ten", "1.5G", "10GX"]) expect(() => kept(wrong)).toThrow("must be a size");
    expect(() => hub(["--output-kept-days", "soon"])).toThrow("must be a number of days");
  });

  test("of a time zone is an IANA name, and not set where this computer's is meant", () => {
    const zone = (name: string) => hub(["--time-zone", name]).timeZone.value;
    expect([zone("Europe/Berlin"), zone("asia/tokyo"), zone("UTC")]).toEqual(["Europe/Berlin", "Asia/Tokyo", "UTC"]);
    for (const wrong of ["Mars/Olympus", "+02:00", "Berlin", "9"])
      expect(() => zone(wrong)).toThrow("--time-zone must be a time zone such as Europe/Berlin");
    expect(hubSettings(hub([], { AILX_TIME_ZONE: "America/New_York" })).timeZone).toBe("America/New_York");
    expect(hub([], {}, { timeZone: "Asia/Kolkata" }).timeZone).toMatchObject({ from: "/etc/ailx/hub.yaml" });
    expect(hub().timeZone).toEqual({ value: undefined, origin: "not set", from: "not set" });
    expect(hubSettings(hub())).not.toHaveProperty("timeZone");
  });

  test("comes from the flag before the environment, the file and the default, and says so", () => {
    const all = { listen: "0.0.0.0:3" };
    const env = { AILX_LISTEN: "0.0.0.0:2" };
    expect(hub(["--listen", "0.0.0.0:1"], env, all).listen).toEqual({
      value: { host: "0.0.0.0", port: 1 },
      origin: "flag",
      from: "--listen",
    });
    expect(hub([], env, all).listen).toEqual({
      value: { host: "0.0.0.0", port: 2 },
      origin: "environment",
      from: "AILX_LISTEN",
    });
    expect(hub([], {}, all).listen).toEqual({
      value: { host: "0.0.0.0", port: 3 },
      origin: "file",
      from: "/etc/ailx/hub.yaml",
    });
    expect(hub().listen).toEqual({ value: { host: "127.0.0.1", port: 2459 }, origin: "default", from: "default" });
    expect(hub().publicUrl).toEqual({ value: undefined, origin: "not set", from: "not set" });
  });

  test("that is a switch can be turned off again by the environment", () => {
    expect(hub([], { AILX_LOCAL_AGENT: "0" }, { localAgent: true }).localAgent.value).toBe(false);
  });

  test("that is a list takes repeated flags, commas and YAML lists", () => {
    expect(hub(["--trusted-proxy", "10.0.0.1", "--trusted-proxy", "10.0.0.2"]).trustedProxy.value).toEqual([
      "10.0.0.1",
      "10.0.0.2",
    ]);
    expect(hub([], { AILX_TRUSTED_PROXY: "10.0.0.1, 10.0.0.2" }).trustedProxy.value).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(hub([], {}, { trustedProxy: ["10.0.0.1"] }).trustedProxy.value).toEqual(["10.0.0.1"]);
  });

  test.each([
    [["--listen", "nowhere"], {}, "--listen must be HOST:PORT"],
    [["--listen", "127.0.0.1:70000"], {}, "--listen must be HOST:PORT"],
    [[], { AILX_PUBLIC_URL: "ftp://x" }, "AILX_PUBLIC_URL must be a URL"],
    [[], { AILX_LOCAL_AGENT: "maybe" }, "AILX_LOCAL_AGENT must be true or false"],
    [["--log-level", "loud"], {}, "--log-level must be one of debug, info, warn, error"],
  ])("%j %j is refused with what was expected", (words, env, sentence) => {
    expect(() => hub(words, env as Record<string, string>)).toThrow(sentence);
  });
});

describe("a settings file", () => {
  test("with a setting that does not exist is refused, with the nearest", () => {
    expect(() => hub([], {}, { listn: "x" })).toThrow("a setting `listn` that does not exist");
  });

  test("that is no map of settings is refused", () => {
    const path = join(mkdtempSync(join(tmpdir(), "ailx-settings-")), "agent.yaml");
    for (const text of ["- a\n", "just words\n", "a: [\n"]) {
      writeFileSync(path, text);
      expect(() => readConfigFile(path, (held) => Bun.YAML.parse(held))).toThrow(path);
    }
  });

  test("that is not there is no fault", () => {
    expect(readConfigFile("/nowhere/agent.yaml", (held) => held)).toBeUndefined();
  });
});

describe("a secret", () => {
  const dir = mkdtempSync(join(tmpdir(), "ailx-secret-"));
  writeFileSync(join(dir, "password"), "from a file\n");

  test("may lie in a file that the environment names", () => {
    const env = { ADMIN_USERNAME: "root", ADMIN_PASSWORD_FILE: join(dir, "password") };
    expect(hubSettings(hub([], env))).toMatchObject({ adminUsername: "root", adminPassword: "from a file" });
  });

  test("given twice is refused", () => {
    expect(() => hub([], { ADMIN_PASSWORD: "x", ADMIN_PASSWORD_FILE: join(dir, "password") })).toThrow("are both set");
  });

  test("is never a flag of the hub", () => {
    expect(() => args("hub", "--admin-password", "x")).toThrow("has no option");
  });
});

describe("the hub's settings", () => {
  test("are frozen to the last one", () => {
    const settings = hubSettings(hub());
    expect([settings, settings.listen, settings.trustedProxies].every(Object.isFrozen)).toBe(true);
  });

  test("lie in the home directory, or for root in /var/lib", () => {
    expect(hubSettings(hub()).dataDir).toBe("/home/anna/.local/share/ailx");
    expect(hubSettings(resolve(hubKeys, { args: args("hub"), io: io({}, 0), file: undefined })).dataDir).toBe(
      "/var/lib/ailx",
    );
    expect(hubSettings(hub(["--data", "../x"])).dataDir).toBe("/srv/x");
  });

  test.each([
    [["--tls-cert", "c.pem"], {}],
    [[], { ADMIN_USERNAME: "anna" }],
    [["--insecure-http", "--tls-cert", "c.pem", "--tls-key", "k.pem"], {}],
  ])("%j %j do not go together", (words, env) => {
    expect(() => hubSettings(hub(words, env as Record<string, string>))).toThrow("validation");
  });
});

test("the agent's settings come from its file too", () => {
  const content = { hub: "https://hub.lan:2459", token: "t", tag: ["web", "eu"], maxLevel: 3 };
  const s = resolve(agentKeys, { args: args("agent", "--name", "web-1"), io: io(), file: file(content) });
  expect(agentSettings(s)).toEqual({
    hubUrl: "https://hub.lan:2459",
    token: "t",
    name: "web-1",
    tags: ["web", "eu"],
    maxLevel: 3,
    stateDir: "/home/anna/.local/state/ailx-agent",
    logLevel: "info",
  });
});
