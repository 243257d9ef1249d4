/** Sets the zone by systemd's clock service, or by the link that says it where there is none, and looks where the link leads. */
import { existsSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import type { FilePreview } from "../../domain/fileChange.ts";
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { carriedOut, closing, opened } from "../file/change.ts";
import { metaFor } from "../file/meta.ts";
import type { ChangedSetting } from "./changed.ts";
import type { TimezoneInput } from "./timezone.ts";

/** Tests have their own. `named`: Debian's file with the zone's name beside the link. */
export type Place = { link: string; named: string; zones: string };
const here: Place = { link: "/etc/localtime", named: "/etc/timezone", zones: "/usr/share/zoneinfo" };

export async function run({ zone }: TimezoneInput, ctx: ToolContext, place = here): Promise<ChangedSetting> {
  refuseUnknown(zone, place);
  const before = zoneNow(place);
  const bySystemd = ctx.facts().init === "systemd";
  await ctx.backup.keep([place.link]);
  await tell(
    bySystemd ? ["timedatectl", "set-timezone", zone] : ["ln", "-sfn", "--", join(place.zones, zone), place.link],
    ctx,
  );
  const named = await writeName(zone, ctx, place);
  const after = zoneNow(place);
  const checked = [
    ...named.checked,
    { check: untrusted("/etc/localtime leads to the zone"), ok: after === zone, found: untrusted(after || "no zone") },
  ];
  return { ...named, checked, before: untrusted(before), after: untrusted(after), note: untrusted("") };
}

export async function preview({ zone }: TimezoneInput, _ctx: ToolContext, place = here): Promise<FilePreview> {
  refuseUnknown(zone, place);
  const now = zoneNow(place);
  return { files: [], notes: [untrusted(`It is ${now || "not known"} now`)], problems: [] };
}

function refuseUnknown(zone: string, { zones }: Place): void {
  if (statSync(join(zones, zone), { throwIfNoEntry: false })?.isFile()) return;
  const none = !existsSync(zones);
  throw new ToolError(
    none ? "not_supported" : "bad_input",
    none
      ? "This machine has no list of time zones. Nothing was changed."
      : `This machine knows no time zone ${zone}. Nothing was changed.`,
    none ? "Install tzdata first." : "Names are such as Europe/Berlin; small and capital letters count.",
  );
}

/** Where the link leads, else what the file beside it says; without either it is UTC, which is what the system does then. */
function zoneNow({ link, named }: Place): string {
  try {
    return /zoneinfo\/(.+)$/.exec(readlinkSync(link))?.[1]?.slice(0, 64) ?? "";
  } catch {
    if (!existsSync(link)) return "UTC";
    return existsSync(named) ? readFileSync(named, "utf8").trim().slice(0, 64) : "";
  }
}

async function writeName(zone: string, ctx: ToolContext, { named }: Place) {
  if (!existsSync(named)) return { files: [], checked: [] };
  const at = await opened(named, ctx);
  return await closing([at], () =>
    carriedOut([{ at, to: { content: { bytes: new TextEncoder().encode(`${zone}\n`) }, meta: metaFor(at, {}) } }], ctx),
  );
}

async function tell(argv: readonly string[], ctx: ToolContext): Promise<void> {
  const done = await ctx.spawn(argv, { timeoutMs: 20_000 }).catch((cause: unknown) => {
    if (cause instanceof ToolError || ctx.signal.aborted) throw cause;
    throw new ToolError("not_supported", `This machine has no ${argv[0] ?? ""}. Nothing was changed.`);
  });
  if (done.exitCode === 0) return;
  await ctx.backup.restore(undefined, { force: true });
  const said = done.stderr.trim().slice(0, 300);
  throw new ToolError("tool_failed", `The zone was not set: ${said}. Everything is as it was before.`);
}
