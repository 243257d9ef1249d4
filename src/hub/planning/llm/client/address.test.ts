/** Where an endpoint may be. */
import { describe, expect, test } from "bun:test";
import { endpointUrl } from "./address.ts";

const names: Record<string, string[]> = {
  "api.openai.com": ["162.159.140.245"],
  ollama: ["172.18.0.3"],
  "split.example": ["10.0.0.1", "162.159.140.245"],
  "metadata.google.internal": ["169.254.169.254"],
};
const resolve = (name: string) => Promise.resolve(names[name] ?? []);

describe("the address of an endpoint", () => {
  const taken: [string, string][] = [
    ["https://api.openai.com/v1", "https://api.openai.com/v1"],
    [" https://api.openai.com/v1/ ", "https://api.openai.com/v1"],
    ["https://api.openai.com/v1/chat/completions", "https://api.openai.com/v1"],
    ["https://nowhere.example/v1", "https://nowhere.example/v1"],
    ["http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"],
    ["http://[::1]:11434/v1", "http://[::1]:11434/v1"],
    ["http://ollama:11434/v1", "http://ollama:11434/v1"],
    ["http://192.168.1.4:1234", "http://192.168.1.4:1234"],
  ];
  for (const [text, url] of taken)
    test(`${text} is ${url}`, async () => expect(await endpointUrl(text, { resolve })).toBe(url));

  const refused = [
    "api.openai.com",
    "ftp://api.openai.com/v1",
    "https://ann:secret@api.openai.com/v1",
    "https://api.openai.com/v1?key=secret",
    "http://api.openai.com/v1",
    "http://nowhere.example/v1",
    "http://split.example/v1",
    "http://2130706433.example/v1",
    "http://169.254.169.254/latest",
    "https://metadata.google.internal/v1",
    "http://[fe80::1]/v1",
    "http://[::ffff:169.254.169.254]/v1",
  ];
  for (const text of refused)
    test(`is not ${text}`, () => expect(endpointUrl(text, { resolve })).rejects.toMatchObject({ code: "validation" }));

  test("may be plain http elsewhere where a person insists, but never link-local", async () => {
    expect(await endpointUrl("http://api.openai.com/v1", { resolve, insecure: true })).toBe("http://api.openai.com/v1");
    expect(endpointUrl("http://169.254.169.254", { resolve, insecure: true })).rejects.toMatchObject({
      code: "validation",
    });
  });
});
