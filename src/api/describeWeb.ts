/** The routes of web access, in words and schemas. */
import type { Described } from "./describe.ts";
import { webPatch, webView } from "./web.ts";

export const webSchemas = { WebPatch: webPatch, WebAccess: webView } as const;

export const webDescribed = {
  "GET /api/web": { does: "Shows where the hub itself may send requests for web tools.", gives: { 200: "WebAccess" } },
  "PATCH /api/web": {
    does: "Changes where the hub may send requests. What is absent stays, null takes the search engine away.",
    takes: "WebPatch",
    gives: { 200: "WebAccess" },
  },
} as const satisfies Record<string, Described>;
