/** The redactor as a whole: 200 secrets that were put into output, cut anywhere, and a lot of output that has none. */
import { describe, expect, test } from "bun:test";
import { knownForms } from "./known.ts";
import { Redactor, type Masked } from "./redactor.ts";
import { benignText, randomFrom } from "./testing/benign.ts";
import { seeded } from "./testing/seeded.ts";
import { redactJson, redactText } from "./text.ts";

const key = Buffer.from("a key of this test");
const whole = (text: string): string => redactText(text, { key });

function cut(text: string, pieces: (bytes: Buffer) => Buffer[], known: string[] = []): string {
  const redactor = new Redactor({ key, known: knownForms(known) });
  // A piece is read into memory that is used again: what was given before must not change.
  const out = pieces(Buffer.from(text)).map((piece) => Buffer.from(redactor.push(piece)));
  return Buffer.concat([...out, redactor.end()]).toString("latin1");
}
const inTwo =
  (at: number) =>
  (bytes: Buffer): Buffer[] => [bytes.subarray(0, at), bytes.subarray(at)];
const inOnes = (bytes: Buffer): Buffer[] => [...bytes].map((byte) => Buffer.from([byte]));

/** Longer parts of it than this tell something. */
const leaks = (out: string, secret: string): boolean =>
  out.includes(secret.slice(0, 8)) || out.includes(secret.slice(-8));

describe("200 seeded secrets in ten formats", () => {
  const all = seeded(randomFrom(20_261_121), 20);

  test("are 200, and at least 95 of 100 are masked", () => {
    const missed = all.filter(({ text, secret }) => leaks(whole(text), secret));
    expect(all).toHaveLength(200);
    expect(missed.map(({ format, text }) => `${format}: ${text}`).slice(0, 11)).toEqual([]);
  });

  test("are masked as well wherever the text is cut in two, and byte by byte", () => {
    const missed = all.filter(({ text, secret }) => {
      const places = text.length > 600 ? Array.from({ length: 60 }, (_, n) => n * 37) : Array.from(text, (_, n) => n);
      return places.some((at) => leaks(cut(text, inTwo(at)), secret)) || leaks(cut(text, inOnes), secret);
    });
    expect(missed.map(({ format, text }) => `${format}: ${text}`).slice(0, 11)).toEqual([]);
  });

  test("leave what is around them as it is", () => {
    for (const { text, secret, format } of all) {
      if (format === "key file" || format === "header") continue;
      const [before = "", after = ""] = text.split(secret);
      const out = whole(text);
      expect(out.startsWith(before.replace(/\S*$/, ""))).toBe(true);
      expect(out.endsWith(after.slice(-4))).toBe(true);
    }
  });
});

describe("output without secrets", () => {
  test("passes as it is: 200 KB of logs, lists, hashes and configurations, of three seeds", () => {
    for (const seed of [1, 2, 3]) {
      const bytes = Buffer.from(benignText(200_000, seed));
      const redactor = new Redactor({ key });
      const out = redactor.push(bytes);
      expect(Buffer.concat([out, redactor.end()]).equals(bytes)).toBe(true);
    }
  });

  test("is the very same memory where nothing was masked or held, so that nothing is copied", () => {
    const bytes = Buffer.from("one line\nanother\n");
    expect(new Redactor({ key }).push(bytes)).toBe(bytes);
  });

  test("passes where it is no text: all bytes, cut anywhere", () => {
    const bytes = Buffer.from(Array.from({ length: 4_096 }, (_, n) => (n * 131 + (n >> 8)) & 0xff));
    for (const at of [1, 255, 256, 700, 4_095]) {
      const redactor = new Redactor({ key });
      const out = [...inTwo(at)(bytes)].map((piece) => Buffer.from(redactor.push(piece)));
      expect(Buffer.concat([...out, redactor.end()]).equals(bytes)).toBe(true);
    }
  });
});

describe("a known value", () => {
  const value = 'k7"Gr&ün/ 9=x';

  test("is masked in each of its forms, wherever it is cut", () => {
    const forms = [
      value,
      encodeURIComponent(value),
      JSON.stringify(value),
      JSON.stringify(JSON.stringify(value)),
      Buffer.from(`user:${value}`).toString("base64"),
      Buffer.from(value).toString("base64url"),
      Buffer.from(value).toString("hex"),
    ];
    for (const form of forms) {
      const bytes = Buffer.from(`before ${form} after`);
      for (let at = 0; at <= bytes.length; at++) {
        const out = cut(bytes.toString(), inTwo(at), [value]);
        expect(out).toContain("[redacted:secret#");
        expect(out.includes(form.slice(3, -3))).toBe(false);
      }
    }
  });

  test("goes where it is a part of something longer, and where two begin in one place the longer one goes", () => {
    const out = cut("x-swordfish-2-y swordfish-22", (bytes) => [bytes], ["swordfish-2", "swordfish-22"]);
    expect(out).toMatch(/^x-\[redacted:secret#\w{4}\]-y \[redacted:secret#\w{4}\]$/);
  });

  test("is left alone where it is so short that it is part of everything", () => {
    expect(cut("1234 bytes", (bytes) => [bytes], ["1234"])).toBe("1234 bytes");
  });
});

describe("a masked value", () => {
  test("has the same mark wherever it stands, another has another, and another key gives others", () => {
    const out = whole("A_PASSWORD=hunter2\nB_PASSWORD=hunter2\nC_PASSWORD=hunter3\n");
    const [a, b, c] = [...out.matchAll(/#(\w{4})/g)].map(([, mark]) => mark);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    expect(redactText("A_PASSWORD=hunter2", { key: Buffer.from("another") })).not.toContain(String(a));
  });

  test("stays as it is where it comes through a second time; what was put behind the mark does not", () => {
    const once = whole("DB_PASSWORD=hunter2 and mysql -phunter2\nAuthorization: Bearer abcdefgh12345678901\n");
    expect(whole(once)).toBe(once);
    expect(whole("DB_PASSWORD=[redacted:password#0000]hunter2\n")).not.toContain("hunter2");
  });

  test("is told with its kind and its bytes, once a place", () => {
    const told: Masked[] = [];
    const redactor = new Redactor({ key, onMasked: (masked) => told.push(masked) });
    for (const piece of ["x PASS", "WORD=hun", "ter2\ny\n", "PASSWORD=hunter2"]) redactor.push(Buffer.from(piece));
    redactor.end();
    expect(told.map(({ kind, value }) => [kind, Buffer.from(value).toString()])).toEqual([
      ["password", "hunter2"],
      ["password", "hunter2"],
    ]);
  });
});

describe("what is held", () => {
  test("is a line until its end is here, or until nothing comes for a while: a question goes out then", () => {
    const redactor = new Redactor({ key });
    expect(Buffer.from(redactor.push(Buffer.from("one\nPassword: "))).toString()).toBe("one\n");
    expect(redactor.holds).toBe(true);
    expect(Buffer.from(redactor.settle()).toString()).toBe("Password: ");
    expect(redactor.holds).toBe(false);
    expect(Buffer.from(redactor.push(Buffer.from("\n"))).toString()).toBe("\n");
  });

  test("is decided when nothing comes for a while, and what comes then goes the same way", () => {
    const redactor = new Redactor({ key });
    const out = [
      redactor.push(Buffer.from("PASSWORD=hun")),
      redactor.settle(),
      redactor.push(Buffer.from("ter2 x")),
      redactor.end(),
    ];
    expect(Buffer.concat(out).toString()).toMatch(/^PASSWORD=\[redacted:password#\w{4}\] x$/);
  });

  test("keeps its name where it was quiet between the two", () => {
    const redactor = new Redactor({ key });
    const out = [redactor.push(Buffer.from("x PASSW")), redactor.settle(), redactor.push(Buffer.from("ORD=hunter2\n"))];
    expect(Buffer.concat(out).toString()).toMatch(/^x PASSWORD=\[redacted:password#\w{4}\]\n$/);
  });

  test("is let go when it was none after all", () => {
    const redactor = new Redactor({ key });
    const out = [
      redactor.push(Buffer.from("see http://localhost:80")),
      redactor.settle(),
      redactor.push(Buffer.from("80/x")),
      redactor.end(),
    ];
    expect(Buffer.concat(out).toString()).toBe("see http://localhost:8080/x");
  });

  test("is bounded: of a line without end all but 4 KiB go out", () => {
    const redactor = new Redactor({ key });
    let out = 0;
    for (let n = 1; n <= 2_000; n++) {
      out += redactor.push(Buffer.from("no secret, ")).length;
      expect(n * 11 - out).toBeLessThan(4_096);
    }
  });

  test("is bounded: a value without end is masked as it comes", () => {
    const redactor = new Redactor({ key });
    const out: Uint8Array[] = [redactor.push(Buffer.from("TOKEN_SECRET="))];
    for (let n = 0; n < 100; n++) out.push(Buffer.from(redactor.push(Buffer.from(`a1${"b".repeat(4_094)}`))));
    out.push(redactor.push(Buffer.from("\nafter\n")), redactor.end());
    expect(Buffer.concat(out).toString()).toMatch(/^TOKEN_SECRET=\[redacted:password#\w{4}\]\nafter\n$/);
  });

  test("is found in reasonable time whatever is written to make it hard", () => {
    const hard = [
      `\n${"-".repeat(44)}(password=x\n`,
      `\n${"my env ".repeat(6)}(password=x\n`,
      `Authorization${"a".repeat(500)}`,
      `htpasswd ${"-b -B ".repeat(80)}`,
      "a@".repeat(300),
      `${"login x ".repeat(60)}password`,
      `${"password_string_plaintext_".repeat(2)}value=${"/a".repeat(300)}`,
      `name: ${" ".repeat(100)}value: `,
    ];
    // Each takes some milliseconds; one that went back over itself again and again would not end.
    for (const text of hard) expect(whole(text.repeat(50)).length).toBeGreaterThan(0);
  });

  test("ends with the key: a first line of a key file alone hides nothing behind it", () => {
    const text = "a.pem:-----BEGIN PRIVATE KEY-----\nb.pem is fine\nDone. Nothing else (really).\n";
    expect(whole(text)).toBe(text);
  });
});

describe("a value of JSON", () => {
  test("is masked by the name of its field too, and otherwise keeps its form", () => {
    const out = redactJson(
      { name: "db", password: "hunter2", list: ["ok", "PGPASSWORD=hunter2"], n: 5, passwordFile: "/run/x", none: null },
      { key },
    );
    expect(JSON.stringify(out)).not.toContain("hunter2");
    expect(out).toMatchObject({ name: "db", n: 5, passwordFile: "/run/x", none: null });
    expect(out.list[0]).toBe("ok");
  });
});
