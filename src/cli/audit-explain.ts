/** `ailx audit explain`: an admin says why the trail does not fit its checkpoints. */
import type { AuditVerification } from "../api/audit.ts";
import { verificationText } from "./audit-verify.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const reason = args.text("reason");
  if (reason === undefined) throw usageError("Say why: --reason TEXT.");
  const found = await openHub({ args, io }).send<AuditVerification>("POST", "/api/audit/explanation", { reason });
  if (args.has("json")) printJson(io, found);
  else io.out(verificationText(found, paintFor(io)));
  return found.ok ? exit.ok : exit.failed;
};
