/** Invented web access, and the page that shows it. */
import type { WebView } from "../../src/api/web.ts";
import { WebAccessPage } from "../reach/index.ts";

const here = { mode: "here", hosts: "here", searchUrl: "here" };
const listed: WebView = {
  mode: "listed",
  hosts: ["docs.example.com", "*.debian.org", "wiki.lan:8080"],
  searchUrl: "https://searx.example.com/search?q={query}&format=json",
  from: here,
};

export const webViews = {
  "web-off": () => <WebAccessPage web={{ mode: "off", hosts: [], from: here }} />,
  web: () => <WebAccessPage web={listed} />,
  "web-given": () => (
    <WebAccessPage
      web={{ ...listed, mode: "public", from: { ...here, mode: "AILX_WEB", hosts: "/etc/ailx/hub.yaml" } }}
    />
  ),
};
