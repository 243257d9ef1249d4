/**
 * The second look at what machines say, before it is stored or shown: by the same patterns, and by the secrets of the call.
 * Agents have masked it already; older ones have not, and a wrong one is not believed. Nothing is held back here: a frame is
 * stored or not, so of a secret that is cut between two frames of an older agent the first part may remain.
 */
import type { Stall } from "../../domain/stall.ts";
import { Masking } from "../../domain/redact/masking.ts";
import type { OutputFrame } from "../../protocol/codec.ts";
import { maskedContext, type CallResult } from "../../protocol/call.ts";
import type { HubKey } from "../keys/hubKey.ts";

type Open = { masking: Masking; next: number; bytes: number; hasSecrets: boolean };

/** What stands for a frame of which nothing remains: an empty one is not stored. */
const more = new TextEncoder().encode("…");
/** Of what comes from an agent that masks by the same patterns, only so much is looked at again: it would halve how fast output flows. */
const againBytes = 4 << 20;
/** Calls that never end would be remembered for ever. */
const callsMost = 10_000;

export function makeMasker({
  hub,
  secretsOf,
  masksItself,
}: {
  hub: Pick<HubKey, "seal" | "markKey">;
  secretsOf: (attemptId: string) => readonly string[];
  /** The agent on this machine has the same patterns. */
  masksItself: (machineId: string) => boolean;
}) {
  const open = new Map<string, Open>();

  // A machine's word counts for its own calls alone, whatever id it says.
  const of = (machineId: string, attemptId: string): Open => {
    const id = `${machineId}/${attemptId}`;
    const known = open.get(id);
    if (known) return known;
    const seal = (value: Uint8Array, hash: string): string => hub.seal(value, maskedContext(attemptId, hash));
    const secrets = secretsOf(attemptId);
    const made = {
      bytes: 0,
      hasSecrets: secrets.length > 0,
      masking: new Masking({ markKey: hub.markKey, seal, secrets }),
      next: 0,
    };
    open.set(id, made);
    if (open.size > callsMost) open.delete(open.keys().next().value ?? "");
    return made;
  };

  return {
    frame: (machineId: string, attemptId: string, frame: OutputFrame): OutputFrame => {
      const call = of(machineId, attemptId);
      // Sent again after a loss: what is stored of it stays.
      if (frame.seq < call.next || frame.leftOut !== undefined || frame.bytes.length === 0) return frame;
      call.next = frame.seq + 1;
      call.bytes += frame.bytes.length;
      if (call.bytes > againBytes && !call.hasSecrets && masksItself(machineId)) return frame;
      const { masking } = call;
      const first = masking.push(frame.stream, frame.bytes);
      if (!masking.holds(frame.stream)) return first === frame.bytes ? frame : { ...frame, bytes: someOf(first) };
      return { ...frame, bytes: someOf(Buffer.concat([first, masking.settle(frame.stream)])) };
    },
    stall: (machineId: string, attemptId: string, stall: Stall): Stall => of(machineId, attemptId).masking.json(stall),
    /** The call has ended: its result masked, with what was masked of it here added to what was there. */
    result: (machineId: string, attemptId: string, result: CallResult): CallResult => {
      const { masking } = of(machineId, attemptId);
      const { output, error } = result;
      const masked = {
        ...result,
        ...(output ? { output: masking.json(output) } : {}),
        ...(error ? { error: masking.json(error) } : {}),
      };
      open.delete(`${machineId}/${attemptId}`);
      const [there, here] = [result.redacted, masking.told()];
      return here
        ? {
            ...masked,
            redacted: { count: here.count + (there?.count ?? 0), values: [...(there?.values ?? []), ...here.values] },
          }
        : masked;
    },
  };
}

export type Masker = ReturnType<typeof makeMasker>;

const someOf = (bytes: Uint8Array): Uint8Array => (bytes.length === 0 ? more : bytes);
