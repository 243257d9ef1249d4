/** The answer of the other system. */
import { forHtml } from "../../domain/untrusted.ts";
import { Answer } from "./parts.view.tsx";
import type { RequestOutput } from "./request.ts";

export const Outcome = ({ output }: { output: RequestOutput }) => (
  <Answer
    output={output}
    more={output.redirect === undefined ? [] : [["Sends on to", `${forHtml(output.redirect)}, which was not followed`]]}
  />
);
