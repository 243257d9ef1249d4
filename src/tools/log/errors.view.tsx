/** What the kernel said first, then the kinds of errors by how often they came. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultTable } from "../parts.view.tsx";
import { shortAt } from "./entry.ts";
import { groupsTable, kindText, type ErrorsOutput } from "./errors.ts";

export const Outcome = ({ output }: { output: ErrorsOutput }) => (
  <>
    {output.kernel.length > 0 && (
      <ResultTable
        table={{
          columns: ["Time (UTC)", "Kernel", "Text"],
          rows: output.kernel.map((each) => [shortAt(each.at), kindText(each), forHtml(each.text)]),
        }}
        label="What the kernel said"
        empty=""
      />
    )}
    <ResultTable table={groupsTable(output)} label="Errors by kind" empty="No errors." />
    <p class="muted">
      {output.total} {output.total === 1 ? "line" : "lines"} of errors since {shortAt(output.since)} UTC
      {output.truncated && "; there are more than are shown"}.
    </p>
  </>
);
