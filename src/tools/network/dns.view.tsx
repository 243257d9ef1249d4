/** The records, and what programs of the machine get where that differs. */
import { forHtml } from "../../domain/untrusted.ts";
import { ResultFacts, ResultTable } from "../parts.view.tsx";
import { dnsTable, dnsText, type DnsOutput } from "./dns.ts";

export const Outcome = ({ output }: { output: DnsOutput }) => (
  <>
    <ResultTable table={dnsTable(output)} label="Records" empty={dnsText(output)} />
    <ResultFacts
      of={[
        ["Asked", output.servers.map(forHtml).join(", ") || "no name server is configured"],
        ...(output.local.length > 0 ? [["Programs here get", output.local.map(forHtml).join(", ")] as const] : []),
      ]}
    />
  </>
);
