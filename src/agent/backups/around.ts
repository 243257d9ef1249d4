/** What a call may do with copies, and what is noted of them once it has ended. */
import type { Log } from "../../lib/log.ts";
import type { CallPayload } from "../../protocol/call.ts";
import type { Deadman } from "../deadman/deadman.ts";
import type { RunRecord } from "../runRecord.ts";
import type { Backups } from "./backups.ts";

/** Absent: no copies are kept, so nothing is changed that needs one. */
export type Keeping = {
  backups?: Backups;
  deadman?: Deadman;
  ownPaths?: () => readonly string[];
  denies?: (path: string) => boolean;
  record?: RunRecord;
};

export const portsOf = ({ backups, deadman, ownPaths, denies, record }: Keeping, call: CallPayload) => ({
  ...(backups ? { backup: backups.portFor(call) } : {}),
  ...(deadman ? { deadman: deadman.portFor(call.callId) } : {}),
  ...(ownPaths ? { ownPaths } : {}),
  ...(denies ? { denies } : {}),
  ...(record ? { record } : {}),
});

/** An undo may follow on the result at once, so what the call left is noted before that is told. */
export async function noted<T>(
  work: Promise<T>,
  call: CallPayload,
  { backups, log }: Keeping & { log: Log },
): Promise<T> {
  try {
    return await work;
  } finally {
    await backups
      ?.ended(call)
      .catch((error: unknown) => log.warn("backup.not_noted", { id: call.callId, error: String(error) }));
  }
}
