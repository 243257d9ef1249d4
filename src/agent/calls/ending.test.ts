/** Whatever a program starts is ended with it, or named: with a cgroup and without one. */
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testWhere } from "../../../test/support/skip.ts";
import { until } from "../../../test/support/program.ts";
import { makeCgroup } from "./cgroup.ts";
import { launch, type Launch } from "./process.ts";
import type { Program, Report } from "./program.ts";
import { isAlive, markName, statOf } from "./strays.ts";

const waits = { stepMs: 400, childrenMs: 300, killMs: 400 };
const dir = mkdtempSync(join(tmpdir(), "ailx-ending-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const alive = (pid: number): boolean => isAlive(statOf(pid));

type Watched = {
  pids: number[];
  report: Report;
  program: Program;
  tookMs: number;
  result: Awaited<ReturnType<typeof launch>>;
};

/** Starts a shell line that writes `count` process ids into $F, and then does something with it. */
async function watched(
  line: string,
  {
    count = 0,
    act = () => {},
    ...given
  }: Partial<Launch> & { count?: number; act?: (program: Program, stop: () => void) => void },
): Promise<Watched> {
  const file = join(dir, crypto.randomUUID());
  writeFileSync(file, "");
  const pids = (): number[] => readFileSync(file, "utf8").split("\n").filter(Boolean).map(Number);
  const stop = new AbortController();
  const seen: { program?: Program; report?: Report } = {};
  const startedMs = performance.now();
  const done = launch({
    argv: ["bash", "--noprofile", "--norc", "-c", `F=${file}; ${line}`],
    options: {},
    env: { [markName]: crypto.randomUUID() },
    home: "/tmp",
    signal: stop.signal,
    emit: () => {},
    waits,
    observer: {
      begun: (program) => (seen.program = program),
      ended: (_, report) => (seen.report = report),
    },
    ...given,
  });
  await until("its processes to be there", async () => pids().length >= count);
  if (seen.program) act(seen.program, () => stop.abort());
  const result = await done;
  if (!seen.program || !seen.report) throw new Error("nobody was told of the program");
  return { pids: pids(), result, tookMs: performance.now() - startedMs, program: seen.program, report: seen.report };
}
const cancel = (_: Program, stop: () => void): void => stop();
const onLinux = testWhere(process.platform === "linux", "Linux");
const withCgroup = testWhere(makeProbe() !== undefined, "a cgroup that may be made");
function makeProbe(): string | undefined {
  const group = makeCgroup();
  group?.remove();
  return group?.kind;
}

/** Each writes as many process ids as the number says. */
const matrix: Record<string, [number, string]> = {
  "a child in the background": [1, "sleep 60 & echo $! >> $F; wait"],
  "a child in another session": [1, "setsid sh -c 'echo $$ >> '$F'; exec sleep 60' & wait"],
  "what ignores a hang-up": [1, "nohup sh -c 'echo $$ >> '$F'; exec sleep 60' >/dev/null 2>&1 & wait"],
  "a double fork into another session": [1, "(setsid sh -c 'echo $$ >> '$F'; sleep 60; :' &); sleep 60"],
  "what ignores INT and TERM": [
    2,
    "trap '' INT TERM; echo $$ >> $F; (echo $BASHPID >> $F; sleep 60; sleep 60) & wait; wait; sleep 60",
  ],
  "an environment wiped below a parent that lives": [1, "env -i setsid sh -c 'echo $$ >> '$F'; sleep 60; :' & wait"],
  "what stopped itself": [1, "sh -c 'echo $$ >> '$F'; kill -STOP $$; sleep 60' & wait"],
};

for (const [kind, cgroup] of [
  ["a cgroup", true],
  ["no cgroup", false],
] as const) {
  const where = cgroup ? withCgroup : onLinux;
  const given = cgroup ? {} : { cgroup: undefined };
  describe(`a cancelled program with ${kind}`, () => {
    for (const [name, [count, line]] of Object.entries(matrix))
      where(`takes along ${name}`, async () => {
        const { pids, report } = await watched(line, { ...given, count, act: cancel });
        expect(pids.length).toBeGreaterThanOrEqual(count);
        expect(pids.filter(alive)).toEqual([]);
        expect(report.survivors).toEqual([]);
      });
  });
}

describe("a cancelled program", () => {
  withCgroup("takes along what wiped its environment, left its session and lost its parent", async () => {
    const line = "(env -i setsid sh -c 'echo $$ >> '$F'; sleep 60; :' &); sleep 60";
    const { pids, report } = await watched(line, { count: 1, act: cancel });
    expect([pids.length, pids.filter(alive), report.survivors]).toEqual([1, [], []]);
    expect(report.containedBy).toMatch(/^cgroup[12]$/);
  });

  onLinux("that forks faster than it can be looked at is ended all the same", async () => {
    // Each of them starts the next and ends: at most a handful at once, but never the same ones.
    const line = "echo $$ >> $F; trap '' INT TERM; hop() { (sleep 0.01; hop) & }; hop; wait; sleep 60";
    const { report, program } = await watched(line, { count: 1, act: cancel });
    expect(report.survivors).toEqual([]);
    expect(program.pids()).toEqual([]);
  });

  onLinux("gets INT first, and may put things in order before it ends", async () => {
    const { result } = await watched("trap 'echo in order; exit 3' INT; echo $$ >> $F; while :; do sleep 0.05; done", {
      count: 1,
      act: cancel,
    });
    expect(result).toMatchObject({ exitCode: 3, stdout: "in order\n" });
  });

  onLinux("gets TERM where it ignores INT", async () => {
    const line = "trap '' INT; trap 'echo termed; exit 4' TERM; echo $$ >> $F; while :; do sleep 0.05; done";
    expect((await watched(line, { count: 1, act: cancel })).result).toMatchObject({ exitCode: 4, stdout: "termed\n" });
  });

  onLinux("goes on where it was stopped, so that it can put things in order", async () => {
    const line = "trap 'echo in order; exit 3' INT; echo $$ >> $F; kill -STOP $$; while :; do sleep 0.05; done";
    const { result } = await watched(line, {
      count: 1,
      act: (program, stop) => void until("it to be stopped", async () => statOf(program.pid)?.state === "T").then(stop),
    });
    expect(result).toMatchObject({ exitCode: 3, stdout: "in order\n" });
  });

  onLinux("is not asked when somebody kills it", async () => {
    const { result, pids } = await watched("trap 'echo asked' INT TERM; sleep 60 & echo $! >> $F; wait; sleep 60", {
      count: 1,
      act: (program) => program.signal("SIGKILL"),
    });
    expect(result).toMatchObject({ signal: "SIGKILL", stdout: "" });
    expect(pids.filter(alive)).toEqual([]);
  });

  onLinux("leaves no zombie to be told as a survivor", async () => {
    const line = "sh -c ':' & echo $! >> $F; exec sleep 60";
    const { report } = await watched(line, { count: 1, act: cancel });
    expect(report.survivors).toEqual([]);
  });
});

describe("a program that ends by itself", () => {
  for (const [kind, given] of [
    ["a cgroup", {}],
    ["no cgroup", { cgroup: undefined }],
  ] as const)
    onLinux(`with ${kind} leaves what it started in peace, and names it`, async () => {
      const { pids, report } = await watched("setsid nohup sleep 61 >/dev/null 2>&1 & echo $! >> $F; sleep 0.2", {
        ...given,
        count: 1,
      });
      try {
        expect(pids.filter(alive)).toEqual(pids);
        expect(report.survivors).toMatchObject([
          { command: "sleep 61", state: "S", why: "left running by the command" },
        ]);
      } finally {
        for (const { pid } of report.survivors) process.kill(pid, "SIGKILL");
      }
    });

  onLinux("is not said to have left what just ends", async () => {
    const { report } = await watched("sleep 0.03 >/dev/null 2>&1 &", {});
    expect(report.survivors).toEqual([]);
  });

  onLinux("leaves nothing behind, and says so", async () => {
    const { report, program } = await watched("sleep 0.1", {});
    expect([report.survivors, program.pids()]).toEqual([[], []]);
  });
});

describe("a program that is stuck in the kernel", () => {
  const tools = ["mkfs.ext4", "fsfreeze", "mount", "umount", "truncate"].every((name) => Bun.which(name));
  const canStick = process.geteuid?.() === 0 && tools && existsSync("/dev/loop-control");
  testWhere(canStick, "root, mkfs.ext4 and a loop device")(
    "is named with where it is stuck, and not waited for",
    async () => {
      const at = join(dir, "frozen");
      const sh = (line: string): boolean =>
        Bun.spawnSync(["sh", "-ec", line], { stdout: "ignore", stderr: "ignore" }).success;
      const isMounted = sh(
        `mkdir ${at}; truncate -s 8M ${at}.img; mkfs.ext4 -q ${at}.img; mount -o loop ${at}.img ${at}`,
      );
      expect(isMounted && sh(`fsfreeze -f ${at}`)).toBe(true);
      try {
        const { report, result } = await watched(`echo $$ >> $F; exec touch ${at}/x`, {
          count: 1,
          act: (program, stop) =>
            void until("it to be stuck", async () => statOf(program.pid)?.state === "D").then(stop),
        });
        expect(result).toMatchObject({ exitCode: null, timedOut: false });
        expect(report.survivors).toMatchObject([
          {
            command: `touch ${at}/x`,
            state: "D",
            why: expect.stringMatching(/^stuck in the kernel \(\w+\), cannot be ended$/),
          },
        ]);
      } finally {
        sh(`fsfreeze -u ${at}; umount ${at} || { sleep 0.5; umount ${at}; }`);
      }
    },
  );
});

describe("what runs of a program", () => {
  test("is known with what it last said", async () => {
    const said: { tail: string; count: number; lastMs: number }[] = [];
    await watched("echo first; printf 'Continue? '; echo $$ >> $F; sleep 0.3 & sleep 0.3; wait", {
      count: 1,
      act: (program) =>
        void until("it to speak", async () => program.tail() !== "").then(() =>
          said.push({ tail: program.tail(), count: program.pids().length, lastMs: program.lastOutputMs() }),
        ),
    });
    expect(said[0]?.tail).toBe("first\nContinue? ");
    expect(said[0]?.count).toBeGreaterThan(0);
    expect(Math.abs((said[0]?.lastMs ?? 0) - Date.now())).toBeLessThan(60_000);
  });
});
