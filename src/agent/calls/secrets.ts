/** Opens the secrets of a call: sealed by the hub to this machine's key, for this call alone. */
import type { KeyObject } from "node:crypto";
import { openSealed } from "../../lib/seal.ts";
import { secretContext, type CallPayload } from "../../protocol/call.ts";
import { ToolError } from "../../tools/define.ts";

/** Values by name. Throws `bad_input` where one does not open. */
export function openSecrets(
  { callId, secrets = [] }: Pick<CallPayload, "callId" | "secrets">,
  key: KeyObject | undefined,
): ReadonlyMap<string, string> {
  return new Map(
    secrets.map(({ name, sealed }) => {
      try {
        if (!key) throw new TypeError("no key");
        return [name, openSealed(key, sealed, secretContext(callId, name)).toString()];
      } catch {
        throw new ToolError(
          "bad_input",
          `The secret ${name} is not sealed to this machine for this call.`,
          "Join the machine again if its key was replaced.",
        );
      }
    }),
  );
}
