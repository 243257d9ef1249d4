import { describe, expect, test } from "bun:test";
import { parseReply, question, reverseName } from "./dnsMessage.ts";

/** A reply to the question with these records: type and data, the name a pointer to the question's. */
const reply = (records: [type: number, data: Buffer][]): Buffer => {
  const asked = question(7, "shop.example", "A");
  asked.writeUInt16BE(0x8180, 2);
  asked.writeUInt16BE(records.length, 6);
  const parts = records.map(([type, data]) =>
    Buffer.concat([Buffer.from([0xc0, 12, type >> 8, type & 255, 0, 1, 0, 0, 0, 60, 0, data.length]), data]),
  );
  return Buffer.concat([asked, ...parts]);
};
const values = (...records: [number, Buffer][]) => parseReply(reply(records)).records.map(({ value }) => value);

describe("a DNS reply", () => {
  test("has its records in words", () => {
    expect(
      values(
        [1, Buffer.from([10, 0, 0, 7])],
        [28, Buffer.from("20010db8000000000000000000000001", "hex")],
        [28, Buffer.alloc(16)],
        [28, Buffer.from("00010002000300040005000600070008", "hex")],
        [15, Buffer.from([0, 10, 4, 109, 97, 105, 108, 0xc0, 12])],
        [16, Buffer.from([2, 97, 98, 1, 99])],
        [33, Buffer.from([0, 1, 0, 2, 1, 187, 0xc0, 12])],
        [257, Buffer.from("\0\x05issueca.example", "latin1")],
      ),
    ).toEqual([
      "10.0.0.7",
      "2001:db8::1",
      "::",
      "1:2:3:4:5:6:7:8",
      "10 mail.shop.example",
      "abc",
      "1 2 443 shop.example",
      "0 issue ca.example",
    ]);
  });

  test("that lies about lengths or leads in circles is refused", () => {
    const whole = reply([[1, Buffer.from([10, 0, 0, 7])]]);
    for (let length = 0; length < whole.length; length++)
      expect(() => parseReply(whole.subarray(0, length)), `${length} bytes`).toThrow(RangeError);
    const circle = reply([[5, Buffer.from([0xc0, 42])]]);
    expect(() => parseReply(circle)).toThrow(RangeError);
  });
});

test("an address has a name to ask for", () => {
  expect(reverseName("10.0.0.7")).toBe("7.0.0.10.in-addr.arpa");
  expect(reverseName("2001:db8::1")).toBe(`1.${"0.".repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`);
});
