/** Commands that hang on a real host with systemd: what the command line says of them, and how they are answered there. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import { until } from "../support/program.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web-1", "--systemd");
  if (!here) return;
  const joined = await here.tryOn("web-1", await here.joinLine("--level", "4"));
  if (joined.status !== 0) throw new Error(joined.err);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

/** What is said of a command until its time is over. */
async function saidOf(command: string, ...more: string[]): Promise<string> {
  const words = [
    "exec",
    "web-1",
    "--idle",
    "2s",
    "--timeout",
    "12s",
    "--root",
    "--approve",
    "high",
    ...more,
    "--",
    command,
  ];
  return (await lab().ailx(...words)).err;
}

const holder =
  'use Fcntl; open F, ">>", "/var/lib/dpkg/lock-frontend"; my $l = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLKW, $l) or die; sleep 600;';
const holdDpkg = `echo '${holder}' >/root/hold.pl && systemd-run --quiet --unit=holds-dpkg perl /root/hold.pl && sleep 1`;

describe("a hanging command on a host", () => {
  labTest("is told with what it waits for", async () => {
    await lab().on("web-1", holdDpkg);
    const [sudo, listening, journal, apt, unit] = await Promise.all([
      saidOf("runuser -u nobody -- sudo -k true", "--terminal"),
      saidOf("nc -l 127.0.0.1 4711"),
      saidOf("journalctl -f -n 0"),
      saidOf("apt-get -qq -o DPkg::Lock::Timeout=300 -y autoremove >/dev/null 2>&1"),
      saidOf("systemd-run --wait --quiet sleep 300"),
    ]);
    expect(sudo).toMatch(/sudo asks for .*A person has to type it/);
    expect(listening).toMatch(/nc serves on port 4711 in the foreground/);
    expect(journal).toMatch(/journalctl follows .* never ends by itself/);
    expect(apt).toMatch(/apt-get waits for the lock of the package manager, held by perl \(pid \d+\)/);
    expect(unit).toMatch(/systemd-run waits/);
  });

  labTest("that asks is answered from another command line", async () => {
    const asking = lab().ailx(
      "exec",
      "web-1",
      "--terminal",
      "--idle",
      "2s",
      "--approve",
      "high",
      "--",
      "read -p 'Go on? [y/N] ' x; echo got $x",
    );
    let run: TaskView["runs"][number] | undefined;
    await until("it to be silent", async () => {
      run = (await lab().lastTask()).runs[0];
      return run?.stall !== undefined;
    });
    expect(run?.stall?.words).toBe("bash asks “Go on? [y/N]”");
    const answered = await lab().ailx("run", (run?.id ?? "").slice(-6), "answer", "y");
    expect([answered.status, answered.out]).toEqual([0, "web-1: The answer was typed.\n"]);
    expect((await asking).out).toContain("got y");
  });
});
