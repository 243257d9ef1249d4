import { describe, expect, test } from "bun:test";
import { picked, type Item } from "./picked.ts";

const names = (...all: string[]): Item[] => all.map((name) => ({ name }));
const apps = names("app-1", "app-2", "app-3");
const pickedOf = (items: readonly Item[], said: string): string[] | string => {
  const found = picked(items, said);
  return found.kind === "some" ? found.at.map((at) => items[at]?.name ?? "") : found.kind;
};

describe("an answer in words", () => {
  test.each<[string, string[]]>([
    ["2", ["app-2"]],
    ["number 2", ["app-2"]],
    ["option two", ["app-2"]],
    ["#3", ["app-3"]],
    ["2.", ["app-2"]],
    ["the first one", ["app-1"]],
    ["first", ["app-1"]],
    ["2nd please", ["app-2"]],
    ["the last one, thanks", ["app-3"]],
    ["the first two", ["app-1", "app-2"]],
    ["app-2", ["app-2"]],
    ["App-2!", ["app-2"]],
    ["app 2", ["app-2"]],
    ["on app-2 please", ["app-2"]],
    ["I mean app-2", ["app-2"]],
    ["app-1 and app-2", ["app-1", "app-2"]],
    ["app-1 and 2", ["app-1", "app-2"]],
    ["app-1, app-3", ["app-1", "app-3"]],
    ["1 and 3", ["app-1", "app-3"]],
    ["the first and the third", ["app-1", "app-3"]],
    ["all of them", ["app-1", "app-2", "app-3"]],
    ["all", ["app-1", "app-2", "app-3"]],
    ["all three, please", ["app-1", "app-2", "app-3"]],
    ["everything", ["app-1", "app-2", "app-3"]],
    ["all the app servers", ["app-1", "app-2", "app-3"]],
    ["all except app-2", ["app-1", "app-3"]],
    ["all but the last", ["app-1", "app-2"]],
  ])("“%s”", (said, wanted) => expect(pickedOf(apps, said)).toEqual(wanted));

  test.each(["both", "both of them", "the two", "both app servers"])("“%s” is two of two", (said) => {
    expect(pickedOf(names("app-1", "app-2"), said)).toEqual(["app-1", "app-2"]);
    expect(pickedOf(apps, said)).toBe("unknown");
  });

  test("may be a part of a name, or another word for it", () => {
    const items = [
      { name: "shop-db", words: ["vm", "debian"] },
      { name: "mail", words: ["lxc", "alpine"] },
    ];
    expect(pickedOf(items, "vm please")).toEqual(["shop-db"]);
    expect(pickedOf(items, "the shop one")).toEqual(["shop-db"]);
    expect(pickedOf(items, "the alpine container")).toEqual(["mail"]);
    expect(pickedOf(apps, "app")).toBe("several");
  });

  test("of one thing is a yes or a no", () => {
    expect(pickedOf(names("shut down db-2"), "yes please")).toEqual(["shut down db-2"]);
    expect(pickedOf(names("shut down db-2"), "no")).toBe("none");
    expect(pickedOf(apps, "yes")).toBe("unknown");
  });

  test.each(["none of them", "neither", "never mind", "cancel", "no"])("“%s” picks nothing", (said) =>
    expect(pickedOf(apps, said)).toBe("none"),
  );

  test.each(["the blue one", "7", "the tenth", "app-1 or app-2", "not app-1", "restart nginx", "", "it", "web-1"])(
    "“%s” is not guessed",
    (said) => expect(pickedOf(apps, said)).toBe("unknown"),
  );

  test.each<[string, string[]]>([
    ["alle", ["app-1", "app-2", "app-3"]],
    ["die zweite bitte", ["app-2"]],
    ["app-1 und app-3", ["app-1", "app-3"]],
    ["todos por favor", ["app-1", "app-2", "app-3"]],
    ["la primera", ["app-1"]],
    ["第二台", ["app-2"]],
  ])("“%s” is understood as well", (said, wanted) => expect(pickedOf(apps, said)).toEqual(wanted));

  test("that is a name as offered is that, whatever else it may be", () => {
    expect(pickedOf(names("150", "2", "1"), "2")).toEqual(["2"]);
    expect(pickedOf(names("yes", "no"), "no")).toEqual(["no"]);
  });
});
