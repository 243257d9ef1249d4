import { describe, expect, test } from "bun:test";
import { hubKeys } from "./hub-keys.ts";
import { hubSettings } from "./hub-settings.ts";
import { resolve } from "./settings.ts";

const hub = (env: Record<string, string>) => {
  const args = { text: () => undefined, has: () => false, list: () => [] };
  const io = { env, cwd: "/", home: "/home/ann", uid: 1_000 };
  return hubSettings(resolve(hubKeys, { args, io, file: undefined })).web;
};

describe("the settings of web access", () => {
  test("say where each comes from, and nothing where nobody set one", () => {
    expect(hub({})).toBeUndefined();
    expect(hub({ AILX_WEB: "listed", AILX_WEB_HOST: "docs.example.com" })).toMatchObject({
      mode: { value: "listed", from: "AILX_WEB" },
      hosts: { value: ["docs.example.com"], from: "AILX_WEB_HOST" },
    });
  });

  test("refuse what is no host, and a search engine without a place for the words", () => {
    expect(() => hub({ AILX_WEB_HOST: "https://docs.example.com/" })).toThrow("is no host");
    expect(() => hub({ AILX_WEB_SEARCH_URL: "https://searx.example.com/" })).toThrow("{query}");
  });
});
