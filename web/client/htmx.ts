/** The part of htmx's events that we read. htmx itself is loaded before this script and talks to us by events only. */
type Context = { response?: { raw: Response; status: number } };

export function onHtmx(name: string, act: (context: Context, event: Event) => void): void {
  document.addEventListener(name, (event) => {
    const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
    const context = detail !== null && typeof detail === "object" && "ctx" in detail ? (detail.ctx as Context) : {};
    act(context, event);
  });
}
