/** Asks the hub to search. */
import { untrusted } from "../../domain/untrusted.ts";
import type { HubPorts } from "../define.ts";
import { webOf } from "./answering.ts";
import type { SearchInput, SearchOutput } from "./search.ts";

export async function run({ query }: SearchInput, ports: HubPorts): Promise<SearchOutput> {
  const found = await webOf(ports).search(query);
  return {
    results: found.slice(0, 20).map(({ title, url, text }) => ({
      title: untrusted(title.slice(0, 300)),
      url: untrusted(url.slice(0, 2_048)),
      text: untrusted(text.slice(0, 1_000)),
    })),
  };
}
