import { describe, expect, test } from "bun:test";
import { askedBy, isConsole, lastLine } from "./prompts.ts";

describe("the line that the cursor stands in", () => {
  test("is what a person sees: no sequences, what was written over is gone", () => {
    expect(lastLine("one\r\n\u001b[1mGo on?\u001b[0m [Y/n] ")).toBe("Go on? [Y/n]");
    expect(lastLine("10 %\r20 %\rContinue? ")).toBe("Continue?");
    expect(lastLine("\u001b]0;title\u0007ab\bc")).toBe("ac");
    expect(lastLine("done\n")).toBe("");
  });

  test("shows no value behind a word for a secret", () => {
    expect(lastLine("connect with password=hunter2 now? ")).toBe("connect with password=••• now?");
    expect(lastLine("Username for 'https://ann:hunter2@host': ")).not.toContain("hunter2");
  });
});

describe("a question", () => {
  const kindOf = (line: string) => askedBy(line)?.kind;
  test("for a secret is one before all else", () => {
    for (const line of [
      "Password:",
      "[sudo] password for ann:",
      "Enter passphrase for key '/root/.ssh/id':",
      "Are you sure you want to continue connecting (yes/no/[fingerprint])?",
      "Verification code:",
    ])
      expect(kindOf(line), line).toBe("secret");
  });

  test("with usual answers has them", () => {
    expect(askedBy("*** x.conf (Y/I/N/O/D/Z) [default=N] ?")?.answers).toEqual(["N", "Y"]);
    expect(askedBy("Press ENTER to continue")?.answers).toEqual([""]);
    expect(askedBy("Overwrite a.txt?")?.answers).toEqual(["y", "n"]);
  });

  test("is not in a line that only tells", () => {
    for (const line of ["Reading package lists...", "password changed", "42 % done"])
      expect(askedBy(line), line).toBeUndefined();
    expect([isConsole("mysql>"), isConsole("shop=#"), isConsole("100%"), isConsole("done.")]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
