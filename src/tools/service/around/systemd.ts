/** What `service.explain` asks of systemd beside the state. */
import { statSync } from "node:fs";
import { ToolError, type ToolContext } from "../../define.ts";
import { firstLine, refuseWithoutSystemd } from "../systemd.ts";
import { shortName, unitFile } from "../unit.ts";

export type Around = {
  service: string;
  active: boolean;
  state: string;
  user: string;
  group: string;
  mainPid: number | null;
  unitFile: string;
  unitChangedAtMs: number | null;
  /** The command lines that it starts, as systemd prints them. */
  starts: string;
};

const properties = "Id,LoadState,ActiveState,MainPID,User,Group,FragmentPath,ExecStart";

export async function showAround(service: string | undefined, ctx: ToolContext): Promise<Around[]> {
  const what = service === undefined ? ["--all", "--", "*.service"] : ["--", unitFile(service)];
  const done = await ctx.spawn(["systemctl", "show", "--no-pager", "-p", properties, ...what], {
    env: { TZ: "UTC", LC_ALL: "C" },
    maxBytes: 4 << 20,
  });
  refuseWithoutSystemd(done);
  if (done.exitCode !== 0) throw new ToolError("tool_failed", `systemctl show failed: ${firstLine(done)}`);
  return done.stdout.split(/\n\n+/).flatMap((block) => {
    const unit = parseAround(block);
    return unit ? [unit] : [];
  });
}

/** Undefined for a unit without a file. */
export function parseAround(block: string): Around | undefined {
  const field = (name: string): string => new RegExp(`^${name}=(.*)$`, "m").exec(block)?.[1] ?? "";
  if (field("Id") === "" || field("LoadState") !== "loaded") return undefined;
  const path = field("FragmentPath");
  return {
    service: shortName(field("Id")).slice(0, 256),
    active: field("ActiveState") === "active",
    state: field("ActiveState"),
    user: field("User"),
    group: field("Group"),
    mainPid: Number(field("MainPID")) || null,
    unitFile: path,
    unitChangedAtMs: path === "" ? null : (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null),
    starts: field("ExecStart"),
  };
}
