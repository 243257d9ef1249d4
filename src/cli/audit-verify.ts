/** `ailx audit verify`: whether the trail is what was written, on a running hub or in a file. */
import type { AuditVerification } from "../api/audit.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args, Verb } from "./mode.ts";
import { paintFor, type Paint } from "./paint.ts";
import { printJson, shown } from "./shown.ts";

/** Of a file it is not known when the hub looked it over, but whose key it was checked with. */
export type Verification = Omit<AuditVerification, "at"> & { hub?: string };

export const run: Verb = async ({ args, io }) => {
  const found = await look({ args, io });
  if (args.has("json")) printJson(io, found);
  else io.out(verificationText(found, paintFor(io)));
  return found.ok ? exit.ok : exit.failed;
};

async function look({ args, io }: { args: Args; io: Io }): Promise<Verification> {
  const path = args.text("file");
  const [hubKey, copies] = [args.text("hub-key"), args.list("copies")];
  if (path === undefined) {
    if (hubKey !== undefined || copies.length > 0)
      throw usageError("--hub-key and --copies go with --file.", "A running hub knows both.");
    return await openHub({ args, io }).send<AuditVerification>("POST", "/api/audit/verification", {});
  }
  const { checkFile } = await import("../hub/auditFile.ts");
  const { unexplained: _marks, ...report } = await checkFile({ path, hubKey, copies });
  return report;
}

const n = (value: number): string => value.toLocaleString("en");

export function verificationText(found: Verification, paint: Paint): string {
  const { checkpoints, machines, faults, faultCount } = found;
  const lines = [
    found.ok
      ? `${paint.green("ok")}  ${n(found.entries)} entries, whole`
      : `${paint.red("NOT WHOLE")}  ${n(found.entries)} entries, ${n(faultCount)} ${faultCount === 1 ? "thing does" : "things do"} not fit`,
    ...faults.map((fault) => `  ${paint.bold(place(fault))}  ${fault.kind}: ${shown(fault.why)}`),
    ...(faultCount > faults.length ? [`  and ${n(faultCount - faults.length)} more`] : []),
    `${n(checkpoints.fitting)} signed checkpoints fit, up to entry ${n(checkpoints.throughSeq)}`,
    `${n(machines.fitting)} copies on ${n(machines.asked)} machines fit, up to entry ${n(machines.throughSeq)}`,
    ...found.explained.map((text) => `explained by ${shown(text)}`),
    ...found.notes.map((text) => paint.dim(shown(text))),
    ...(found.hub === undefined ? [] : [paint.dim(`checked with the key of hub ${found.hub}`)]),
    ...(found.ok
      ? []
      : ["Was a backup put back? Say so: ailx audit explain --reason TEXT. Otherwise keep a copy of everything, now."]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const place = ({ seq, toSeq }: { seq: number; toSeq?: number | undefined }): string =>
  toSeq === undefined ? `entry ${seq}` : `entries ${seq}–${toSeq}`;
