import { describe, expect, test } from "bun:test";
import { readSource } from "./tree.ts";

const imports = (text: string) => readSource("src/hub/x.ts", text).imports;

describe("the imports of a file", () => {
  test("are found over several lines and as types", () => {
    const text =
      'import {\n  a,\n  b,\n} from "../lib/a.ts";\nimport type { B } from "./b.ts";\nexport { c } from "zod/mini";\n';
    expect(imports(text)).toEqual([
      { to: "src/lib/a.ts", lazy: false, typeOnly: false },
      { to: "src/hub/b.ts", lazy: false, typeOnly: true },
      { to: "zod/mini", lazy: false, typeOnly: false },
    ]);
  });

  test("are lazy where they are called", () => {
    expect(imports('const load = () => import("./run.ts");')).toEqual([
      { to: "src/hub/run.ts", lazy: true, typeOnly: false },
    ]);
    expect(imports('let x: typeof import("./run.ts");')).toEqual([
      { to: "src/hub/run.ts", lazy: true, typeOnly: true },
    ]);
  });

  test("in a comment do not count", () => {
    expect(imports('// import { a } from "./a.ts";\n/* import "./b.ts" */\nconst url = "https://c";')).toEqual([]);
  });
});
