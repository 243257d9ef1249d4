/**
 * sshd is how people get in where ailx is not: before it reads a file anew the way back is armed, and it is called off only
 * once sshd answers where it says that it listens, and the hub is still reached. Who may sign in is not tried out.
 */
import { connect } from "node:net";
import { ToolError, type ToolContext } from "../define.ts";
import { reloadService } from "./reload.ts";

const windowMs = 120_000;
const answerMs = 5_000;

/** What became of it, in words. Throws where it did not take it, did not answer, or came back; then it is as before. */
export async function reloadSshd(
  { service, backup, path }: { service: string; backup: string; path: string },
  ctx: ToolContext,
): Promise<string> {
  const { entries } = await ctx.backup.find(backup);
  const armed = await ctx.deadman.arm({
    what: `${path} and what sshd made of it`,
    back: [
      ...entries.map((kept) => ({ kind: "file" as const, kept })),
      // One that did not survive the reload is started.
      { kind: "run", argv: ["systemctl", "reload-or-restart", "--no-ask-password", "--", `${service}.service`] },
    ],
    afterMs: windowMs,
  });
  try {
    const state = await reloadService(service, ctx);
    const places = await listening(ctx);
    for (const place of places) await answers(place);
    const { ok, why } = await armed.contact();
    if (!ok) throw new ToolError("tool_failed", `The hub is not reached any more: ${why}.`);
    if (await armed.confirm()) return `${state}, and answers on ${places.map(({ text }) => text).join(", ")}`;
    throw new ToolError("timed_out", "It took so long that it came back by itself.");
  } catch (error) {
    await armed.revert();
    throw error;
  }
}

type Place = { host: string; port: number; text: string };

/** Of its effective configuration: `listenaddress 0.0.0.0:22`, `listenaddress [::]:22`. */
async function listening(ctx: ToolContext): Promise<Place[]> {
  const { stdout } = await ctx.spawn(["/usr/sbin/sshd", "-T"]);
  const found = [...stdout.matchAll(/^listenaddress \[?([0-9a-fA-F.:]+?)\]?:(\d+)$/gm)];
  return found.map(([, address = "", port]) => ({
    host: address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address,
    port: Number(port),
    text: `${address.includes(":") ? `[${address}]` : address}:${port}`,
  }));
}

/** The first line that it says, “SSH-2.0-…”. */
async function answers({ host, port, text }: Place): Promise<void> {
  const heard = Promise.withResolvers<string>();
  const socket = connect({ host, port, timeout: answerMs });
  socket.once("data", (bytes) => heard.resolve(bytes.toString("latin1").slice(0, 8)));
  socket.once("timeout", () => heard.resolve("nothing"));
  socket.once("error", ({ message }) => heard.resolve(message));
  socket.once("close", () => heard.resolve("nothing"));
  const said = await heard.promise.finally(() => socket.destroy());
  // A machine without IPv6 listens there in vain, and always has.
  if (said.startsWith("SSH-") || (host === "::1" && /EADDRNOTAVAIL|EAFNOSUPPORT/.test(said))) return;
  throw new ToolError("tool_failed", `sshd does not answer on ${text} with it: ${said}.`);
}
