/** Takes the certificates that a server shows, or those in a file; sends a server nothing but the beginning of TLS. */
import { X509Certificate } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { isIP } from "node:net";
import { untrusted } from "../../domain/untrusted.ts";
import { addressKind } from "../../lib/addressKind.ts";
import { bareHost } from "../../lib/hostName.ts";
import { shownChain } from "../../lib/peerCertificate.ts";
import { ToolError, type ToolContext } from "../define.ts";
import type { CertificateInput, CertificateOutput } from "./certificate.ts";
import { codeOf, explained } from "./faults.ts";
import { problemsOf, seenIn } from "./x509.ts";

const timeoutMs = 15_000;
const fileBytes = 1 << 20;
const chainMax = 10;

type Shown = { from: string; protocol: string; chain: X509Certificate[]; host?: string; why: string };

export async function run(input: CertificateInput, ctx: ToolContext): Promise<CertificateOutput> {
  const { path, host = "", port = 443, name } = input;
  const shown = path === undefined ? await shownBy({ host: bareHost(host), port, name }, ctx) : heldIn(path, name);
  const [leaf, ...rest] = shown.chain;
  if (!leaf) throw new ToolError("not_supported", `${shown.from} shows no certificate.`);
  const nowMs = ctx.nowMs();
  return {
    ...seenIn(leaf, nowMs),
    from: untrusted(shown.from),
    protocol: untrusted(shown.protocol.slice(0, 16)),
    chain: rest.map((each) => seenIn(each, nowMs)),
    problems: problemsOf(shown.chain, { host: shown.host, why: shown.why, nowMs }),
  };
}

async function shownBy(
  { host, port, name }: { host: string; port: number; name: string | undefined },
  ctx: ToolContext,
): Promise<Shown> {
  if (["metadata", "linkLocal"].includes(isIP(host) === 0 ? "" : addressKind(host)))
    throw new ToolError("refused_by_policy", `${host} is a link-local address; it is not asked.`);
  const servername = bareHost(name ?? host);
  try {
    const shown = await shownChain({ host, port, name: servername, timeoutMs, signal: ctx.signal });
    return { ...shown, from: `${host}:${port}`, host: servername };
  } catch (error) {
    if (ctx.signal.aborted) throw new ToolError("cancelled", "It was cancelled.");
    const { text, kind } = explained(error, host, { port: String(port), protocol: "https:" });
    throw new ToolError(kind === "timeout" ? "timed_out" : "tool_failed", text);
  }
}

function heldIn(path: string, name: string | undefined): Shown {
  const blocks =
    textOf(path).match(/-----BEGIN (TRUSTED )?CERTIFICATE-----[^-]+-----END (TRUSTED )?CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new ToolError("not_supported", `${path} holds no certificate in PEM form.`);
  try {
    const chain = blocks.slice(0, chainMax).map((block) => new X509Certificate(block));
    return { from: path, protocol: "", chain, why: "", ...(name === undefined ? {} : { host: bareHost(name) }) };
  } catch {
    throw new ToolError("not_supported", `${path} holds a certificate that cannot be read.`);
  }
}

/** Only certificates leave this function's callers: what else is in the file, such as a key, is told to nobody. */
function textOf(path: string): string {
  let file: number | undefined;
  try {
    // Non-blocking: a pipe cannot make the agent wait for a writer.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    if (!fstatSync(file).isFile()) throw new ToolError("not_supported", `${path} is no file.`);
    const room = Buffer.alloc(fileBytes);
    return room.subarray(0, readSync(file, room, 0, fileBytes, 0)).toString("latin1");
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") throw new ToolError("no_such_file", `There is no file ${path}.`);
    if (code === "EACCES" || code === "EPERM")
      throw new ToolError("permission_denied", `The agent may not read ${path}.`);
    throw error instanceof ToolError ? error : new ToolError("tool_failed", `${path} could not be read: ${code}.`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
