/** Lets the owning program check its configuration, and finds file and line in what it says. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { configTest, faultIn } from "../service/config-test.ts";
import { faultOf } from "./faults.ts";
import { checkText, servicesOf, type ConfigKind } from "./kinds.ts";

/** `exact`: what was run. Without `fault` nothing is wrong. */
export type Checked = { exact: string; fault?: { file: string; line?: number; message: string } };

/** What lies on the machine now; `text` of one file is at hand for what needs no program. Throws `not_supported` where it cannot be checked. */
export async function checkInPlace(
  { kind, path, text }: { kind: ConfigKind; path: string; text: string },
  ctx: ToolContext,
): Promise<Checked> {
  switch (kind) {
    case "systemd":
      return await programs([["systemd-analyze", "verify", path]], { path }, ctx);
    case "sudoers":
      return await programs(
        [
          ["visudo", "-c"],
          ["/usr/sbin/visudo", "-c"],
        ],
        { path },
        ctx,
      );
    case "cron":
    case "json":
    case "yaml":
    case "toml":
      return inText(kind, path, text);
    default:
      return await programs(serviceTests(kind, path), { path }, ctx);
  }
}

/** Of a text that is not in place yet. Undefined where it can be checked in place only. */
export async function checkBefore(
  { kind, path, text }: { kind: ConfigKind; path: string; text: string },
  ctx: ToolContext,
): Promise<Checked | undefined> {
  if (kind !== "sudoers" && kind !== "systemd") {
    return ["cron", "json", "yaml", "toml"].includes(kind) ? inText(kind, path, text) : undefined;
  }
  // A drop-in means nothing without its unit; that is looked at in place.
  if (kind === "systemd" && path.endsWith(".conf")) return undefined;
  const dir = mkdtempSync(join(tmpdir(), "ailx-check-"));
  const beside = join(dir, basename(path));
  try {
    writeFileSync(beside, text, { mode: 0o440 });
    const argvs =
      kind === "systemd"
        ? [["systemd-analyze", "verify", beside]]
        : [
            ["visudo", "-c", "-f", beside],
            ["/usr/sbin/visudo", "-c", "-f", beside],
          ];
    return await programs(argvs, { path, beside }, ctx);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function inText(kind: ConfigKind, path: string, text: string): Checked {
  const fault = faultOf(kind, text, { system: !path.startsWith("/var/spool/") });
  return { exact: checkText[kind], ...(fault ? { fault: { file: path, ...fault } } : {}) };
}

function serviceTests(kind: ConfigKind, path: string): (readonly string[])[] {
  if (kind === "apache")
    return [
      ["apache2ctl", "-t"],
      ["apachectl", "-t"],
      ["httpd", "-t"],
    ];
  const [argv] = servicesOf(kind, path).flatMap((service) => [configTest(service)?.argv ?? []]);
  return argv ? [argv] : [];
}

/** The first of these programs that is there. */
async function programs(
  argvs: readonly (readonly string[])[],
  { path, beside }: { path: string; beside?: string },
  ctx: ToolContext,
): Promise<Checked> {
  for (const argv of argvs) {
    const done = await ctx.spawn(argv, { timeoutMs: 60_000, env: { LC_ALL: "C" } }).catch((cause: unknown) => {
      if (ctx.signal.aborted || (cause instanceof ToolError && cause.code !== "spawn_failed")) throw cause;
      return undefined;
    });
    if (!done) continue;
    const exact = (beside === undefined ? argv : argv.map((word) => (word === beside ? path : word))).join(" ");
    const said = `${done.stderr}\n${done.stdout}`;
    if (done.timedOut) throw new ToolError("timed_out", `\`${exact}\` did not come to an end.`);
    // sshd's run directory is made by its unit at the start; without it the test says nothing of the configuration.
    if (done.exitCode === 0 || /Missing privilege separation directory/.test(said)) return { exact };
    if (/permission denied/i.test(said) && !/\[emerg\]|syntax error/i.test(said))
      throw new ToolError(
        "permission_denied",
        `The agent may not run \`${exact}\`.`,
        "It needs an agent that runs as root.",
      );
    return { exact, fault: faultAt(beside === undefined ? said : said.replaceAll(beside, path), path) };
  }
  const names = argvs.map(([program = ""]) => program).join(" or ");
  throw new ToolError(
    "not_supported",
    `There is no ${names || "program"} here that could check ${path}.`,
    "Change it with file.edit if it may go unchecked.",
  );
}

function faultAt(said: string, path: string): NonNullable<Checked["fault"]> {
  // visudo: /etc/sudoers.d/x:3:12: syntax error; systemd-analyze: /etc/systemd/system/x.service:5: Unknown key …
  const own = /^(?:>>> )?(\/[^\s:]+):(\d+)(?::\d+)?: (.+)$/m.exec(said);
  if (own) return { file: own[1] ?? path, line: Number(own[2]), message: (own[3] ?? "").trim().slice(0, 500) };
  const { file = path, line, message } = faultIn(said);
  return { file, message: forLog(message), ...(line === undefined ? {} : { line }) };
}

/** “nginx -t finds an error in line 5 of /etc/nginx/…: unexpected "}"”. */
export const faultText = ({ exact, fault }: Checked): string => {
  if (!fault) return `${exact} finds no error`;
  const where = fault.line === undefined ? ` in ${fault.file}` : ` in line ${fault.line} of ${fault.file}`;
  return `${exact} finds an error${forLog(untrusted(where))}: ${forLog(untrusted(fault.message))}`;
};
