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
    from: "system.memory on web-1",
    machine: "web-1",
    text: "12.3 GiB of 15.6 GiB used\ntotalBytes: 16750372454\nusedBytes: 13207024435\navailableBytes: 3543348019\nusedRatio: 0.788",
  },
  {
    from: "log.errors on web-1",
    machine: "web-1",
    asked: '{"sinceMinutes":1440,"limit":50}',
    text: "3 kinds of error\ngroups:\n- count=12 text=upstream timed out (110: Connection timed out)\n- count=4 text=no live upstreams\n- count=1 text=worker process 4711 exited on signal 9",
  },
  {
    from: "network.ping on web-1",
    machine: "web-1",
    asked: '{"host":"web-3"}',
    text: "answers in 3.2 ms\nexitCode: 139\nfiles: 1234",
  },
  {
    from: "config.validate on web-2",
    machine: "web-2",
    text: "not valid\nvalid: false\nfaults:\n- line=14 text=unknown directive",
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
    "Memory of web-1: 12.3 GiB of 15.6 GiB (79 %), so 3.3 GiB or 21 % are left.",
    "| web-1 | 97 % | 12.3 GiB |",
    "In the last 24 hours there were 17 errors of 3 kinds on web-1: 12 timeouts, 4 times no live upstreams.",
    "I looked at the last 50 entries.",
    "The configuration test has failed on web-2, in line 14.",
    "nginx was stopped on web-2 and started again at 13:58:03.",
    "nginx on web-1 is **active (running)** since 2026-11-18.",
    "On web-1 1 of 3 file systems (33 %) matters.",
    "Change `listen 80` to `listen 8080`, then run `systemctl reload nginx`.",
    "```nginx\nserver {\n  listen 8443;\n}\n```",
    "web-1 läuft seit 3 Tagen, der Speicher ist zu 79 % belegt.",
    "web-1 的磁盘使用率为 97%。",
    "web-3 answers web-1 in 3.2 ms.",
    "Its exit code was 139, which is 128 plus signal 11.",
    "Es sind 1.234 Dateien.",
    "Shall it become 512 MB?",
    "It answers 3 million requests a day.",
  ])("that are supported stay as they are: %s", (words) => {
    expect(doubts(words)).toEqual({ text: words, doubts: [] });
  });

  test.each([
    ["The disk / of web-1 is 83 % full.", ["83 %"]],
    ["web-1 has 14 GiB free.", ["14 GiB"]],
    ["It was restarted 23 times.", ["23"]],
    ["It has been up for 9 days.", ["9 days"]],
    ["It failed at 03:12.", ["03:12"]],
    ["It runs version 1.27.3 at 10.9.8.7.", ["1.27.3", "10.9.8.7"]],
    ["nginx is running on web-2.", ["running"]],
    ["nginx is stopped on web-1.", ["stopped"]],
    ["nginx is healthy on web-3.", ["healthy"]],
    ["web-9 has the same fault.", ["web-9"]],
    ["Sie läuft zu 83 Prozent.", ["83 Prozent"]],
    ["The disk of web-1 is 83 % full, shall 5 GiB be freed?", ["83 %"]],
    ["web-1 has 13 errors of 3 kinds.", ["13"]],
    ["The configuration is valid on web-1, nginx is inactive there.", ["inactive"]],
    ["Memory of web-1 is at 12.3 GiB of 15.6 GiB (88 %).", ["88 %"]],
  ])("that nothing speaks for are marked: %s", (words, wanted) => {
    expect(values(words)).toEqual(wanted);
    expect(doubts(words).text).toBe(`${words} (not seen in what was read: ${wanted.join(", ")})`);
  });

  test("hold no log line that was made up, also where it is quoted in a block", () => {
    expect(values("```\n2026-11-21T09:14:07Z kernel: Out of memory: Killed process 99 (nginx)\n```")).toContain(
      "2026-11-21T09:14:07Z",
    );
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

  test("are held by what was looked at, however many machines there are", () => {
    const machines = Array.from({ length: 3_000 }, (_each, at) => `node-${at}`);
    const facts = machines.map((machine) => ({
      from: "its facts",
      machine,
      text: `${machine} | online | ${"x".repeat(150)}`,
      fact: true,
    }));
    const about = { read: [...facts, ...read], said: [], machines: [...machines, "web-1"], nowMs };
    expect(doubted("The disk / of web-1 is 97 % full. node-77 is online.", about).doubts).toEqual([]);
  });

  test("of any length are read in no time worth speaking of", () => {
    const long = "1 2 3.4 5 GiB at 10:11 12 a 1:2 3-4 ".repeat(20_000);
    const words = long.slice(0, 4_000);
    expect(doubted(words, { read: [{ from: "x", text: long }], said: [], machines: [], nowMs }).doubts).toBeArray();
  }, 10_000);
});
