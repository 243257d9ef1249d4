/** A component's HTML as text or as an answer. */
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { HubContext } from "./route.ts";

/** What a component gives: text, or text to come. */
export type Element = { toString(): string } | Promise<{ toString(): string }>;

export const render = async (element: Element): Promise<string> => String(await element);

/** Answers with a page or fragment; the doctype comes with the page's own document. Cookies that were set stay. */
export async function html(
  c: HubContext,
  element: Element,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Promise<Response> {
  return c.html(await render(element), status as ContentfulStatusCode, headers);
}
