/** Since when, the load, and why a restart is due. */
import { forHtml } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { durationText } from "../../lib/duration.ts";
import { ResultFacts } from "../parts.view.tsx";
import { loadText, type UptimeOutput } from "./uptime.ts";

export const Outcome = ({ output }: { output: UptimeOutput }) => (
  <ResultFacts
    of={[
      ["Up", durationText(output.uptimeMs)],
      ["Since", `${iso(Math.max(0, output.bootedAtMs)).slice(0, 16).replace("T", " ")} UTC`],
      ["Load", `${loadText(output.load)} on ${output.cpus} ${output.cpus === 1 ? "core" : "cores"}`],
      ["Needs a restart", output.rebootRequired ? `yes: ${output.why.map(forHtml).join("; ")}` : "no"],
    ]}
  />
);
