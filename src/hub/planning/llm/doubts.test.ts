/** What of a model's words nothing that was read speaks for. */
import { describe, expect, test } from "bun:test";
import { doubtedParts, doubtMark } from "../../../domain/doubt.ts";
import { doubted, type Read } from "./doubts.ts";

const nowMs = Date.parse("2026-11-21T14:00:00Z");
const status = (service: string, active: boolean, more = ""): string =>
  `service: ${service}\nactive: ${active}\nstate: ${active ? "active" : "failed"}\nmainPid: ${active ? 812 : "null"}\nsinceMs: ${nowMs - 3 * 86_400_000 - 4 * 3_600_000}\nrestarts: 17\n${more}`;
const disks = "disks:\n- mount=/ usedBytes=20831232000 totalBytes=21474836480 usedRatio=0.9703 freeBytes=643604480";
const read: Read[] = [
  { from: "service.status on web-1", machine: "web-1", text: status("nginx", true) },
  { from: "service.status on web-2", machine: "web-2", text: status("nginx", false) },
  { from: "disk.usage on web-1", machine: "web-1", text: disks },
  {
    from: "service.logs on web-2",
    machine: "web-2",
    text: "lines:\n- 2026-11-21T13:58:02Z bind() to 0.0.0.0:80 failed (98: Address already in use)\n- 2026-11-21T13:58:03Z started",
  },
  {
    from: "facts of web-3",
    machine: "web-3",
    text: "web-3 | online | Debian 12 | cpu 12 %, load 0.4, memory 31 %",
    fact: true,
  },
];
const doubts = (words: string, said = "what is wrong with nginx?") =>
  doubted(words, { read, said: [said], machines: ["web-1", "web-2", "web-3"], nowMs, timeZone: "Europe/Berlin" });
const values = (words: string, said?: string): string[] => doubts(words, said).doubts.flatMap((each) => each.values);

describe("a model's words", () => {
  test.each([
    "nginx is running on web-1 with pid 812.",
    "The disk / of web-1 is 97 % full: 19.4 GiB of 20 GiB.",
    "The disk / of web-1 is 97% full, 20.8 GB used of 21.5 GB, 614 MiB are free.",
    "It has been up for 3 days and was restarted 17 times.",
    "It runs since 2026-11-18 10:00 UTC, in your time since 11:00.",
    "nginx on web-2 has failed: bind() to 0.0.0.0:80 failed (98: Address already in use) at 13:58.",
    "1. Look at web-2\n2. Look at web-1",
    "I looked at 2 machines.",
    "web-3 is online, with 12 % CPU.",
    "I did not look at web-3, so I cannot say whether nginx is running there.",
    "If the disk gets over 99 %, MySQL stops; I would set a limit of 500 MB.",
    "Nothing is known about it.",
  ])("that are supported stay as they are: %s", (words) => {
    expect(doubts(words)).toEqual({ text: words, doubts: [] });
  });

  test.each([
    ["The disk / of web-1 is 83 % full.", ["83 %"]],
    ["web-1 has 12 GiB free.", ["12 GiB"]],
    ["It was restarted 23 times.", ["23"]],
    ["It has been up for 9 days.", ["9 days"]],
    ["It failed at 03:12.", ["03:12"]],
    ["It runs version 1.27.3 at 10.9.8.7.", ["1.27.3", "10.9.8.7"]],
    ["nginx is running on web-2.", ["running"]],
    ["nginx is stopped on web-1.", ["stopped"]],
    ["nginx is healthy on web-3.", ["web-3"]],
    ["web-9 has the same fault.", ["web-9"]],
    ["Sie läuft zu 83 Prozent.", ["83 Prozent"]],
  ])("that nothing speaks for are marked: %s", (words, wanted) => {
    expect(values(words)).toEqual(wanted);
    expect(doubts(words).text).toBe(`${words} (not seen in what was read: ${wanted.join(", ")})`);
  });

  test("mark the sentence and leave the others alone", () => {
    expect(doubts("nginx runs on web-1 as pid 812. The disk is 83 % full. Restarted 17 times.").text).toBe(
      "nginx runs on web-1 as pid 812. The disk is 83 % full. (not seen in what was read: 83 %) Restarted 17 times.",
    );
  });

  test("never mark what the person typed", () => {
    expect(values("It is over 83 %, and web-9 listens on 4711.", "is web-9 over 83%? port 4711")).toEqual([]);
  });

  test("of one machine are not held up by what another one said", () => {
    expect(values("web-2 has a disk that is 97 % full.")).toEqual(["97 %"]);
  });

  test("fall apart into sentences and their marks", () => {
    const { text, doubts: found } = doubts("It is up. The disk is 83 % full. It was so.");
    expect(doubtedParts(text, found)).toEqual([
      { text: "It is up. " },
      { text: "The disk is 83 % full.", mark: doubtMark({ values: ["83 %"] }) },
      { text: " It was so." },
    ]);
  });

  test("of any length are read in no time worth speaking of", () => {
    const long = "1 2 3.4 5 GiB at 10:11 12 a 1:2 3-4 ".repeat(20_000);
    const words = long.slice(0, 4_000);
    expect(doubted(words, { read: [{ from: "x", text: long }], said: [], machines: [], nowMs }).doubts).toBeArray();
  }, 10_000);
});
