/** Memory and swap with a bar each. */
import { bytesText } from "../../lib/bytes.ts";
import { ratioOf } from "../../lib/proc/memory.ts";
import { Shares } from "../parts.view.tsx";
import type { MemoryOutput } from "./memory.ts";

export const Outcome = ({ output: { totalBytes, usedBytes, swapTotalBytes, swapUsedBytes, usedRatio } }: Props) => (
  <Shares
    of={[
      ["Memory", usedRatio, `${bytesText(usedBytes)} of ${bytesText(totalBytes)}`],
      [
        "Swap",
        ratioOf(swapUsedBytes, swapTotalBytes),
        swapTotalBytes === 0 ? "none" : `${bytesText(swapUsedBytes)} of ${bytesText(swapTotalBytes)}`,
      ],
    ]}
  />
);

type Props = { output: MemoryOutput };
