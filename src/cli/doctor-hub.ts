/** What `ailx doctor` looks at on the hub that commands from here would talk to. */
import { X509Certificate } from "node:crypto";
import type { DoctorCheck as Check, DoctorReport } from "../api/doctor.ts";
import type { MachineView } from "../api/machine.ts";
import { AppError } from "../domain/error.ts";
import { durationText } from "../lib/duration.ts";
import { version } from "../lib/version.ts";
import { hubAt, type Hub } from "./client.ts";
import { failed } from "./doctor-checks.ts";
import { findDoor } from "./door.ts";
import type { Io } from "./io.ts";
import type { Args } from "./mode.ts";
import { lookAt } from "./trust.ts";

/** The hub that commands from here would talk to: there, who you are, its version, certificate, machines and clock. */
export async function hubChecks({ args, io }: { args: Args; io: Io }): Promise<Check[]> {
  let hub: Hub;
  try {
    hub = hubAt(findDoor({ args, io }), io);
    const sentAtMs = Date.now();
    const alive = await hub.raw("/healthz");
    const tookMs = Date.now() - sentAtMs;
    const own = await settled("Hub itself", () => ownChecks(hub));
    return [
      { what: "Hub", state: "ok", found: `answers at ${hub.door.where} in ${tookMs} ms` },
      ...clockCheck(alive.headers.get("Date"), sentAtMs + tookMs / 2),
      ...(await settled("Sign-in", () => whoCheck(hub))),
      ...own,
      ...(await settled("TLS from here", () => certificateCheck(hub))),
      ...(await settled("Machines", () => machineChecks(hub, { counted: own.some(({ what }) => what === "agents") }))),
    ];
  } catch (error) {
    return [failed("Hub", error)];
  }
}

async function settled(what: string, look: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await look();
  } catch (error) {
    return [failed(what, error)];
  }
}

/** What the hub finds when it looks at itself; it tells admins only. */
async function ownChecks(hub: Hub): Promise<Check[]> {
  try {
    const report = await hub.get<DoctorReport>("/api/doctor");
    return [versionCheck(report.version), ...report.checks];
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return [];
    throw error;
  }
}

function versionCheck(hubVersion: string): Check {
  if (hubVersion === version) return { what: "Version", state: "ok", found: `${version}, here and on the hub` };
  return {
    what: "Version",
    state: "warn",
    found: `${version} here, ${hubVersion} on the hub`,
    todo: "They understand each other, but the same on both sides is safer.",
  };
}

const skewWarnMs = 5_000;
/** The hub tells its time in whole seconds. */
function clockCheck(date: string | null, atMs: number): Check[] {
  const hubMs = Date.parse(date ?? "");
  if (Number.isNaN(hubMs)) return [];
  const skewMs = Math.max(0, Math.abs(hubMs + 500 - atMs) - 500);
  if (skewMs < skewWarnMs) return [{ what: "Clock", state: "ok", found: "the same here and on the hub" }];
  return [
    {
      what: "Clock",
      state: "warn",
      found: `${durationText(skewMs)} apart from the hub's`,
      todo: "Set both clocks by NTP: logs of the two tell other times, and a sign-in may end too early or too late.",
    },
  ];
}

async function whoCheck(hub: Hub): Promise<Check[]> {
  const { name, role } = await hub.get<{ name: string; role: string }>("/api/auth/me");
  return [{ what: "Sign-in", state: "ok", found: `${name}, ${role}` }];
}

const dayMs = 86_400_000;
async function certificateCheck({ door }: Hub): Promise<Check[]> {
  if (!door.url.startsWith("https:")) return [];
  const { pin, certificate } = await lookAt(door.url);
  const { validToDate } = new X509Certificate(certificate);
  const days = Math.floor((validToDate.getTime() - Date.now()) / dayMs);
  const found = `certificate good for ${days} days${door.trust ? `, made by the hub itself, pin sha256//${pin}` : ""}`;
  if (door.trust && door.trust.pin !== pin)
    return [
      {
        what: "TLS from here",
        state: "fail",
        found: `its pin is sha256//${pin}, not the one you trusted`,
        todo: "Someone may be in between; compare with what the hub prints at its start.",
      },
    ];
  if (days < 14)
    return [
      {
        what: "TLS from here",
        state: days < 1 ? "fail" : "warn",
        found,
        todo: door.trust ? "The hub renews it when it restarts." : "Renew it.",
      },
    ];
  return [{ what: "TLS from here", state: "ok", found }];
}

function presence({ total, online, away }: { total: number; online: number; away: string[] }): Check {
  const what = "Machines";
  if (total === 0)
    return {
      what,
      state: "warn",
      found: "there are none yet",
      todo: "`ailx token create` makes the line that adds one.",
    };
  if (away.length === 0) return { what, state: "ok", found: `all ${online} online` };
  const found = `${online} of ${total} online; away: ${away.join(", ")}`;
  return { what, state: "warn", found, todo: "On such a machine: systemctl status ailx-agent" };
}

/** `counted`: the hub has said itself who is there and who is not. */
async function machineChecks(hub: Hub, { counted }: { counted: boolean }): Promise<Check[]> {
  const { items } = await hub.get<{ items: MachineView[] }>("/api/machines");
  const known = items.filter(({ state }) => state !== "revoked");
  const in_ = (state: string) => known.filter((machine) => machine.state === state).map(({ name }) => name);
  const odd = in_("quarantined");
  const checks = counted ? [] : [presence({ total: known.length, away: in_("offline"), online: in_("online").length })];
  if (odd.length > 0)
    checks.push({
      what: "Quarantine",
      state: "fail",
      found: `${odd.join(", ")}: the same key on two machines`,
      todo: "Join the copy anew: `ailx agent uninstall --purge` there, then the line of a new token.",
    });
  const old = known
    .filter(({ state, agentVersion }) => state === "online" && agentVersion !== version)
    .map(({ name, agentVersion }) => `${name} (${agentVersion})`);
  if (old.length > 0)
    checks.push({
      what: "Agent versions",
      state: "warn",
      found: `not ${version}: ${old.join(", ")}`,
      todo: "Run the line of “Add machine” there again; key and settings stay.",
    });
  return checks;
}
