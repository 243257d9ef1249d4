/** Hiding what a line does never lowers its rating. */
import { describe, expect, test } from "bun:test";
import { array, assert, constantFrom, nat, property, tuple } from "fast-check";
import { rateShell } from "../../src/domain/shell/rate.ts";
import { riskRank } from "../../src/domain/risk.ts";

const seeds = [
  "rm -rf /etc",
  "rm notes.txt",
  "chmod u+s /usr/bin/x",
  "cat /etc/shadow",
  "dd if=/dev/zero of=/dev/sda",
  "cp a b",
  "mv a b",
  "tee /etc/sudoers",
  "sed -i s/a/b/ /etc/fstab",
  "find /etc -delete",
  "kill -9 77",
  "systemctl stop sshd",
  "tar xf a.tar -C /",
  "frobnicate --all",
  "ln -s a b",
];
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const first = (line: string, change: (name: string) => string): string => line.replace(/^\S+/, change);

const mutations: Record<string, (line: string, n: number) => string> = {
  "a name split by quotes": (line, n) =>
    first(line, (name) => `${name.slice(0, n % name.length)}""${name.slice(n % name.length)}`),
  "a letter escaped": (line, n) =>
    first(line, (name) => `${name.slice(0, n % name.length)}\\${name.slice(n % name.length)}`),
  "a name in hexadecimal": (line) =>
    first(line, (name) => `$'${Array.from(name, (c) => `\\x${c.charCodeAt(0).toString(16)}`).join("")}'`),
  "a line cut by a backslash": (line, n) =>
    `${line.slice(0, 1 + (n % (line.length - 1)))}\\\n${line.slice(1 + (n % (line.length - 1)))}`,
  "blanks by IFS": (line) => line.replaceAll(" ", "${IFS}"),
  "a wrapper": (line, n) =>
    `${["env", "nice -n 5", "timeout 9", "nohup", "command", "exec", "env -i A=b", "setsid", "stdbuf -o0", "sudo"][n % 10]} ${line}`,
  "a place": (line) => first(line, (name) => (name === "frobnicate" ? name : `/bin/${name}`)),
  "a variable": (line) => `x=${quoted(line)}; $x`,
  "a name made by printf": (line) => first(line, (name) => `$(printf %s ${name})`),
  "text for bash": (line) => `bash -c ${quoted(line)}`,
  "text for eval": (line) => `eval ${quoted(line)}`,
  "text through a pipe": (line) => `echo ${quoted(line)} | sh`,
  "text through base64": (line) => `echo ${btoa(line)} | base64 -d | bash`,
  "a here-document": (line) => `bash <<'END'\n${line}\nEND`,
  "a here-string": (line) => `bash <<< ${quoted(line)}`,
  "a function": (line) => `f() { ${line}; }; f`,
  "a branch": (line) => `if true; then ${line}; fi`,
  "a loop": (line) => `for i in 1; do ${line}; done`,
  "a subshell": (line) => `(${line})`,
  "a substitution": (line) => `echo "$(${line})"`,
  arithmetic: (line) => `echo $((a[$(${line})]))`,
  "a process substitution": (line) => `cat <(${line})`,
  "a trap": (line) => `trap ${quoted(line)} EXIT`,
  "something before it": (line, n) =>
    `${["ls;", "true &&", "cd sub;", "x=1", "! ", "# c\n", "echo a |"][n % 7]} ${line}`,
  "something behind it": (line, n) =>
    `${line}${["; ls", " && true", " | cat", " &", " # c", " 2>/dev/null", "\nls"][n % 7]}`,
};

const bashTakes = (line: string): boolean =>
  Bun.spawnSync(["bash", "-n", "-c", line], { stderr: "ignore" }).exitCode === 0;

describe("a rating is not lowered by", () => {
  for (const [name, change] of Object.entries(mutations))
    test(name, () => {
      for (const seed of seeds)
        for (let n = 0; n < 24; n++)
          expect(riskRank(rateShell(change(seed, n)).risk), change(seed, n)).toBeGreaterThanOrEqual(
            riskRank(rateShell(seed).risk),
          );
    });

  test("several of them one after another", () => {
    // Of quoted text these would make another line, not the same one hidden; and bash reads nothing behind a comment.
    const others = new Set([
      "blanks by IFS",
      "a line cut by a backslash",
      "a place",
      "a name in hexadecimal",
      "a variable",
      "a name made by printf",
      "something behind it",
    ]);
    const changes = Object.entries(mutations).flatMap(([name, change]) => (others.has(name) ? [] : [change]));
    assert(
      property(
        constantFrom(...seeds),
        array(tuple(nat(changes.length - 1), nat(40)), { minLength: 1, maxLength: 3 }),
        (seed, steps) => {
          let line = seed;
          for (const [which, n] of steps) {
            const next = changes[which]?.(line, n) ?? line;
            // What bash refuses starts nothing, and need not be rated as what it was made of.
            if (bashTakes(next)) line = next;
          }
          return riskRank(rateShell(line).risk) >= riskRank(rateShell(seed).risk);
        },
      ),
      { numRuns: 150, seed: 7 },
    );
  }, 60_000);
});
