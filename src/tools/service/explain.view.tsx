/** What stands around services, as a table; below it the lines of their configuration that say limits, places and levels. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultTable } from "../parts.view.tsx";
import { explainTable, type ExplainOutput } from "./explain.ts";

export const Outcome = ({ output }: { output: ExplainOutput }) => {
  const settings = output.services.flatMap((each) => each.settings);
  return (
    <>
      <ResultTable table={explainTable(output)} label="Services" empty="No service was found." />
      {settings.length > 0 && (
        <ResultTable
          table={{
            columns: ["File", "Line", "Setting"],
            rows: settings.map(({ path, line, text }) => [forHtml(path), String(line), forHtml(text).trim()]),
          }}
          label="How they are set"
          empty=""
        />
      )}
    </>
  );
};
