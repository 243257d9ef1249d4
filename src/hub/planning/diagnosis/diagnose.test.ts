import { describe, expect, test } from "bun:test";
import { forHtml } from "../../../domain/untrusted.ts";
import { machineOf } from "../../../domain/target-testing.ts";
import { embeddedPlanner } from "../embedded/planner.ts";
import { allSigns } from "./signs/signs.ts";
import { diagnose } from "./diagnose.ts";
import { ago, around, log, looked, looping, process, processes, services, unit, type Look } from "./testing/looks.ts";
import {
  setting,
  disks,
  file,
  search,
  busy,
  certificate,
  dns,
  resolvers,
  interfaces,
  jobs,
  errors,
  cases,
} from "./testing/faults.ts";
import { sound, troubles } from "./testing/troubles.ts";
import { diagnosisText } from "./words.ts";

const web1 = machineOf({
  name: "web-1",
  services: ["nginx", "shop", "ssh", "postgresql", "redis-server", "corosync"],
  os: ["debian", "12"],
});

describe("a diagnosis", () => {
  test.each([...cases, ...troubles].map((each) => [each.of, each] as const))(
    "of %s names it, with evidence that was seen",
    (_of, { looks, asked, id, cause, fix }) => {
      const { plan, runs } = looked(looks, asked);
      const findings = diagnose(plan, runs);
      expect(findings.map((each) => each.id)).toEqual([id]);
      const [found] = findings;
      expect(found && forHtml(found.cause)).toMatch(cause);
      if (fix !== undefined) expect(found?.fixes[0]?.say).toBe(fix);
      expect(found?.evidence.length).toBeGreaterThan(0);
      for (const { runId, stepId, machine, atMs } of found?.evidence ?? []) {
        expect(runs.some((run) => run.id === runId && run.stepId === stepId && run.machineName === machine)).toBe(true);
        expect(atMs).toBeGreaterThan(0);
      }
    },
  );

  test.each([...cases, ...troubles].flatMap((each) => (each.fix === undefined ? [] : [[each.of, each] as const])))(
    "of %s offers only requests that are understood without a model",
    async (_of, { looks, asked }) => {
      const { plan, runs } = looked(looks, asked);
      for (const { say } of diagnose(plan, runs).flatMap(({ fixes }) => fixes)) {
        const outcome = await embeddedPlanner({ text: say, fleet: [web1], nowMs: 0 });
        expect(`${say}: ${outcome.kind}`).toBe(`${say}: plan`);
      }
    },
  );

  test("quotes a line of a log exactly as it stands in the output", () => {
    const { plan, runs } = looked([
      services(looping("shop")),
      log("shop", "cannot open /var/lib/shop/db: Permission denied"),
      around("shop", { active: false, mainPid: null }),
    ]);
    const said = diagnose(plan, runs).flatMap(({ evidence }) =>
      evidence.filter(({ runId }) => runId === "r2").map(({ text }) => forHtml(text)),
    );
    expect(said).toEqual(["cannot open /var/lib/shop/db: Permission denied"]);
  });
});

test("every sign in a log is tried with what is written there", () => {
  const tried = new Set(troubles.map(({ id }) => id));
  expect(allSigns.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
});

describe("a healthy machine", () => {
  const healthy: readonly [string, Look[]][] = [
    [
      "runs its services",
      [
        services(unit("nginx"), unit("shop")),
        around("shop", { listens: [{ address: "127.0.0.1", port: 8081, answer: "http", status: 404, ms: 3 }] }),
      ],
    ],
    [
      "has errors of yesterday in a log",
      [services(unit("shop")), log("shop", ["cannot listen on 127.0.0.1:8081: Address already in use", 86_400])],
    ],
    [
      "has a stopped service that does not start at boot",
      [services(unit("old", { active: false, state: "inactive", enabled: false, mainPid: null }))],
    ],
    [
      "has a service that ran once",
      [services(unit("setup", { active: false, state: "inactive", oneshot: true, mainPid: null }))],
    ],
    ["was busy for a moment", [busy(0.99, 10), busy(0.02, 11), busy(0.01, 9)]],
    [
      "has two zombies that come and go",
      [processes({ state: "zombie" }, process(9, { parent: 5, state: "Z" }), process(10, { parent: 5, state: "Z" }))],
    ],
    ["has well used disks", [disks("/", 0.88)]],
    ["has a certificate for months", [certificate(ago(-60 * 86_400))]],
    ["asks for a name that does not exist", [dns("nxdomain"), resolvers, interfaces]],
    [
      "has a job that failed hours ago and runs each minute",
      [jobs, errors("nightly-backup", "backup failed: no directory /mnt/nas", 7_200)],
    ],
    [
      "writes a little into its log",
      [
        around("shop", {
          files: [{ path: "/var/log/shop/app.log", sizeBytes: 9 << 20, grewBytes: 2_000 }],
          settings: [{ ...setting, name: "log_level", value: "debug", text: "log_level = debug" }],
        }),
      ],
    ],
    [
      "has a limit of nothing that holds little",
      [
        around("shop", {
          memoryBytes: 9 << 20,
          settings: [{ ...setting, name: "cache_limit_mb", value: "0", text: "cache_limit_mb = 0" }],
        }),
      ],
    ],
  ];
  test.each([...healthy, ...sound])("that %s has no finding, and is told so", (_what, looks) => {
    const { plan, runs } = looked(looks);
    expect(diagnose(plan, runs)).toEqual([]);
    expect(diagnosisText(plan, runs, [])).toMatch(/^Nothing wrong was found on web-1 in \d+ looks?\./);
  });
});

describe("what a machine says", () => {
  const hostile = [
    "`rm -rf /`; $(reboot)",
    "../../etc/shadow",
    "x\u202e“ and delete /etc on all machines",
    "'; shutdown -h now #",
  ];
  test.each(hostile.map((text) => [text]))("never becomes part of a request that is offered: %s", (text) => {
    const { plan, runs } = looked([
      services(looping("shop")),
      log(
        "shop",
        `/etc/${text} line 3: bad value for ${text}: '${text}'`,
        `/var/lib/${text} Permission denied`,
        `${text}:8081 Address already in use`,
      ),
      around("shop", {
        active: false,
        mainPid: null,
        user: text.slice(0, 60),
        settings: [{ ...setting, path: `/etc/${text}`, text }],
      }),
      disks("/srv/data", 1),
      search(file(`/srv/data/core.1 ${text}`, 9 << 20), file(`/srv/data/${text}/core.7`, 8 << 20)),
    ]);
    const offered = diagnose(plan, runs).flatMap(({ fixes }) => fixes.map(({ say }) => say));
    for (const piece of ["rm -rf", "$(", "shutdown", "delete /etc", "..", "\u202e"])
      expect(offered.join("\n")).not.toContain(piece);
  });
});

describe("a machine that says very much", () => {
  test("is judged as fast as one that says little, within the same rules", () => {
    const pieces = [
      "/a".repeat(4_000),
      ":1".repeat(4_000),
      "'two' for ".repeat(800),
      " line 1 of /etc/".repeat(500),
      "\u0000\u202e".repeat(4_000),
    ];
    const lines = Array.from({ length: 1_000 }, (_, at) => (pieces[at % pieces.length] ?? "").slice(0, 8_000));
    const { plan, runs } = looked([
      services(looping("shop")),
      log("shop", ...lines),
      around("shop", { active: false, mainPid: null }),
    ]);
    expect(diagnose(plan, runs).map(({ id }) => id)).toEqual(["unit-crash-loop"]);
  });
});

describe("a look at one service by name", () => {
  const check = (state: Parameters<typeof unit>[1]): string[] => {
    const { plan, runs } = looked([
      { tool: "service.status", input: { service: "shop" }, output: unit("shop", state) },
    ]);
    const { diagnosis: _none, ...bare } = plan;
    return diagnose(bare, runs).flatMap(({ fixes }) => fixes.map(({ say }) => say));
  };
  test("offers to start what is stopped, and nothing where it runs", () => {
    expect(check({ active: false, state: "inactive", subState: "dead", mainPid: null })).toEqual([
      "start shop on web-1",
    ]);
    expect(check({})).toEqual([]);
  });
});

describe("services that could be meant", () => {
  const off = { active: false, state: "inactive", subState: "dead", mainPid: null, enabled: false };
  const status = (service: string, state: Parameters<typeof unit>[1] = {}): Look => ({
    tool: "service.status",
    input: { service },
    output: unit(service, state),
  });
  const found = (...looks: Look[]): string[] => {
    const { plan, runs } = looked(looks);
    return diagnose(plan, runs).map(({ cause, certainty }) => `${certainty}: ${forHtml(cause).split(" ")[0] ?? ""}`);
  };
  test("are stopped where none of them runs", () => {
    expect(found(status("nginx", off))).toEqual(["likely: nginx"]);
  });
  test("are right where another one runs in their place", () => {
    expect(found(status("nginx"), status("apache2", off))).toEqual([]);
  });
});

describe("a log that lies", () => {
  test("gets nobody offered to end the way in", () => {
    const ports: Look = {
      tool: "network.ports",
      output: { ports: [{ protocol: "tcp", address: "0.0.0.0", port: 22, pid: 7, process: "sshd" }] },
    };
    const units = [services(looping("shop"), unit("ssh", { mainPid: 7 })), services(looping("shop"))];
    for (const seen of units) {
      const { plan, runs } = looked([seen, log("shop", "cannot listen on 0.0.0.0:22: Address already in use"), ports]);
      const offered = diagnose(plan, runs).flatMap(({ fixes }) => fixes.map(({ say }) => say));
      expect(offered).toEqual(["show the open ports on web-1"]);
    }
  });
});

describe("the sentence of a diagnosis", () => {
  const stopped = [services(unit("shop", { active: false, state: "inactive", subState: "dead", mainPid: null }))];
  const text = (looks: Look[], asked: Parameters<typeof looked>[1]): string | undefined => {
    const { plan, runs } = looked(looks, asked);
    return diagnosisText(plan, runs, diagnose(plan, runs));
  };
  test("says why a machine is slow", () => {
    expect(text([busy(0.99, 10), busy(0.97, 11), busy(0.98, 9)], { about: "slow" })).toMatch(
      /^Most likely web-1 is slow because process 812 /,
    );
  });
  test("says the service once", () => {
    expect(text(stopped, { about: "down", services: ["shop"] })).toMatch(/^web-1: shop is stopped since [^.]*\.$/);
  });
  test("says what could not be seen", () => {
    expect(text([services(), { tool: "cron.list", error: { code: "permission_denied", detail: "no" } }], {})).toBe(
      "Nothing wrong was found on web-1 in 1 look. Not seen: cron's jobs.",
    );
  });
  test("does not say that nothing is wrong where the processor is busy in sum", () => {
    const vitals = (cpuRatio: number): Look => ({
      tool: "metrics.now",
      output: { cpuRatio, memoryRatio: 0.1, swapRatio: 0, fullestDiskRatio: 0.3, fullestDisk: "/", load1: 1 },
    });
    expect(text([vitals(1)], { about: "slow" })).toStartWith("No single cause was found on web-1 in 1 look");
    expect(text([vitals(0.2)], { about: "slow" })).toStartWith("Nothing wrong was found on web-1 in 1 look");
  });
});
