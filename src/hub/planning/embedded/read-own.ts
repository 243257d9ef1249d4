/** One reading of a request in which people's own sentences stand as marks; without the marks where that leads nowhere. */
import type { Outcome } from "../../../domain/plan.ts";
import { ownSaidIn } from "../runbooks/within.ts";
import { withLeftOut } from "./left-out.ts";
import { withMended } from "./mended.ts";
import { readAll, type Reading } from "./read.ts";

/** `machinesFirst`: words that are both a service and a machine are the machine. */
export function readAs(reading: Reading, machinesFirst: boolean): Outcome {
  const { tokens, own } = ownSaidIn(reading.tokens, reading.source, reading.request);
  if (own.length === 0) return readWhole(reading, machinesFirst);
  // What stands in people's own sentences is no mistake in typing.
  const repairs = reading.repairs.filter(({ typed }) => tokens.some(({ raw }) => raw === typed));
  const outcome = readWhole({ ...reading, tokens, repairs, own }, machinesFirst);
  const isUnread = outcome.kind === "decline" && outcome.reason.includes("@own");
  return isUnread ? readWhole(reading, machinesFirst) : outcome;
}

const readWhole = (reading: Reading, machinesFirst: boolean): Outcome =>
  withMended(
    withLeftOut(readAll(reading, machinesFirst), reading.tokens, reading.words),
    reading.source,
    reading.words,
  );
