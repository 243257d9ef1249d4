/** Cards and addresses, wherever they stand; and numbers and names that only look like them. */
import { describe, expect, test } from "bun:test";
import { redactText } from "./text.ts";

const key = Buffer.from("a key of this test");
const whole = (text: string): string => redactText(text, { key });
const cards = [
  "4111111111111111",
  "5500 0000 0000 0004",
  "4111-1111-1111-1111",
  "378282246310005",
  "6011 1111 1111 1117",
];

describe("the number of a card", () => {
  test.each(cards)("%s is masked, however many characters stand before it", (card) => {
    for (let n = 0; n < 40; n++) expect(whole(`${"x".repeat(n)} ${card}, paid\n`)).not.toContain(card.slice(0, 6));
  });

  test("is masked within a row of other numbers, wherever it stands in it", () => {
    for (let n = 0; n < 40; n++)
      expect(whole(`${"12 ".repeat(n)}4111 1111 1111 1111 ${"34 ".repeat(40 - n)}\n`)).toContain("[redacted:card#");
  });

  test.each([
    "4111111111111112",
    "1732175000123456",
    "17321750001234567890",
    "0x4111111111111111",
    "v4111111111111111.2",
  ])("%s is none", (text) => expect(whole(`a ${text} b\n`)).toBe(`a ${text} b\n`));
});

describe("an address of mail", () => {
  test.each(["jane.doe@example.org", "<ops+alerts@mail.example.co.uk>", "mailto:bob@example.com"])(
    "%s is masked",
    (text) => {
      expect(whole(`to ${text}\n`)).toContain("[redacted:email#");
    },
  );

  test.each([
    "root@web-1",
    "getty@tty1.service",
    "git@github.com:a/b.git",
    "aes256-gcm@openssh.com",
    "left-pad@1.3.0",
    "backup@db.lan:/srv",
  ])("%s is none", (text) => expect(whole(`to ${text}\n`)).toBe(`to ${text}\n`));
});
