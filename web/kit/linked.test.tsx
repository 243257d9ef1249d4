import { describe, expect, test } from "bun:test";
import { render } from "../../src/hub/http/html.ts";
import { Linked } from "./linked.tsx";

describe("a text that names a rule", () => {
  test("leads to it", async () => {
    expect(await render(<Linked text="It is rule db-two of this hub (/policies#rule-db-two)." />)).toBe(
      'It is <a href="/policies#rule-db-two">rule db-two</a>.',
    );
  });

  test.each(["rule a of this hub (/policies#rule-b)", "<b>rule a</b> of this hub (javascript:1)"])(
    "stays text where it only looks like it: %s",
    async (text) => expect(await render(<Linked text={text} />)).not.toContain("<a"),
  );
});
