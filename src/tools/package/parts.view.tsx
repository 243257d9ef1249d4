/** What the views of the package tools share. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultTable } from "../parts.view.tsx";
import { packagesTable, type PackagesOutput } from "./packages.ts";

/** Packages before and now; the end of what the manager said, where it failed. */
export const ChangedPackages = ({ output }: { output: PackagesOutput }) => (
  <>
    <ResultTable
      table={packagesTable(output)}
      label="Packages before and now"
      empty={output.exitCode === 0 ? "Nothing had to be changed." : "Nothing was changed."}
    />
    {forHtml(output.said) !== "" && (
      <div class="code">
        <pre tabindex={0} role="region" aria-label={`What ${output.manager} said`}>
          <code>{forHtml(output.said)}</code>
        </pre>
      </div>
    )}
  </>
);
