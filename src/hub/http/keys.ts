/** What a route's key `METHOD /path/:part` says, and in which order keys are tried. */
import { permissions, type RouteKey } from "./permissions.ts";

export const routeKeys = Object.keys(permissions) as RouteKey[];

export function split(key: RouteKey): { method: string; path: string } {
  const at = key.indexOf(" ");
  return { method: key.slice(0, at), path: key.slice(at + 1) };
}

/** `/machines/add` before `/machines/:id`: the order of registering must not matter. */
export function bySpecificity(a: RouteKey, b: RouteKey): number {
  return rank(a) < rank(b) ? -1 : 1;
}
const rank = (key: RouteKey): string =>
  split(key)
    .path.split("/")
    .map((part) => (part.startsWith(":") ? "1" : `0${part}`))
    .join("/");

/** The methods that the table has for a path; empty where it has none. */
export function methodsAt(path: string): string[] {
  const parts = path.split("/");
  return routeKeys
    .map(split)
    .filter((route) => {
      const wanted = route.path.split("/");
      return (
        wanted.length === parts.length &&
        wanted.every((part, index) => part === parts[index] || (part.startsWith(":") && parts[index] !== ""))
      );
    })
    .map(({ method }) => method);
}
