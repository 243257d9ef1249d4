/** Where the hub itself may send requests. */
import * as z from "zod/mini";
import { hostEntry, webModes } from "../domain/webAccess.ts";

const host = () =>
  z
    .string()
    .check(z.maxLength(260), z.regex(hostEntry, "is no host such as docs.example.com, *.example.com or wiki.lan:8080"));
const searchUrl = () =>
  z.string().check(
    z.maxLength(500),
    z.refine((text) => isSearch(text), "is no http or https address with {query} in it, after the host"),
  );

function isSearch(text: string): boolean {
  const url = URL.parse(text.replaceAll("{query}", "x"));
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return false;
  return text.includes("{query}") && URL.parse(text.replaceAll("{query}", "y"))?.origin === url.origin;
}

/** PATCH /api/web: what is absent stays; null takes the search engine away. */
export const webPatch = () =>
  z.strictObject({
    mode: z.optional(z.enum(webModes)),
    hosts: z.optional(z.array(host()).check(z.maxLength(200))),
    searchUrl: z.optional(z.nullable(searchUrl())),
  });
export type WebPatch = z.infer<ReturnType<typeof webPatch>>;

export const webView = () =>
  z.object({
    mode: z.enum(webModes),
    hosts: z.array(z.string()),
    searchUrl: z.optional(z.string()),
    /** By what each is decided: `here`, a flag, a variable or a file. */
    from: z.object({ mode: z.string(), hosts: z.string(), searchUrl: z.string() }),
  });
export type WebView = z.infer<ReturnType<typeof webView>>;
