/** The interfaces as a table, the way out below. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultFacts, ResultTable } from "../parts.view.tsx";
import { interfacesTable, type InterfacesOutput } from "./interfaces.ts";

export const Outcome = ({ output }: { output: InterfacesOutput }) => (
  <>
    <ResultTable table={interfacesTable(output)} label="Network interfaces" empty="There is no interface." />
    <ResultFacts
      of={[
        ["Default route", output.gateways.map(forHtml).join(", ") || "none"],
        ["Name servers", output.nameServers.map(forHtml).join(", ") || "none in /etc/resolv.conf"],
      ]}
    />
  </>
);
