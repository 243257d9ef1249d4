/** A component's HTML as text or as an answer. */

/** What a component gives: text, or text to come. */
export type Element = { toString(): string } | Promise<{ toString(): string }>;

export const render = async (element: Element): Promise<string> => String(await element);

/** The doctype comes with the page's own document. */
export async function html(
  element: Element,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Promise<Response> {
  return new Response(await render(element), {
    status,
    headers: { ...headers, "content-type": "text/html; charset=utf-8" },
  });
}
