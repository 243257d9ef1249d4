/** Which paths are pages for people and which are for programs; and where a person goes after signing in. */

const programs = [
  "/api/",
  "/ws/",
  "/events",
  "/healthz",
  "/readyz",
  "/metrics",
  "/install.sh",
  "/download/",
  "/assets/",
];

/** Pages answer with HTML, everything else with JSON. The path alone decides, never `Accept`. */
export const isPage = (path: string): boolean => !programs.some((start) => path === start || path.startsWith(start));

/** A path of this hub to go to after signing in; anything that could lead elsewhere becomes the home page. */
export function ownPath(wanted: string | undefined): string {
  if (wanted === undefined || !wanted.startsWith("/") || wanted.length > 2_000) return "/";
  const base = "http://hub.invalid";
  try {
    const url = new URL(wanted, base);
    return url.origin === base && isPage(url.pathname) ? `${url.pathname}${url.search}` : "/";
  } catch {
    return "/";
  }
}
