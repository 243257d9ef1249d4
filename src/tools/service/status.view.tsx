/** The unit's state. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultTable } from "../parts.view.tsx";
import { statusTable } from "./status.ts";
import type { UnitState } from "./unit.ts";

export const Outcome = ({ output }: { output: UnitState }) => (
  <>
    <p class="muted">{forHtml(output.description)}</p>
    <ResultTable table={statusTable(output)} label="State" empty="" />
  </>
);
