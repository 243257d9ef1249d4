/** The machine in a few lines. */
import { forHtml } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { durationText } from "../../lib/duration.ts";
import { ResultFacts } from "../parts.view.tsx";
import type { InfoOutput } from "./info.ts";

export const Outcome = ({ output }: { output: InfoOutput }) => (
  <ResultFacts
    of={[
      ["Host name", forHtml(output.hostname)],
      ["System", `${forHtml(output.osName)} (${output.kind})`],
      ["Kernel", `${forHtml(output.kernel)} ${forHtml(output.arch)}`],
      ["Processors", [String(output.cpus), forHtml(output.cpuModel)].filter(Boolean).join(" × ")],
      ["Memory", `${bytesText(output.memoryUsedBytes)} of ${bytesText(output.memoryTotalBytes)} used`],
      ["Load", [output.load1, output.load5, output.load15].map((load) => load.toFixed(2)).join("  ")],
      ["Up", durationText(output.uptimeMs)],
      ["Addresses", output.addresses.map(forHtml).join(", ")],
    ]}
  />
);
