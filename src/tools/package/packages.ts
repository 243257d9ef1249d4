/** What the package tools have in common: what goes in, what is observed, how it is judged, and the way back. */
import * as z from "zod/mini";
import type { WayBack } from "../../domain/plan.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import type { Evidence, Verdict } from "../../domain/verdict.ts";
import type { Level, Risk } from "../../domain/risk.ts";

export const managers = ["apt", "dnf", "apk", "pacman", "zypper"] as const;
export type Manager = (typeof managers)[number];

const nameShape = /^[A-Za-z0-9][A-Za-z0-9+._@-]{0,120}(:[a-z0-9]{1,16})?$/;
const versionShape = /^[A-Za-z0-9][A-Za-z0-9+.:~_^-]{0,120}$/;

const name = () => z.string().check(z.maxLength(140), z.regex(nameShape, "is no name of a package"));
/** `nginx`, or `nginx=1.22.1-9` for that version. */
const wantedName = () =>
  z.string().check(
    z.maxLength(260),
    z.refine((text) => {
      const { name: of, version } = wantedOf(text);
      return nameShape.test(of) && (version === undefined || versionShape.test(version));
    }, "is neither a package's name nor “name=version”"),
  );

export const wantedField = (says: string) =>
  z.array(wantedName()).check(z.minLength(1), z.maxLength(50), z.describe(says));
export const namesField = (says: string) => z.array(name()).check(z.minLength(1), z.maxLength(200), z.describe(says));
export const alsoRemovesField = () =>
  z.optional(
    z
      .array(name())
      .check(z.maxLength(200), z.describe("Packages that may be removed along; without this that is refused.")),
  );

export type Wanted = { name: string; version?: string };
export function wantedOf(text: string): Wanted {
  const at = text.indexOf("=");
  return at < 0 ? { name: text } : { name: text.slice(0, at), version: text.slice(at + 1) };
}

/** A package's name and version as the machine said them: nothing but the words of package managers. */
export const said = () => z.string().check(z.maxLength(300), z.regex(/^[\x21-\x7e]+$/));

/** One package that is otherwise than before; `from` absent: it was not there, `to` absent: it is not there any more. */
const changed = () => z.object({ name: said(), from: z.optional(said()), to: z.optional(said()) });
export type Changed = z.infer<ReturnType<typeof changed>>;

export const packagesFields = () => ({
  manager: z.enum(managers),
  /** Whatever became otherwise, asked for or not, by the manager's own list before and after. */
  changed: z.array(changed()).check(z.maxLength(5_000)),
  /** Of what was asked for, what is there now. */
  wanted: z.array(
    z.object({
      name: said(),
      /** Absent: not installed. */
      now: z.optional(said()),
      ok: z.boolean(),
    }),
  ),
  /** Of the versions from before, those that the repository still has, as `name=version`. */
  available: z.array(said()).check(z.maxLength(5_000)),
  /** Unpacked and not configured, or otherwise half done. */
  broken: z.array(said()).check(z.maxLength(500)),
  /** Null where the time limit ended it. */
  exitCode: z.nullable(z.int()),
  /** The end of what the manager said, where it failed. */
  said: machineText(4_096),
});
const packages = () => z.object(packagesFields());
export type PackagesOutput = z.infer<ReturnType<typeof packages>>;

export const managerChecks = (what: string): string[] => [
  "the package manager reports no error",
  what,
  "no package is left half done",
];

export function judgePackages(what: string, { exitCode, said, wanted, broken }: PackagesOutput): Verdict {
  const wrong = wanted.filter(({ ok }) => !ok);
  const states = wanted.map(({ name: of, now }) => `${of} ${now ?? "not installed"}`).slice(0, 20);
  const evidence: Evidence[] = [
    {
      check: "the package manager reports no error",
      ok: exitCode === 0,
      found: exitCode === 0 ? "exit status 0" : lastWords(said),
    },
    { check: what, ok: wrong.length === 0, found: states.join(", ") || "nothing was to be done" },
    {
      check: "no package is left half done",
      ok: broken.length === 0,
      found: broken.join(", ").slice(0, 300) || "none is",
    },
  ];
  const [first] = wrong;
  if (exitCode !== 0)
    return {
      kind: "failed",
      reason: `the package manager ${exitCode === null ? "took too long" : "failed"}: ${lastWords(said)}`,
      evidence,
    };
  if (first) return { kind: "failed", reason: `${first.name} is ${first.now ?? "not installed"}`, evidence };
  if (broken.length > 0)
    return { kind: "failed", reason: `${broken.slice(0, 5).join(", ")} is left half done`, evidence };
  return { kind: "ok", evidence };
}

function lastWords(said: PackagesOutput["said"]): string {
  const lines = forHtml(said)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return (lines.findLast((line) => /^(E:|error|fatal)/i.test(line)) ?? lines.at(-1) ?? "it did not say why")
    .trim()
    .slice(0, 300);
}

export const isNew = ({ from }: Changed): boolean => from === undefined;
export const isGone = ({ to }: Changed): boolean => to === undefined;
const isOther = (each: Changed): boolean => !isNew(each) && !isGone(each);

/** “nginx 1.22.1-9 installed, 3 more; 1 upgraded”. */
export function packagesLine({ changed: all }: PackagesOutput): string {
  if (all.length === 0) return "nothing had to be changed";
  const [fresh, gone, other] = [all.filter(isNew), all.filter(isGone), all.filter(isOther)];
  return [
    ...(fresh.length > 0 ? [`${few(fresh.map(({ name: of, to }) => `${of} ${to ?? ""}`))} installed`] : []),
    ...(other.length > 0 ? [`${few(other.map(({ name: of, from, to }) => `${of} ${from} → ${to}`))} changed`] : []),
    ...(gone.length > 0 ? [`${few(gone.map(({ name: of }) => of))} removed`] : []),
  ].join("; ");
}

const few = (names: string[]): string =>
  names.length <= 3 ? names.join(", ") : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;

export const packagesTable = ({ changed: all }: PackagesOutput) => ({
  columns: ["Package", "Before", "Now"],
  rows: all.map(({ name: of, from = "not installed", to = "removed" }) => [of, from, to]),
});

/** Exactly what came new goes; other versions than before come back where the repository has them. */
export function wayBackOf({ changed: all, available }: PackagesOutput): WayBack {
  if (all.length === 0) return { kind: "nothing" };
  const [fresh, gone, other] = [all.filter(isNew), all.filter(isGone), all.filter(isOther)];
  const before = [...gone, ...other].map(({ name: of, from }) => `${of}=${from}`);
  const lost = before.filter((each) => !available.includes(each));
  if (lost.length > 0)
    return {
      kind: "impossible",
      why: `the repository does not have ${few(lost.map((each) => each.replace("=", " ")))} any more`,
    };
  const names = fresh.map(({ name: of }) => of);
  if (names.length > 200)
    return { kind: "impossible", why: `${names.length} packages came new; that is more than one change removes` };
  if (before.length === 0)
    return { kind: "tool", tool: "package.remove", input: { packages: names }, text: `Remove again ${few(names)}` };
  if (before.length > 50)
    return {
      kind: "impossible",
      why: `${before.length} packages have other versions than before; that is more than one change takes back`,
    };
  return {
    kind: "tool",
    tool: "package.install",
    input: { packages: before, downgrade: true, ...(names.length > 0 ? { alsoRemoves: names } : {}) },
    text: `Bring back ${few(before.map((each) => each.replace("=", " ")))}`,
  };
}

/** What the machine, the way in to it or ailx itself hangs on. */
const vital =
  /^(openssh-server|ssh|dropbear|systemd.*|sysvinit.*|openrc|init|libc6|glibc|musl|linux-(image|base|modules).*|kernel(-core)?|grub.*|shim.*|network-manager|networkmanager|ifupdown.*|netplan.*|dhcpcd.*|isc-dhcp-client|iproute2|sudo|apt|dpkg|rpm|dnf|yum|apk-tools|pacman|zypper|bash|busybox|coreutils|util-linux|login|passwd|shadow|base-files|proxmox-ve|pve-.*|ailx.*)$/i;

export function removalRisk(names: readonly string[]): { risk: Risk; level: Level; reasons: string[] } {
  const first = names.find((each) => vital.test(each.replace(/:.*/, "")));
  if (first !== undefined)
    return { risk: "critical", level: 4, reasons: [`this machine, or the way in to it, hangs on ${first}`] };
  return { risk: "high", level: 3, reasons: ["what it serves is gone until it is installed again"] };
}
