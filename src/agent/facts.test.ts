import { describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { factsSchema } from "../domain/machine.ts";
import { readFacts } from "./facts.ts";
import { filesBelow, type Files } from "./facts/files.ts";
import { guestsOf } from "./facts/guests.ts";
import { machineKind } from "./facts/kind.ts";
import { accountsOf, repositoriesOf } from "./facts/people.ts";
import { knownPrograms, programFinder } from "./facts/programs.ts";
import { serviceNames } from "./facts/services.ts";
import { initSystem, packageManager, readOsRelease } from "./facts/system.ts";

/** Another machine's files in a folder of their own. */
function machine(files: Record<string, string>, links: Record<string, string> = {}): Files {
  const root = mkdtempSync(join(tmpdir(), "facts-"));
  const place = (path: string): string => {
    mkdirSync(dirname(root + path), { recursive: true });
    return root + path;
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(place(path), text, { mode: 0o755 });
  for (const [path, to] of Object.entries(links)) symlinkSync(to, place(path));
  return filesBelow(root);
}

const noEngine = () => Promise.reject(new Error("no such socket"));

describe("the kind of a machine", () => {
  const kinds: [string, Record<string, string>, ReturnType<typeof machineKind>][] = [
    ["an LXC guest on Proxmox", { "/run/systemd/container": "lxc\n" }, "lxc"],
    ["a guest told by its first process", { "/proc/1/environ": "TERM=x\0container=lxc\0" }, "lxc"],
    ["a Docker container", { "/.dockerenv": "" }, "container"],
    ["a Podman container", { "/run/.containerenv": "" }, "container"],
    ["a container on a Proxmox node", { "/.dockerenv": "", "/usr/bin/pveversion": "" }, "container"],
    ["a Proxmox node", { "/usr/bin/pveversion": "", "/sys/class/dmi/id/sys_vendor": "Dell Inc." }, "node"],
    ["a guest of KVM by its processor", { "/proc/cpuinfo": "flags\t\t: fpu vme hypervisor lm\n" }, "vm"],
    ["an ARM guest by its firmware", { "/sys/class/dmi/id/sys_vendor": "QEMU" }, "vm"],
    ["a Xen guest", { "/sys/hypervisor/type": "xen\n", "/proc/xen/capabilities": "" }, "vm"],
    [
      "the first domain of Xen",
      {
        "/sys/hypervisor/type": "xen\n",
        "/proc/xen/capabilities": "control_d\n",
        "/sys/class/dmi/id/sys_vendor": "HP",
      },
      "metal",
    ],
    [
      "a server of Dell",
      { "/proc/cpuinfo": "flags : fpu vme\n", "/sys/class/dmi/id/sys_vendor": "Dell Inc." },
      "metal",
    ],
    ["a Raspberry Pi", { "/proc/device-tree/model": "Raspberry Pi 5" }, "metal"],
    ["one that shows nothing", {}, "unknown"],
  ];
  for (const [what, files, kind] of kinds) {
    test(`of ${what} is ${kind}`, () => expect(machineKind(machine(files))).toBe(kind));
  }
});

describe("the system", () => {
  test("is named by os-release, quoted or not", () => {
    const files = machine({
      "/etc/os-release": 'PRETTY_NAME="Ubuntu 22.04.4 LTS"\nID=ubuntu\nVERSION_ID="22.04"\nID_LIKE=debian\n',
    });
    expect(readOsRelease(files)).toEqual({
      osId: "ubuntu",
      osVersion: "22.04",
      osName: "Ubuntu 22.04.4 LTS",
      like: ["debian"],
    });
  });

  test("without os-release is some Linux", () => {
    expect(readOsRelease(machine({}))).toMatchObject({ osId: "linux", osVersion: "", osName: "Linux" });
  });

  test("has the init that left its folder", () => {
    expect(initSystem(machine({ "/run/systemd/system/x": "" }))).toBe("systemd");
    expect(initSystem(machine({ "/run/openrc/x": "" }))).toBe("openrc");
    expect(initSystem(machine({}))).toBe("none");
  });

  test("has the package manager of its distribution", () => {
    const has = programFinder(machine({ "/usr/bin/apt-get": "", "/usr/bin/dnf": "" }), "");
    expect(packageManager(has)).toBe("apt");
    expect(packageManager(programFinder(machine({ "/sbin/apk": "" }), ""))).toBe("apk");
    expect(packageManager(() => false)).toBe("none");
  });
});

describe("services", () => {
  const unit = "/usr/lib/systemd/system";

  test("are unit files without templates and masked ones", () => {
    const files = machine(
      {
        [`${unit}/nginx.service`]: "",
        [`${unit}/getty@.service`]: "",
        [`${unit}/cron.service`]: "",
        [`${unit}/a.socket`]: "",
      },
      { "/etc/systemd/system/cron.service": "/dev/null", "/etc/systemd/system/web.service": `${unit}/nginx.service` },
    );
    expect(serviceNames(files, "systemd")).toEqual(["nginx", "web"]);
  });

  test("have the instances that start at boot", () => {
    const files = machine(
      {},
      { "/etc/systemd/system/getty.target.wants/getty@tty1.service": `${unit}/getty@.service` },
    );
    expect(serviceNames(files, "systemd")).toEqual(["getty@tty1"]);
  });

  test("of OpenRC are its scripts", () => {
    expect(serviceNames(machine({ "/etc/init.d/sshd": "", "/etc/init.d/functions.sh": "" }), "openrc")).toEqual([
      "sshd",
    ]);
  });

  test("are none without an init system", () => {
    expect(serviceNames(machine({ "/etc/init.d/x": "" }), "none")).toEqual([]);
  });
});

describe("programs", () => {
  test("are those that may be run, also in folders outside PATH", () => {
    const has = programFinder(machine({ "/usr/sbin/nginx": "", "/opt/own/bin/git": "" }), "/opt/own/bin");
    expect(["nginx", "git", "docker"].filter(has)).toEqual(["nginx", "git"]);
  });

  test("that point nowhere are not there", () => {
    expect(programFinder(machine({}, { "/usr/bin/java": "/no/such/java" }), "")("java")).toBe(false);
  });

  test("looked for are each listed once and in order", () => {
    expect([...new Set<string>(knownPrograms)].toSorted()).toEqual([...knownPrograms]);
  });
});

describe("facts", () => {
  test("of this machine fit their schema and name it", async () => {
    const facts = await readFacts();
    expect(factsSchema().parse(facts)).toEqual(facts);
    expect(facts.hostname.length).toBeGreaterThan(0);
    expect(facts.memoryBytes).toBeGreaterThan(0);
    expect(facts.programs).toContain("bun");
  });

  test.if(process.platform === "linux")("of a machine without containers have none", async () => {
    expect((await readFacts({ ask: noEngine })).containers).toEqual([]);
  });

  test.if(process.platform === "linux")("of a container count from its own start", async () => {
    const files = machine({
      "/.dockerenv": "",
      "/proc/stat": "cpu 1 2\nbtime 1000\n",
      "/proc/1/stat": `1 (init) S ${"0 ".repeat(18)}4200 0 0\n`,
    });
    expect(await readFacts({ files, ask: noEngine })).toMatchObject({ kind: "container", bootedAtMs: 1_042_000 });
  });
});

describe("guests", () => {
  test("of a Proxmox node are its configurations, by number, and whether they run", () => {
    const node = machine({
      "/etc/pve/local/qemu-server/212.conf": "cores: 2\nname: kali-lab\n",
      "/etc/pve/local/qemu-server/notes.txt": "",
      "/etc/pve/local/lxc/101.conf": "arch: amd64\nhostname: web-1\n",
      "/run/qemu-server/212.pid": "4711\n",
    });
    expect(guestsOf(node)).toEqual([
      { vmid: 101, name: "web-1", kind: "lxc", isRunning: false },
      { vmid: 212, name: "kali-lab", kind: "vm", isRunning: true },
    ]);
  });
  test("are not told by a machine that is no node", () => expect(guestsOf(machine({}))).toBeUndefined());
});

describe("people", () => {
  test("have accounts; services have none that counts", () => {
    const files = machine({
      "/etc/passwd":
        "root:x:0:0::/root:/bin/bash\nwww-data:x:33:33::/:/bin/false\nmira:x:1000:1000::/home/mira:/bin/sh\n",
    });
    expect(accountsOf(files)).toEqual(["mira", "root"]);
  });
  test("keep repositories in the usual places, and links are not followed", () => {
    const files = machine(
      { "/srv/shop/.git/HEAD": "", "/home/mira/src/infra/.git/HEAD": "", "/var/lib/x/.git/HEAD": "" },
      { "/opt/again": "/srv/shop" },
    );
    expect(repositoriesOf(files)).toEqual(["/srv/shop", "/home/mira/src/infra"]);
  });
});
