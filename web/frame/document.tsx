/** The HTML document around everything: head, styles, script; no inline script or style, nothing from elsewhere. */
import type { Child } from "hono/jsx";
import { raw } from "hono/html";
import { assetUrl } from "./assets.ts";

/** Details and dialogs that a person opened stay open through a morph. */
const htmxConfig = JSON.stringify({
  history: "reload",
  morphIgnore: ["data-htmx-powered", "data-ui-", "open"],
  sse: { reconnectDelay: 500, reconnectMaxDelay: 15_000 },
  extensions: "sse",
});

export const Document = ({ title, children }: { title: string; children: Child }) => (
  <>
    {raw("<!doctype html>")}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{`${title} · ailx`}</title>
        <meta name="htmx-config" content={htmxConfig} />
        <meta name="now" content={new Date().toISOString()} />
        <meta name="referrer" content="same-origin" />
        <script src={assetUrl("theme.js")} />
        <link rel="preload" href={assetUrl("inter.woff2")} as="font" type="font/woff2" crossorigin="anonymous" />
        <link rel="stylesheet" href={assetUrl("app.css")} />
        <link rel="icon" href={assetUrl("favicon.svg")} type="image/svg+xml" />
        <script src={assetUrl("app.js")} defer />
      </head>
      <body>{children}</body>
    </html>
  </>
);

export const Brand = () => (
  <span class="brand">
    <span class="brand-mark" aria-hidden="true" />
    ailx
  </span>
);
