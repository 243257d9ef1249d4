/** The settings of web access: where the hub itself may send requests for tools. */
import { hostEntry, webModes } from "../domain/webAccess.ts";
import type { HubSettings } from "../domain/settings.ts";
import { usageError } from "./exit.ts";
import type { Key } from "./setting-keys.ts";
import { list, oneOf, text } from "./setting-kinds.ts";
import type { Resolved, Setting } from "./settings.ts";

const key = <T>(held: Key<T>): Key<T> => held;

export const webKeys = {
  web: key({
    kind: oneOf(...webModes),
    help: "Where the hub may send requests for web tools; otherwise as set on the page.",
  }),
  webHost: key({
    kind: list("HOST"),
    help: "Host that it may ask, with a port where that is not 80 or 443; *.example.com for all below.",
  }),
  webSearchUrl: key({
    kind: text,
    help: "Search engine that answers in JSON as SearXNG does, with {query} where the words go.",
  }),
};

/** Throws `validation` for what is no host. */
export function webSettings(s: Resolved<typeof webKeys>): HubSettings["web"] {
  const wrong = s.webHost.value?.find((host) => !hostEntry.test(host));
  if (wrong !== undefined)
    throw usageError(
      `${s.webHost.from} names ${wrong}, which is no host.`,
      "Such as docs.example.com or wiki.lan:8080.",
    );
  const searchUrl = s.webSearchUrl.value;
  if (searchUrl !== undefined && (!searchUrl.includes("{query}") || !URL.canParse(searchUrl)))
    throw usageError(`${s.webSearchUrl.from} is no address with {query} in it.`);
  const given = {
    ...valued("mode", s.web),
    ...valued("hosts", s.webHost),
    ...valued("searchUrl", s.webSearchUrl),
  };
  return Object.keys(given).length === 0 ? undefined : given;
}

const valued = <N extends string, T>(name: N, { value, from }: Setting<T>) =>
  (value === undefined ? {} : { [name]: { value, from } }) as { [K in N]?: { value: T; from: string } };
