/** Turns what the hub's own requests gave into what is told, and says what is missing where it makes none. */
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError, type HubPorts, type WebAnswer, type WebPort } from "../define.ts";
import { textAtMost, type AnswerOutput } from "./answer.ts";

export function webOf({ web }: HubPorts): WebPort {
  if (web) return web;
  throw new ToolError("not_supported", "This hub makes no requests to the web.");
}

export const outputOf = ({ url, contentType, title, text, truncated, status, ms }: WebAnswer): AnswerOutput => ({
  url: untrusted(url.slice(0, 2_048)),
  status,
  ms,
  contentType: untrusted(contentType.slice(0, 200)),
  title: untrusted(title.slice(0, 300)),
  text: untrusted(text.slice(0, textAtMost)),
  truncated: truncated || text.length > textAtMost,
});
