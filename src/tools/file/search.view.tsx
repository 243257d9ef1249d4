/** What was found, and what is missing from it. */
import { forHtml } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { ResultTable } from "../parts.view.tsx";
import { missingText, searchTable, type SearchOutput } from "./search.ts";

export const Outcome = ({ output }: { output: SearchOutput }) => {
  const missing = missingText(output);
  return (
    <>
      {output.totalBytes !== undefined && (
        <p>
          {bytesText(output.totalBytes)} in {forHtml(output.realPath)}
        </p>
      )}
      {missing !== "" && <p class="muted">{`${missing.slice(0, 1).toUpperCase()}${missing.slice(1)}.`}</p>}
      {output.matches.some(({ line }) => line !== undefined) ? (
        <Lines output={output} />
      ) : (
        <ResultTable table={searchTable(output)} label="What was found" empty="Nothing was found." />
      )}
      {output.held !== undefined && output.held.length > 0 && (
        <ResultTable
          label="Removed files that still take room"
          empty=""
          table={{
            columns: ["Removed, but held open by", "PID", "Size", "File"],
            rows: output.held.map(({ process, pid, sizeBytes, path }) => [
              forHtml(process),
              String(pid),
              bytesText(sizeBytes),
              forHtml(path),
            ]),
          }}
        />
      )}
    </>
  );
};

/** As `grep -n` writes them: a table would have no room for the text. */
const Lines = ({ output }: { output: SearchOutput }) => (
  <div class="code">
    <pre tabindex={0} role="region" aria-label="What was found">
      <code>
        {output.matches
          .map(({ path, line, text }) => `${forHtml(path)}:${line ?? ""}: ${text === undefined ? "" : forHtml(text)}`)
          .join("\n")}
      </code>
    </pre>
  </div>
);
