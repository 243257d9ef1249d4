/** Right, or where it is wrong. */
import { forHtml } from "../../domain/untrusted.ts";
import { faultLine, type ValidateOutput } from "./validate.ts";

export const Outcome = ({ output: { fault, exact } }: { output: ValidateOutput }) => (
  <>
    <p>{fault ? faultLine(fault) : "No error was found."}</p>
    <p class="muted">Checked by {forHtml(exact)}</p>
  </>
);
