/** The numbers with a bar each. */
import { forHtml } from "../../domain/untrusted.ts";
import { diskShare } from "../../lib/percent.ts";
import { Shares } from "../parts.view.tsx";
import type { NowOutput } from "./now.ts";

export const Outcome = ({ output }: { output: NowOutput }) => (
  <Shares
    of={[
      ["CPU", output.cpuRatio, `load ${output.load1.toFixed(2)}`],
      ["Memory", output.memoryRatio, ""],
      ["Swap", output.swapRatio, ""],
      ["Fullest disk", diskShare(output.fullestDiskRatio), forHtml(output.fullestDisk)],
    ]}
  />
);
