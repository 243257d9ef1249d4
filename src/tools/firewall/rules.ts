/** What the kernel's rules are now, table by table, and how texts are tested and loaded. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type BackStep, type Spawned, type ToolContext } from "../define.ts";
import { readIptables, replacing, type Program } from "./nft.ts";

const maxBytes = 4 << 20;

/** Names as the input has them: `inet filter`, or `filter` of iptables. */
export async function tableNames(program: Program, ctx: ToolContext): Promise<string[]> {
  if (program === "nft") {
    const { stdout } = await asked(["nft", "list", "tables"], ctx);
    return [...stdout.matchAll(/^table (\S+ \S+)$/gm)].map(([, name = ""]) => name);
  }
  const read = readIptables(await savedRules(program, ctx));
  return "tables" in read ? read.tables : [];
}

/** One table as its program writes it, without counters; empty where there is none. */
export async function tableText(program: Program, table: string, ctx: ToolContext): Promise<string> {
  if (program === "nft") {
    const names = await tableNames(program, ctx);
    if (!names.includes(table)) return "";
    return (await asked(["nft", "-s", "list", "table", ...table.split(" ")], ctx)).stdout;
  }
  const all = await savedRules(program, ctx);
  const from = all.search(new RegExp(`^\\*${table}$`, "m"));
  return from < 0 ? "" : all.slice(from, all.indexOf("COMMIT", from) + "COMMIT\n".length);
}

/** Without comments, which hold the time, and without counters. */
async function savedRules(program: Program, ctx: ToolContext): Promise<string> {
  const { stdout } = await asked([`${program}-save`], ctx);
  return stdout.replaceAll(/^#.*\n/gm, "").replaceAll(/^(:\S+ \S+) \[\d+:\d+\]/gm, "$1 [0:0]");
}

/** Empty where the program would take it; otherwise what it says. */
export async function faultOf(program: Program, text: string, ctx: ToolContext): Promise<string> {
  return await withFile(text, async (file) => {
    const argv = program === "nft" ? ["nft", "-c", "-f", file] : [`${program}-restore`, "--test", file];
    const done = await spawned(argv, ctx);
    return done.exitCode === 0 ? "" : firstLine(done, file);
  });
}

/** Throws `config_invalid` with what the program says. */
export async function load(program: Program, text: string, ctx: ToolContext): Promise<void> {
  await withFile(text, async (file) => {
    const argv = program === "nft" ? ["nft", "-f", file] : [`${program}-restore`, file];
    const done = await spawned(argv, ctx);
    if (done.exitCode !== 0)
      throw new ToolError("config_invalid", `${argv[0]} did not take the rules: ${firstLine(done, file)}.`);
  });
}

/** Tables of iptables that are not there now were never used: empty, they let everything pass. */
const unused: Readonly<Record<string, readonly string[]>> = {
  filter: ["INPUT", "FORWARD", "OUTPUT"],
  nat: ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"],
  mangle: ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"],
  raw: ["PREROUTING", "OUTPUT"],
  security: ["INPUT", "FORWARD", "OUTPUT"],
};
export const emptyTable = (table: string): string =>
  `*${table}\n${(unused[table] ?? []).map((chain) => `:${chain} ACCEPT [0:0]\n`).join("")}COMMIT\n`;

/** After a reboot too: with these rules the hub was reached, and a container keeps its network when it starts anew. */
export const backStep = (program: Program, text: string): BackStep => ({
  kind: "run",
  argv: program === "nft" ? ["nft", "-f", "/dev/stdin"] : [`${program}-restore`],
  input: text,
});

export const backText = (program: Program, tables: readonly string[], present: string): string =>
  program === "nft" ? replacing(tables, present) : present;

async function asked(argv: readonly string[], ctx: ToolContext): Promise<Spawned> {
  const done = await spawned(argv, ctx);
  if (done.exitCode === 0) return done;
  if (/not permitted|permission denied|must be root/i.test(done.stderr))
    throw new ToolError("permission_denied", "The agent may not see the firewall's rules.", "It needs to run as root.");
  throw new ToolError("tool_failed", `${argv[0]} failed: ${firstLine(done)}.`);
}

const spawned = (argv: readonly string[], ctx: ToolContext): Promise<Spawned> =>
  ctx.spawn(argv, { env: { LC_ALL: "C" }, maxBytes, timeoutMs: 30_000 }).catch((cause: unknown) => {
    if (cause instanceof ToolError || ctx.signal.aborted) throw cause;
    throw new ToolError("not_supported", `This machine has no ${argv[0] ?? ""}.`);
  });

const firstLine = ({ stderr, stdout, timedOut }: Spawned, file?: string): string => {
  if (timedOut) return "it did not come to an end";
  const lines = `${stderr}\n${stdout}`.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((each) => /error|fail|invalid/i.test(each)) ?? lines[0] ?? "it did not say what is wrong";
  const said = file === undefined ? line : line.replaceAll(`${file}:`, "line ").replaceAll(file, "the text");
  return forLog(untrusted(said.trim().slice(0, 300))).replace(/\.$/, "");
};

async function withFile<T>(text: string, use: (file: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "ailx-rules-"));
  const file = join(dir, "rules");
  writeFileSync(file, text, { mode: 0o600 });
  try {
    return await use(file);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
