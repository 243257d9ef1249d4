/** The parser and bash agree on what is a script: what bash refuses is never low, and what bash takes is not called broken. */
import { describe, expect, test } from "bun:test";
import { parse } from "unbash";
import { rateShell } from "../../src/domain/shell/rate.ts";
import { hidden } from "./lines.ts";

const broken = [
  "if",
  "if true; then",
  "echo foo)",
  "(",
  "{ ls",
  "for x in a; ls; done",
  "case x in",
  "ls &&",
  "ls |",
  "| ls",
  "&& ls",
  "'",
  '"',
  "echo $(",
  "echo `",
  "while do done",
  "fi",
  "done",
  "esac",
  "}",
  "ls ;; ls",
  "f() {",
  "[[ a",
  "[[ a == ]]",
  "echo ${",
  "echo $((1",
  "((",
  "! ",
  "for ((;;) do ls; done",
  "a=(",
  "ls > ",
  "ls <",
  "function",
  "select",
  "x=$(",
  "<<",
  "{ ls; } }",
  "( ls ) )",
  "if x; fi",
  "case x in y) ;; z esac",
];

const bashTakes = (line: string): boolean =>
  Bun.spawnSync(["bash", "--noprofile", "--norc", "-O", "extglob", "-n", "-c", line], { stderr: "pipe" }).exitCode ===
  0;

describe("what bash refuses is not low:", () => {
  test.each(broken)("%p", (line) => {
    if (!bashTakes(line)) expect(rateShell(line).risk).not.toBe("low");
  });
});

describe("what bash takes the parser takes, too:", () => {
  test.each(hidden.filter(bashTakes))("%p", (line) => expect(parse(line).errors ?? []).toEqual([]));
});
