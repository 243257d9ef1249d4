/** Asks the hub for the page. */
import type { HubPorts } from "../define.ts";
import type { AnswerOutput } from "./answer.ts";
import { outputOf, webOf } from "./answering.ts";
import type { FetchInput } from "./fetch.ts";

export const run = async ({ url }: FetchInput, ports: HubPorts): Promise<AnswerOutput> =>
  outputOf(await webOf(ports).fetch(url));
