import { describe, expect, test } from "bun:test";
import { isPage, ownPath } from "./paths.ts";

describe("the way on after signing in", () => {
  test("is the page that was asked for", () => expect(ownPath("/tasks/abc?tab=output")).toBe("/tasks/abc?tab=output"));
  for (const wanted of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/api/keys",
    undefined,
    "",
  ])
    test(`is the home page for ${JSON.stringify(wanted)}`, () => expect(ownPath(wanted)).toBe("/"));
});

describe("a path", () => {
  test("for people is a page", () => expect(["/", "/login", "/machines/a", "/no/such"].every(isPage)).toBe(true));
  test("for programs is none", () =>
    expect(["/api/tasks", "/events", "/ws/agent", "/metrics", "/assets/a.js"].some(isPage)).toBe(false));
});
