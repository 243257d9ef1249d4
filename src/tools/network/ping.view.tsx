/** Whether it answered, in one line, and the figures. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultFacts } from "../parts.view.tsx";
import { pingText, type PingOutput } from "./ping.ts";

export const Outcome = ({ output }: { output: PingOutput }) => (
  <ResultFacts
    of={[
      [forHtml(output.host), pingText(output)],
      ...(forHtml(output.address) === "" ? [] : [["Address", forHtml(output.address)] as const]),
      ...(output.sent === 0 ? [] : [["Came back", `${output.received} of ${output.sent}`] as const]),
    ]}
  />
);
