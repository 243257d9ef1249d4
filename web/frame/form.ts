/**
 * The attributes of a form that acts. Without script it is an ordinary POST. With it, the answer may be fragments
 * (`Partial`), or `HX-Redirect`, or a plain 303, which the page follows; an error is an `ErrorFragment` and lands in `error`.
 */
export const acts = ({ action, error }: { action: string; error: string }) => ({
  method: "post" as const,
  action,
  "hx-post": action,
  "hx-swap": "none",
  "hx-status:4xx": `target:#${error} swap:innerHTML`,
  "hx-status:5xx": `target:#${error} swap:innerHTML`,
  "hx-disable": "find button[type=submit]",
});

/** For fields that hold names, commands and expressions rather than prose. */
export const verbatim: Record<string, string> = { autocomplete: "off", autocapitalize: "off", spellcheck: "false" };
