import { describe, expect, test } from "bun:test";
import { askedInstead, heldText, holdingText } from "./confinement.ts";

describe("what a run was held to", () => {
  test("is said with each layer, and with what that does not stop", () => {
    expect(heldText({ profile: "local", by: ["Landlock 7", "seccomp"], gaps: [] })).toBe(
      "Held to writing nothing, reaching no daemon and no network, by Landlock 7, seccomp.",
    );
    expect(heldText({ profile: "network-read", by: ["seccomp"], gaps: ["a", "b"] })).toBe(
      "Held to writing nothing and reaching no daemon (connections out are allowed), by seccomp. Not stopped: a; b.",
    );
  });

  test("is said to be another user where that is all", () => {
    expect(heldText({ by: ["user nobody"], gaps: [] })).toBe("Ran without root, by user nobody.");
  });

  test("says that somebody was asked where it could not be held", () => {
    expect(heldText(askedInstead({ by: [] }))).toBe("It could not be held to reading; asked instead.");
    expect(heldText(askedInstead({ by: ["user nobody"] }))).toBe(
      "Ran without root, by user nobody. It could not be held to reading; asked instead.",
    );
  });
});

test("a machine that holds nothing says what happens instead", () => {
  expect(holdingText(undefined)).toBe("nothing; it is asked instead");
  expect(holdingText({ profiles: ["local"], by: ["Landlock 7", "seccomp"], gaps: [] })).toBe("Landlock 7, seccomp");
});
