/** What the hub finds when it looks at itself: each thing that is wrong with what to do about it. */
import { statfsSync } from "node:fs";
import type { DoctorCheck, DoctorReport } from "../api/doctor.ts";
import type { Clock } from "../lib/clock.ts";
import { bytesText } from "../lib/bytes.ts";
import { skewText } from "../lib/duration.ts";
import { holds } from "../domain/confinement.ts";
import type { Machine } from "../domain/machine.ts";
import type { HubTls } from "./keys/tls.ts";

const littleBytes = 512 << 20;

export async function examine({
  fleet,
  tls,
  clock,
  version,
  dataDir,
  more = [],
}: {
  fleet: readonly Machine[];
  tls: HubTls | undefined;
  clock: Clock;
  version: string;
  dataDir: string;
  /** What other parts of the hub found of themselves. */
  more?: DoctorCheck[];
}): Promise<DoctorReport> {
  return {
    version,
    checks: [disk(dataDir), certificate(tls, clock()), ...machines(fleet), ...reads(fleet), ...clocks(fleet), ...more],
  };
}

function disk(dataDir: string): DoctorCheck {
  const { bavail, bsize } = statfsSync(dataDir);
  const freeBytes = bavail * bsize;
  const found = `${bytesText(freeBytes)} free in ${dataDir}`;
  return freeBytes > littleBytes
    ? { what: "disk", state: "ok", found: found }
    : { what: "disk", state: "warn", found: found, todo: "Make room: without it no task can be stored." };
}

function certificate(tls: HubTls | undefined, nowMs: number): DoctorCheck {
  if (!tls) return { what: "certificate", state: "ok", found: "plain HTTP on this computer only, or behind a proxy" };
  const days = Math.round((tls.renewAtMs - nowMs) / 86_400_000);
  const kind = tls.tlsPin === undefined ? "the given certificate" : "a self-made certificate";
  return days > 0
    ? { what: "certificate", state: "ok", found: `${kind}, to be renewed in ${days} days` }
    : {
        what: "certificate",
        state: "warn",
        found: `${kind} is about to end`,
        todo: "Restart the hub; a given certificate has to be replaced first.",
      };
}

/** Who cannot hold a command to reading is asked about each. */
function reads(all: readonly Machine[]): DoctorCheck[] {
  const without = all.filter(({ state, facts }) => state === "online" && !holds({ facts }, "local"));
  if (without.length === 0) return [];
  const names = without.slice(0, 5).map(({ name }) => name);
  return [
    {
      what: "reads",
      state: "warn",
      found: `commands that only read are asked about on ${names.join(", ")}${without.length > 5 ? ` and ${without.length - 5} more` : ""}, which cannot hold them to that`,
      todo: "It takes Linux with seccomp, and Landlock (5.13), an agent that is root, or bubblewrap; docs/security.md says more.",
    },
  ];
}

/** What is less is the way of a message, or nobody's concern. */
const apartMs = 5_000;

function clocks(all: readonly Machine[]): DoctorCheck[] {
  const off = all.filter(({ clockAheadMs = 0 }) => Math.abs(clockAheadMs) > apartMs);
  if (off.length === 0) return [];
  const found = off.slice(0, 5).map(({ name, clockAheadMs = 0 }) => `${name} ${skewText(clockAheadMs)}`);
  return [
    {
      what: "clocks",
      state: "warn",
      found: `${found.join(", ")}${off.length > 5 ? `, and ${off.length - 5} more` : ""}`,
      todo: "Set them by NTP there: commands work all the same, but logs of those machines tell other times.",
    },
  ];
}

function machines(all: readonly Machine[]): DoctorCheck[] {
  const away = all.filter((machine) => machine.state === "offline");
  const held = all.filter((machine) => machine.state === "quarantined");
  const checks: DoctorCheck[] = [
    away.length === 0
      ? { what: "agents", state: "ok", found: all.length === 0 ? "no machine has joined yet" : `${all.length} online` }
      : {
          what: "agents",
          state: "warn",
          found: `${away.length} of ${all.length} offline: ${away
            .slice(0, 5)
            .map((machine) => machine.name)
            .join(", ")}`,
          todo: "Run `systemctl status ailx-agent` there.",
        },
  ];
  if (held.length > 0)
    checks.push({
      what: "quarantine",
      state: "fail",
      found: held.map((machine) => `${machine.name}: ${machine.stateReason ?? ""}`).join("; "),
      todo: "Revoke it, and join both machines anew.",
    });
  return checks;
}
