/** Headers that every answer carries: what a browser may do with it, and that nothing private is kept. */

const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const always: Record<string, string> = {
  "content-security-policy": contentPolicy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // Not `no-referrer`: with that, browsers send `Origin: null` on the hub's own forms. Nothing leaves this site either way.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
};
const overTls = { "strict-transport-security": "max-age=31536000" };

/** Adds what the handler did not say itself. Handlers of assets set their own Cache-Control. */
export function secure(
  answer: Response,
  { tls, page, requestId }: { tls: boolean; page: boolean; requestId: string },
): Response {
  const full = mutable(answer);
  for (const [name, value] of Object.entries({ ...always, ...(tls ? overTls : {}) })) full.headers.set(name, value);
  full.headers.set("x-request-id", requestId);
  if (!full.headers.has("cache-control")) full.headers.set("cache-control", "no-store");
  // One address gives a whole page or a fragment: a cache must not show the one as the other.
  if (page) full.headers.append("vary", "HX-Request, HX-Request-Type");
  return full;
}

/** Redirects and fetched answers come with headers that cannot be written. */
function mutable(answer: Response): Response {
  try {
    answer.headers.delete("x-powered-by");
    return answer;
  } catch {
    return new Response(answer.body, answer);
  }
}
