import { describe, expect, test } from "bun:test";
import { toolNamed } from "../index.ts";

const shell = toolNamed("shell.run");
const denied = "dmesg: read kernel buffer failed: Operation not permitted";
const pipe = "set -o pipefail; dmesg | grep -i oom | tail -n 5";

type Wrote = { stdoutBytes?: number; stderrBytes?: number; lines?: number; only?: string; error?: string };
const ended = (exitCode: number, wrote: Wrote = {}) => ({
  exitCode,
  signal: null,
  timedOut: false,
  durationMs: 5,
  wrote: { stdoutBytes: 0, stderrBytes: wrote.error === undefined ? 0 : wrote.error.length, lines: 0, ...wrote },
});

describe("a command that looks", () => {
  test("and finds nothing has an answer, and no failure", () => {
    for (const command of ["grep -n x /etc/hosts", pipe, "journalctl -k | grep -F -e usb"]) {
      expect(shell.judge({ command }, ended(1))).toMatchObject({ kind: "ok" });
      expect(shell.line(ended(1))).toBe("nothing found");
    }
    const none = ended(1, { stdoutBytes: 17, lines: 1, only: "-- No entries --" });
    expect([shell.judge({ command: "journalctl -k -g oom" }, none).kind, shell.line(none)]).toEqual([
      "ok",
      "nothing found",
    ]);
  });

  test("says what there is none of, in its own words", () => {
    const tab = ended(1, { error: "no crontab for bob" });
    expect([shell.judge({ command: "crontab -l -u bob" }, tab).kind, shell.line(tab)]).toEqual([
      "ok",
      "no crontab for bob",
    ]);
    expect(shell.judge({ command: "fuser -v /srv" }, ended(1)).kind).toBe("ok");
    expect(shell.judge({ command: "test -e /srv/x" }, ended(1)).kind).toBe("failed");
  });

  test("by a program whose exit status is a part of its answer has not failed", () => {
    for (const [command, exitCode, only] of [
      ["systemctl is-enabled nginx", 1, "disabled"],
      ["systemctl status --no-pager -n 0 nginx", 3, "inactive"],
      ["diff -u /etc/a /etc/b", 1, "-x"],
    ] as const) {
      const said = ended(exitCode, { stdoutBytes: only.length, lines: 1, only });
      expect([shell.judge({ command }, said).kind, shell.line(said)]).toEqual(["unchecked", only]);
      expect(shell.judge({ command }, ended(exitCode, { error: "Unit nginx could not be found." })).kind).toBe(
        "failed",
      );
    }
    // Of a check the exit status is all that counts.
    const fault = ended(1, { stdoutBytes: 9, lines: 1, only: "bad zone" });
    expect(shell.judge({ command: "named-checkconf" }, fault).kind).toBe("failed");
  });

  test.each([
    ["grep x /no/such", 2, "grep: /no/such: No such file or directory"],
    [pipe, 1, denied],
    ["dmesg | grep oom | tail", 0, denied],
    ["cat /etc/shadow", 1, "cat: /etc/shadow: Permission denied"],
  ])("and was denied has failed, with what it said: %s", (command, exitCode, error) => {
    expect(shell.judge({ command }, ended(exitCode, { error }))).toMatchObject({
      kind: "failed",
      reason: `exit status ${exitCode}: ${error}`,
    });
  });

  test("fails where a count of what nobody could see is all there is", () => {
    const counted = ended(1, { stdoutBytes: 2, lines: 1, only: "0", error: denied });
    expect(shell.judge({ command: "set -o pipefail; dmesg | grep oom | wc -l" }, counted).kind).toBe("failed");
  });

  test("is not verified where only stderr spoke", () => {
    const said = ended(0, { error: "nginx version: nginx/1.24.0" });
    expect(shell.judge({ command: "nginx -v" }, said)).toEqual({ kind: "unchecked" });
    expect(shell.line(said)).toBe("nginx version: nginx/1.24.0");
  });

  test("through a pipe of which a part failed tells what it saw, and is not verified", () => {
    const most = ended(1, { stdoutBytes: 90, lines: 9, error: "du: cannot read '/var/x': Permission denied" });
    const command = "set -o pipefail; du -x /var | sort -rn | head -n 9";
    expect(shell.judge({ command }, most)).toEqual({ kind: "unchecked" });
    expect(shell.line(most)).toBe("9 lines, and not all was seen: du: cannot read '/var/x': Permission denied");
    expect(shell.judge({ command }, ended(141, { stdoutBytes: 90, lines: 9 }))).toEqual({ kind: "unchecked" });
  });

  test("tells all that it saw where that is one line", () => {
    expect(shell.line(ended(0, { stdoutBytes: 5, lines: 1, only: "5.15" }))).toBe("5.15");
    expect(shell.line(ended(0, { stdoutBytes: 99, lines: 7 }))).toBe("7 lines");
    expect(shell.line(ended(0))).toBe("nothing written");
  });
});

describe("a command that changes something", () => {
  test("is ok by exit status 0 and nothing else, and says why it is not", () => {
    const command = "apt-get install nginx | grep x";
    expect(shell.judge({ command }, ended(0, { error: "x" })).kind).toBe("ok");
    expect(shell.judge({ command }, ended(1)).kind).toBe("failed");
    expect(shell.judge({ command }, ended(100, { error: "E: Unable to locate package nginx" }))).toMatchObject({
      reason: "exit status 100: E: Unable to locate package nginx",
    });
    expect(shell.line({ ...ended(0), wrote: { stdoutBytes: 9, stderrBytes: 0 } })).toBe("exit 0");
  });
});
