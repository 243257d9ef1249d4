/** Which endpoint of models the environment and hub.yaml select. */
import { describe, expect, test } from "bun:test";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hubKeys } from "./hub-keys.ts";
import { hubSettings } from "./hub-settings.ts";
import { resolve } from "./settings.ts";

const args = { text: () => undefined, has: () => false, list: () => [] };
function selected(env: Record<string, string>, content?: Record<string, unknown>) {
  const file = content && { path: "/etc/ailx/hub.yaml", content };
  return hubSettings(resolve(hubKeys, { args, io: { env, cwd: "/", home: "/root", uid: 0 }, file })).models;
}

describe("the settings of models", () => {
  test("are nothing where nothing is set", () => {
    expect(selected({})).toBeUndefined();
  });

  const keys: [Record<string, string>, string, string][] = [
    [{ OPENAI_API_KEY: "k" }, "openai", "https://api.openai.com/v1"],
    [{ OPENAI_API_KEY: "k", OPENAI_BASE_URL: "https://proxy.example/v1/" }, "openai", "https://proxy.example/v1"],
    [{ ANTHROPIC_API_KEY: "k" }, "anthropic", "https://api.anthropic.com/v1"],
    [{ GEMINI_API_KEY: "k" }, "gemini", "https://generativelanguage.googleapis.com/v1beta/openai"],
    [{ OPENROUTER_API_KEY: "k" }, "openrouter", "https://openrouter.ai/api/v1"],
    [{ AI_GATEWAY_API_KEY: "k" }, "vercel", "https://ai-gateway.vercel.sh/v1"],
    [
      { CLOUDFLARE_API_TOKEN: "k", CLOUDFLARE_ACCOUNT_ID: "a/b" },
      "cloudflare",
      "https://api.cloudflare.com/client/v4/accounts/a%2Fb/ai/v1",
    ],
  ];
  for (const [env, preset, url] of keys) {
    const [variable = ""] = Object.keys(env);
    test(`select ${preset} by ${Object.keys(env).join(" and ")}`, () => {
      expect(selected(env)?.endpoint).toEqual({ preset, url, key: "k", from: variable } as never);
    });
  }

  test("take the key from the file that the variable names", () => {
    const path = join(mkdtempSync(join(tmpdir(), "ailx-key-")), "key");
    writeFileSync(path, "from-a-file\n");
    expect(selected({ ANTHROPIC_API_KEY_FILE: path })?.endpoint).toMatchObject({
      key: "from-a-file",
      from: "ANTHROPIC_API_KEY_FILE",
    });
  });

  test("choose the first of several keys, and the one that is named", () => {
    const both = { GEMINI_API_KEY: "g", ANTHROPIC_API_KEY: "a" };
    expect(selected(both)?.endpoint?.preset).toBe("anthropic");
    expect(selected({ ...both, AILX_MODEL_PROVIDER: "gemini" })?.endpoint).toMatchObject({
      preset: "gemini",
      key: "g",
    });
  });

  test("take a server of one's own without a key", () => {
    expect(selected({ AILX_MODEL_PROVIDER: "ollama", AILX_MODEL: "llama" })).toEqual({
      model: { value: "llama", from: "AILX_MODEL" },
      endpoint: { preset: "ollama", url: "http://127.0.0.1:11434/v1", key: "", from: "AILX_MODEL_PROVIDER" },
    });
    expect(selected({ OPENAI_BASE_URL: "http://gpu:8000/v1" })?.endpoint).toMatchObject({ preset: "other", key: "" });
    expect(selected({ AILX_MODEL_URL: "http://gpu:8000/v1", AILX_MODEL_KEY: "k" })?.endpoint).toMatchObject({
      preset: "other",
      key: "k",
    });
  });

  test("can all stand in hub.yaml", () => {
    const file = { modelProvider: "openai", openaiApiKey: "k", model: "m", planner: "embedded" };
    expect(selected({}, file)).toMatchObject({
      planner: { value: "embedded", from: "/etc/ailx/hub.yaml" },
      endpoint: { preset: "openai", key: "k" },
      model: { value: "m" },
    });
  });

  test("do not send one provider's key to another's address", () => {
    expect(selected({ ANTHROPIC_API_KEY: "a", AILX_MODEL_URL: "https://elsewhere.example/v1" })?.endpoint?.key).toBe(
      "",
    );
  });

  test("say what is missing of a provider that is named", () => {
    expect(() => selected({ AILX_MODEL_PROVIDER: "openai" })).toThrow("there is no key of it");
    expect(() => selected({ AILX_MODEL_PROVIDER: "other" })).toThrow("without saying where it is");
  });
});
