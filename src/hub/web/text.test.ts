import { describe, expect, test } from "bun:test";
import { textOf } from "./text.ts";

const read = (html: string, type = "text/html; charset=utf-8") => textOf(Buffer.from(html), type);

describe("the text of a page", () => {
  test("is what a reader sees", () => {
    const html = `<!doctype html><html><head><title>A &amp; B</title><style>p{}</style></head>
      <body><script>steal()</script><h1>Head</h1><p>One   <b>two</b><br>three</p><ul><li>x<li>y</ul><!-- no --></body></html>`;
    expect(read(html)).toEqual({ title: "A & B", text: "Head\n\nOne two\nthree\n\nx\ny" });
  });

  test("has entities undone, and none that is no character", () => {
    expect(read("&lt;b&gt; &#228;&#x20AC;&nope;&#xD800;&#0;").text).toBe("<b> ä€&nope;");
  });

  test("of other text is that text, and of what is none nothing", () => {
    expect(read('{"a":1}', "application/json").text).toBe('{"a":1}');
    expect(read("<b>", "text/plain").text).toBe("<b>");
    expect(textOf(new Uint8Array([0x89, 0x50, 0]), "image/png").text).toBe("");
    expect(textOf(new Uint8Array([65, 0, 66]), "text/plain").text).toBe("");
  });

  test("is in the character set that is named", () => {
    const latin = Buffer.from("größe", "latin1");
    expect(textOf(latin, "text/plain; charset=iso-8859-1").text).toBe("größe");
    expect(textOf(Buffer.from("<meta charset=iso-8859-1>gr\xf6\xdfe", "latin1"), "text/html").text).toBe("größe");
    expect(textOf(Buffer.from("größe"), "text/plain; charset=no-such").text).toBe("größe");
  });

  test("ends where somebody closes nothing", () => {
    expect(read("a<script>b").text).toBe("a");
    expect(read("a<p").text).toBe("a");
    expect(read("1 < 2 and <3").text).toBe("1 < 2 and <3");
    expect(read("a<!-- b").text).toBe("a");
  });
});
