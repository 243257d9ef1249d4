import { describe, expect, test } from "bun:test";
import { hubUrl, joinLine, loopbackHint, loopbackOnly, type Reach } from "./reach.ts";

const reach: Reach = {
  listen: { host: "0.0.0.0", port: 2459 },
  scheme: "https",
  names: ["localhost", "127.0.0.1", "hub", "10.0.0.5", "fd00::5"],
  covers: (host) => host === "ailx.example.org",
};

describe("the hub's address", () => {
  test("is what the settings say, whatever a request says", () => {
    expect(hubUrl({ ...reach, publicUrl: "https://ailx.example.org" }, "evil.example.org")).toBe(
      "https://ailx.example.org",
    );
  });

  test("is the one in the request where it is the hub's own", () => {
    expect(hubUrl(reach, "hub:2459")).toBe("https://hub:2459");
    expect(hubUrl(reach, "AILX.example.org")).toBe("https://ailx.example.org");
    expect(hubUrl(reach, "[fd00::5]:2459")).toBe("https://[fd00::5]:2459");
  });

  test("is its own where a request names another or something hostile", () => {
    const hostile = [
      "evil.example.org",
      "hub$(id):2459",
      "hub'",
      "hub\nx",
      "hub:2459/x",
      "a@hub",
      "hub:0",
      "",
      "hub:2459;id",
    ];
    for (const host of hostile) expect(hubUrl(reach, host)).toBe("https://10.0.0.5:2459");
  });

  test("without a request is one that others can use", () => {
    expect(hubUrl({ ...reach, tlsPin: "pin" })).toBe("https://10.0.0.5:2459");
    expect(hubUrl({ ...reach, names: [...reach.names, "ailx.example.org"] })).toBe("https://ailx.example.org:2459");
    expect(hubUrl({ ...reach, listen: { host: "10.0.0.5", port: 443 } })).toBe("https://10.0.0.5");
    expect(hubUrl({ ...reach, listen: { host: "127.0.0.1", port: 2459 }, scheme: "http" })).toBe(
      "http://127.0.0.1:2459",
    );
  });

  test("is this computer's alone on loopback without a public one", () => {
    const local = { ...reach, listen: { host: "127.0.0.1", port: 2459 } };
    expect([
      loopbackOnly(local),
      loopbackOnly(reach),
      loopbackOnly({ ...local, publicUrl: "https://a.example.org" }),
    ]).toEqual([true, false, false]);
    expect(loopbackHint(local)).toContain("--listen 0.0.0.0:2459");
  });
});

describe("the line to paste", () => {
  const token = "ailx1.abc";

  test("is plain where the certificate is trusted", () => {
    expect(joinLine({ url: "https://ailx.example.org", token, maxLevel: 3 })).toBe(
      "curl -fsSL https://ailx.example.org/install.sh | sudo sh -s -- --token ailx1.abc --max-level 3",
    );
  });

  test("pins the key of a self-made certificate", () => {
    expect(joinLine({ url: "https://10.0.0.5:2459", token, maxLevel: 1, tlsPin: "a+b/c=" })).toBe(
      "curl -fsSLk --pinnedpubkey sha256//a+b/c= https://10.0.0.5:2459/install.sh | sudo sh -s -- --token ailx1.abc --max-level 1",
    );
  });

  test("quotes what a shell would act on, and refuses what would break the line", () => {
    expect(joinLine({ url: "https://[fd00::5]:2459", token, maxLevel: 3 })).toContain(
      "'https://[fd00::5]:2459/install.sh'",
    );
    expect(joinLine({ url: "https://hub", token: "$(id)'x", maxLevel: 3 })).toContain(String.raw`--token '$(id)'\''x'`);
    for (const text of ["a\nb", "a b", "a\u202eb"])
      expect(() => joinLine({ url: "https://hub", token: text, maxLevel: 3 })).toThrow();
  });
});
