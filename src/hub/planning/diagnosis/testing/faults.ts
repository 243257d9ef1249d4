/** Faults as tools see them, each with the rule that names it, how its cause reads, and the request offered first. */
import { ago, around, at, log, type Look, type looked, looping, process, processes, services, unit } from "./looks.ts";

export const setting = { path: "/etc/shop/shop.conf", line: 3, name: "workers", value: "two", text: "workers = two" };
export const open = (port: number, pid: number, name: string): Look => ({
  tool: "network.ports",
  output: { ports: [{ protocol: "tcp", address: "127.0.0.1", port, pid, process: name }] },
});
export const disks = (mount: string, usedRatio: number): Look => ({
  tool: "system.disk",
  output: {
    disks: [
      {
        mount,
        device: "tmpfs",
        fileSystem: "tmpfs",
        totalBytes: 64 << 20,
        usedBytes: Math.round((64 << 20) * usedRatio),
        usedRatio,
        freeBytes: Math.round((64 << 20) * (1 - usedRatio)),
      },
    ],
    fullestRatio: usedRatio,
    notLookedAt: [],
  },
});
export const file = (path: string, sizeBytes: number) => ({ path, kind: "file", sizeBytes, modifiedAtMs: ago(60) });
export const search = (...matches: object[]): Look => ({
  tool: "file.search",
  input: { path: "/", largest: true },
  output: { realPath: "/", matches: matches as never, truncated: false, whole: true, scanned: 9, skipped: 0, ms: 5 },
});
export const busy = (cpuRatio: number, limit: number): Look =>
  processes({ sort: "cpu", limit }, process(812, { cpuRatio, command: "report --month" }));
const crowded = (cpuRatio: number, limit: number): Look =>
  processes({ sort: "cpu", limit }, process(812, { cpuRatio, state: "R", command: "report --month" }));
export const certificate = (notAfterMs: number): Look => ({
  tool: "network.certificate",
  input: { host: "localhost" },
  output: {
    subject: "CN=web-1.lab",
    issuer: "CN=Lab CA",
    notBeforeMs: ago(90 * 86_400),
    notAfterMs,
    daysLeft: Math.floor((notAfterMs - ago(0)) / 86_400_000),
    names: ["web-1.lab"],
    serial: "01",
    sha256: "a".repeat(64),
    key: "EC prime256v1",
    from: "localhost:443",
    protocol: "TLSv1.3",
    chain: [],
    problems: [],
  },
});
export const dns = (answer: string): Look => ({
  tool: "network.dns",
  input: { name: "web-1" },
  output: { name: "web-1", type: "A", answer, records: [], servers: ["10.9.9.9"], local: [], ms: 5_000 },
});
export const resolvers: Look = {
  tool: "file.read",
  input: { path: "/etc/resolv.conf" },
  output: {
    realPath: "/etc/resolv.conf",
    sizeBytes: 30,
    modifiedAtMs: ago(9),
    text: "nameserver 10.9.9.9\n",
    lines: 1,
    more: false,
  },
};
export const interfaces: Look = {
  tool: "network.interfaces",
  output: { interfaces: [], gateways: ["10.0.0.1 by eth0"], nameServers: ["10.9.9.9"], search: ["lab"] },
};
export const jobs: Look = {
  tool: "cron.list",
  output: {
    jobs: [{ from: "/etc/cron.d/backup", schedule: "* * * * *", user: "root", command: "nightly-backup --all" }],
    cut: false,
  },
};
export const errors = (unitName: string, sample: string, secondsAgo: number): Look => ({
  tool: "log.errors",
  output: {
    groups: [{ text: sample, unit: unitName, count: 3, first: at(secondsAgo + 60), last: at(secondsAgo), sample }],
    total: 3,
    kernel: [],
    truncated: false,
    source: "journal",
    since: at(3_600),
  },
});
export const broken: Look = {
  tool: "config.validate",
  input: { path: "/etc/nginx/nginx.conf" },
  output: {
    path: "/etc/nginx/nginx.conf",
    of: "nginx",
    exact: "nginx -t",
    valid: false,
    fault: {
      file: "/etc/nginx/sites-enabled/app",
      line: 5,
      message: "unexpected “location”",
      near: [
        { line: 3, text: "  listen 80;" },
        { line: 4, text: "  root /srv/www" },
        { line: 5, text: "  location / {" },
      ],
    },
  },
};

/** What was seen, which rule names it, how its sentence begins, and the request offered first. */
export const cases: readonly {
  of: string;
  looks: Look[];
  asked?: Parameters<typeof looked>[1];
  id: string;
  cause: RegExp;
  fix?: string;
}[] = [
  {
    of: "a service that was stopped",
    looks: [
      services(unit("shop", { active: false, state: "inactive", subState: "dead", mainPid: null, enabled: false })),
    ],
    asked: { services: ["shop"] },
    id: "unit-stopped",
    cause: /^shop is stopped since .* and does not start at boot$/,
    fix: "start shop and enable it on web-1",
  },
  {
    of: "a service that starts at boot and was ended",
    looks: [services(unit("nginx", { active: false, state: "inactive", subState: "dead", mainPid: null }))],
    id: "unit-stopped",
    cause: /^nginx is stopped since/,
    fix: "start nginx on web-1",
  },
  {
    of: "a service that failed and says nothing that is known",
    looks: [
      services(
        unit("shop", {
          active: false,
          state: "failed",
          subState: "failed",
          mainPid: null,
          result: "signal",
          sinceMs: ago(9),
        }),
      ),
      log("shop", ["it is over", 9]),
    ],
    id: "unit-failed",
    cause: /^shop failed: a signal ended it; its last words: it is over$/,
  },
  {
    of: "a port that another service holds",
    looks: [
      services(looping("shop"), unit("old", { mainPid: 7 })),
      log("shop", "cannot listen on 127.0.0.1:8081: Address already in use"),
      open(8081, 7, "busybox"),
    ],
    id: "port-in-use",
    cause: /^shop cannot start: port 8081 is held by old \(busybox, process 7\)$/,
    fix: "turn off the unit “old” on web-1 and restart shop on web-1",
  },
  {
    of: "a port that a process without a service holds",
    looks: [
      services(looping("shop")),
      log("shop", "bind() to 0.0.0.0:80 failed (98: Address already in use)"),
      open(80, 9, "python3"),
    ],
    id: "port-in-use",
    cause: /^shop cannot start: port 80 is held by python3 \(process 9\)$/,
    fix: "kill process 9 on web-1",
  },
  {
    of: "a line of configuration that a service refuses",
    looks: [
      services(looping("shop")),
      log("shop", "shop: fatal: /etc/shop/shop.conf line 3: bad value for workers: 'two'"),
      around("shop", { active: false, mainPid: null, settings: [setting] }),
    ],
    id: "config-refused",
    cause: /^shop refuses its configuration, line 3 of \/etc\/shop\/shop\.conf: bad value for workers: 'two'$/,
    fix: "change the line “workers = two” to “workers = 2” in /etc/shop/shop.conf on web-1 and restart shop on web-1",
  },
  {
    of: "a configuration without a semicolon",
    looks: [
      services(
        unit("nginx", { active: false, state: "failed", subState: "failed", mainPid: null, result: "exit-code" }),
      ),
      broken,
    ],
    id: "config-broken",
    cause:
      /^the configuration of nginx is wrong: in line 4 of .*\/app a semicolon is missing, so nginx does not start$/,
    fix: "change the line “root /srv/www” to “root /srv/www;” in /etc/nginx/sites-enabled/app on web-1 and restart nginx on web-1",
  },
  {
    of: "data that belongs to somebody else",
    looks: [
      services(looping("shop")),
      log("shop", "data directory /var/lib/shop is not writable by uid 999: Permission denied"),
      around("shop", { active: false, mainPid: null }),
    ],
    id: "permission-denied",
    cause: /^shop may not use \/var\/lib\/shop: it runs as demo/,
    fix: "run `chown -R demo:demo /var/lib/shop` on web-1 and restart shop on web-1",
  },
  {
    of: "a service that answers nobody",
    looks: [
      services(unit("shop")),
      around("shop", { listens: [{ address: "127.0.0.1", port: 8081, answer: "silent", ms: 4_000 }] }),
    ],
    id: "does-not-answer",
    cause: /^shop hangs: .* port 8081/,
    fix: "restart shop on web-1",
  },
  {
    of: "a process that keeps a core busy",
    looks: [busy(0.99, 10), busy(0.97, 11), busy(0.98, 9), services(unit("report-gen", { mainPid: 812 }))],
    id: "busy-process",
    cause: /^report-gen keeps the processor busy/,
    fix: "turn off the unit “report-gen” on web-1",
  },
  {
    of: "a process that wants a core on a machine where all are taken",
    looks: [
      {
        tool: "metrics.now",
        output: { cpuRatio: 1, memoryRatio: 0.1, swapRatio: 0, fullestDiskRatio: 0.3, fullestDisk: "/", load1: 11 },
      },
      crowded(0.11, 10),
      crowded(0.08, 11),
      crowded(0.14, 9),
    ],
    id: "busy-process",
    cause: /^process 812 \(report --month\) of root uses 14% of a core all the time$/,
    fix: "kill process 812 on web-1",
  },
  {
    of: "zombies",
    looks: [
      processes({ state: "zombie" }, ...[1, 2, 3, 4, 5, 6].map((n) => process(n + 900, { parent: 55, state: "Z" }))),
      services(unit("job-runner", { mainPid: 55 })),
    ],
    id: "zombie-parent",
    cause: /^job-runner does not wait for its children: 6 of them are zombies$/,
    fix: "turn off the unit “job-runner” on web-1",
  },
  {
    of: "a log that grows by the second",
    looks: [
      services(unit("shop")),
      around("shop", {
        files: [{ path: "/var/log/shop/app.log", sizeBytes: 9 << 20, grewBytes: 400_000 }],
        settings: [{ ...setting, name: "log_level", value: "trace", text: "log_level = trace" }],
      }),
    ],
    id: "log-flood",
    cause: /^shop writes .* a second into \/var\/log\/shop\/app\.log: log_level is trace/,
    fix: "change the line “log_level = trace” to “log_level = info” in /etc/shop/shop.conf on web-1, then restart shop on web-1, then empty /var/log/shop/app.log on web-1",
  },
  {
    of: "memory without a limit",
    looks: [
      services(unit("shop")),
      around("shop", {
        memoryBytes: 200 << 20,
        settings: [{ ...setting, name: "cache_limit_mb", value: "0", text: "cache_limit_mb = 0" }],
      }),
    ],
    id: "no-limit",
    cause: /^shop holds .* and has no limit: cache_limit_mb is 0/,
    fix: "change the line “cache_limit_mb = 0” to “cache_limit_mb = 32” in /etc/shop/shop.conf on web-1 and restart shop on web-1",
  },
  {
    of: "a full disk with a core dump on it",
    looks: [disks("/srv/data", 1), search(file("/srv/data/core.1893", 29 << 20), file("/srv/data/orders.log", 1_000))],
    id: "disk-full",
    cause: /^\/srv\/data is full .*core\.1893 \(a crashed program's memory\)/,
    fix: "delete /srv/data/core.1893 on web-1",
  },
  {
    of: "a job of cron that fails",
    looks: [jobs, errors("nightly-backup", "backup failed: no directory /mnt/nas/orders", 20)],
    id: "job-fails",
    cause: /^the job nightly-backup .* fails: backup failed/,
    fix: "run `mkdir -p /mnt/nas/orders` as root on web-1",
  },
  {
    of: "a certificate that expired",
    looks: [certificate(ago(86_400)), search(file("/usr/local/sbin/renew-cert", 900))],
    id: "certificate-expired",
    cause: /^the certificate of CN=web-1\.lab, shown at localhost:443, expired on 2026-11-20$/,
    fix: "run `renew-cert` as root on web-1",
  },
  {
    of: "name servers that are silent",
    looks: [dns("timeout"), resolvers, interfaces],
    id: "dns-silent",
    cause: /^no name server answers: 10\.9\.9\.9/,
    fix: "change the line “nameserver 10.9.9.9” to “nameserver 10.0.0.1” in /etc/resolv.conf on web-1",
  },
  {
    of: "a service that became another run while it was looked at",
    looks: [
      { tool: "service.status", input: { service: "shop" }, output: unit("shop", { restarts: 1, sinceMs: ago(4) }) },
      services(unit("shop", { restarts: 3, sinceMs: ago(1) })),
    ],
    id: "unit-crash-loop",
    cause: /^shop ends right after each start/,
  },
];
