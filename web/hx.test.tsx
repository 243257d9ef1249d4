/** Rendered markup against what the browser will take: htmx's own attribute names, no inline script or style, one id each. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { render } from "../src/hub/http/html.ts";
import { screens } from "./gallery.tsx";

const pages = await Promise.all(screens.map(async ({ name, render: draw }) => ({ name, html: await render(draw()) })));

type Tag = { page: string; tag: string; attributes: [name: string, value: string][] };
const tags: Tag[] = [];
for (const { name, html } of pages) {
  const rewriter = new HTMLRewriter().on("*", {
    element: (element) =>
      void tags.push({ page: name, tag: element.tagName, attributes: [...element.attributes] as [string, string][] }),
  });
  rewriter.transform(html);
}

/** Names that htmx 4 and its stream extension read, taken from their own sources. */
const sources = ["dist/htmx.js", "dist/ext/hx-sse.js"]
  .map((path) => readFileSync(new URL(`../node_modules/htmx.org/${path}`, import.meta.url), "utf8"))
  .join("\n");
const known = new Set(sources.match(/\bhx-[a-z]+(?:-[a-z]+)*(?::[a-z]+)?/g) ?? []);
const status = /^hx-status:([1-5]\d\d|[1-5]\dx|[1-5]xx)$/;

const found = (wrong: (tag: Tag) => string[]): string[] => [
  ...new Set(tags.flatMap((tag) => wrong(tag).map((what) => `${tag.page}: <${tag.tag}> ${what}`))),
];

describe("a rendered page", () => {
  test("uses only hx names that htmx knows", () => {
    const used = found(({ attributes }) =>
      attributes
        .map(([name]) => name)
        .filter(
          (name) =>
            name.startsWith("hx-") && !status.test(name) && !known.has(name.replace(/:(inherited|append)$/, "")),
        ),
    );
    expect(used).toEqual([]);
    expect(known.has("hx-post") && known.has("hx-sse:connect") && !known.has("hx-psot")).toBe(true);
  });

  test("holds nothing that the content policy refuses", () => {
    expect(
      found(({ tag, attributes }) =>
        attributes
          .filter(([name]) => name === "style" || name.startsWith("on") || name.startsWith("hx-on"))
          .map(([name]) => name)
          .concat(tag === "style" ? ["<style>"] : []),
      ),
    ).toEqual([]);
    expect(
      found(({ tag, attributes }) =>
        tag === "script" && !attributes.some(([name]) => name === "src") ? ["inline"] : [],
      ),
    ).toEqual([]);
    expect(
      found(({ attributes }) =>
        attributes.filter(([name, value]) => name === "hx-trigger" && value.includes("[")).map(([, value]) => value),
      ),
    ).toEqual([]);
    expect(
      found(({ attributes }) =>
        attributes
          .filter(([name, value]) => name.startsWith("hx-") && /\bjs:|javascript:/.test(value))
          .map(([, value]) => value),
      ),
    ).toEqual([]);
  });

  test("gives each id once, and every label and description its target", () => {
    for (const { name } of pages) {
      const here = tags.filter(({ page }) => page === name);
      const ids = here.flatMap(({ attributes }) =>
        attributes.filter(([key]) => key === "id").map(([, value]) => value),
      );
      expect(
        ids.filter((id, at) => ids.indexOf(id) !== at),
        name,
      ).toEqual([]);
      const wanted = here.flatMap(({ attributes }) =>
        attributes
          .filter(([key]) =>
            ["for", "commandfor", "popovertarget", "aria-describedby", "aria-labelledby"].includes(key),
          )
          .flatMap(([, value]) => value.split(" ")),
      );
      expect(
        wanted.filter((id) => !ids.includes(id)),
        name,
      ).toEqual([]);
    }
  });

  test("never shows a machine's text as markup, nor its invisible characters", () => {
    const hostile = pages.find(({ name }) => name === "task-hostile")?.html ?? "";
    expect(hostile).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(hostile).not.toMatch(/<script>|<img|<b>x|\u202e|\u200b/);
    expect(hostile).toContain("\\u{202e}");
  });
});
