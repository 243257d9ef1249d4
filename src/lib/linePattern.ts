/**
 * Extended regular expressions that take time in proportion to text and pattern, whatever either says: all ways through
 * the pattern are walked at once instead of one after the other. So a line that somebody wrote to be slow is not.
 */

type Test = (code: number) => boolean;
type Step =
  | { op: "one"; test: Test }
  | { op: "split"; to: number; or: number }
  | { op: "jump"; to: number }
  | { op: "assert"; what: "start" | "end" | "word" }
  | { op: "match" };

/** Larger ones are refused; a repeat counts as often as it says. */
const mostSteps = 4_000;

/** Tells whether it matches anywhere in a line. Throws `SyntaxError` with what is wrong. */
export function linePattern(source: string): (line: string) => boolean {
  const steps = [...new Parser(source).parsed(), { op: "match" } as const];
  return (line) => matches(steps, line);
}

function matches(steps: readonly Step[], line: string): boolean {
  let now = new Set<number>();
  for (let at = 0; at <= line.length; at++) {
    follow({ steps, into: now, from: 0, line, at });
    if (now.has(steps.length - 1)) return true;
    const next = new Set<number>();
    for (const index of now) {
      const step = steps[index];
      if (step?.op === "one" && at < line.length && step.test(line.charCodeAt(at)))
        follow({ steps, into: next, from: index + 1, line, at: at + 1 });
    }
    now = next;
  }
  return now.has(steps.length - 1);
}

/** Adds what can be reached without taking a character. */
function follow({
  steps,
  into,
  from,
  line,
  at,
}: {
  steps: readonly Step[];
  into: Set<number>;
  from: number;
  line: string;
  at: number;
}): void {
  const open = [from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (into.has(index)) continue;
    into.add(index);
    const step = steps[index];
    if (step?.op === "jump") open.push(step.to);
    else if (step?.op === "split") open.push(step.to, step.or);
    else if (step?.op === "assert" && holds(step.what, line, at)) open.push(index + 1);
  }
}

function holds(what: "start" | "end" | "word", line: string, at: number): boolean {
  if (what === "start") return at === 0;
  if (what === "end") return at === line.length;
  const isWord = (index: number): boolean => index >= 0 && index < line.length && word(line.charCodeAt(index));
  return isWord(at - 1) !== isWord(at);
}

const digit: Test = (code) => code >= 48 && code <= 57;
const word: Test = (code) => digit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const space: Test = (code) => code === 32 || (code >= 9 && code <= 13) || code === 160;
const not =
  (test: Test): Test =>
  (code) =>
    !test(code);
const is = (char: string): Test => {
  const wanted = char.charCodeAt(0);
  return (code) => code === wanted;
};
const classes: Record<string, Test> = { d: digit, w: word, s: space, D: not(digit), W: not(word), S: not(space) };
const named: Record<string, Test> = {
  digit,
  space,
  alpha: (code) => word(code) && !digit(code) && code !== 95,
  alnum: (code) => word(code) && code !== 95,
  upper: (code) => code >= 65 && code <= 90,
  lower: (code) => code >= 97 && code <= 122,
  blank: (code) => code === 32 || code === 9,
  punct: (code) => code > 32 && code < 127 && (!word(code) || code === 95),
  xdigit: (code) => digit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102),
};

class Parser {
  #at = 0;
  constructor(readonly source: string) {}

  parsed(): Step[] {
    const steps = this.#either(0);
    if (this.#at < this.source.length) throw new SyntaxError("a ) closes nothing");
    return steps;
  }

  #either(depth: number): Step[] {
    if (depth > 50) throw new SyntaxError("it is nested too deep");
    const first = this.#row(depth);
    if (!this.#took("|")) return first;
    const second = this.#either(depth + 1);
    return sized([
      { op: "split", to: 1, or: first.length + 2 },
      ...moved(first, 1),
      { op: "jump", to: first.length + second.length + 2 },
      ...moved(second, first.length + 2),
    ]);
  }

  #row(depth: number): Step[] {
    let steps: Step[] = [];
    while (this.#at < this.source.length && !"|)".includes(this.source[this.#at] ?? "")) {
      const more = this.#repeated(this.#atom(depth));
      steps = sized([...steps, ...moved(more, steps.length)]);
    }
    return steps;
  }

  #repeated(atom: Step[]): Step[] {
    let steps = atom;
    for (;;) {
      if (this.#took("*")) steps = many(steps);
      else if (this.#took("+")) steps = joined(steps, many(steps));
      else if (this.#took("?")) steps = maybe(steps);
      else {
        const counted = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.source.slice(this.#at));
        if (!counted) return steps;
        this.#at += counted[0].length;
        steps = times(steps, Number(counted[1]), counted[2] === undefined ? Number(counted[1]) : counted[3]);
      }
    }
  }

  #atom(depth: number): Step[] {
    const char = this.source[this.#at++] ?? "";
    switch (char) {
      case "(": {
        if (this.source.startsWith("?:", this.#at)) this.#at += 2;
        const inside = this.#either(depth + 1);
        if (!this.#took(")")) throw new SyntaxError("a ( is not closed");
        return inside;
      }
      case "[":
        return [{ op: "one", test: this.#set() }];
      case ".":
        return [{ op: "one", test: () => true }];
      case "^":
        return [{ op: "assert", what: "start" }];
      case "$":
        return [{ op: "assert", what: "end" }];
      case "\\":
        return this.#escaped();
      case "*":
      case "+":
      case "?":
        throw new SyntaxError(`a ${char} repeats nothing`);
      default:
        return [{ op: "one", test: is(char) }];
    }
  }

  #escaped(): Step[] {
    const char = this.source[this.#at++];
    if (char === undefined) throw new SyntaxError("it ends in a backslash");
    if (char === "b") return [{ op: "assert", what: "word" }];
    if (/[1-9]/.test(char)) throw new SyntaxError("references back are not known here");
    return [{ op: "one", test: this.#class(char) }];
  }

  #class(char: string): Test {
    const known = classes[char];
    if (known) return known;
    if (char === "t") return is("\t");
    if (/[A-Za-z]/.test(char)) throw new SyntaxError(`\\${char} is not known`);
    return is(char);
  }

  #set(): Test {
    const negated = this.#took("^");
    const tests: Test[] = [];
    for (let first = true; ; first = false) {
      const char = this.source[this.#at++];
      if (char === undefined) throw new SyntaxError("a [ is not closed");
      if (char === "]" && !first) break;
      tests.push(this.#member(char));
    }
    const any: Test = (code) => tests.some((test) => test(code));
    return negated ? not(any) : any;
  }

  #member(char: string): Test {
    const posix = char === "[" ? /^:(\w+):\]/.exec(this.source.slice(this.#at)) : null;
    if (posix) {
      this.#at += posix[0].length;
      const test = named[posix[1] ?? ""];
      if (!test) throw new SyntaxError(`[:${posix[1]}:] is not known`);
      return test;
    }
    if (char === "\\") return this.#class(this.source[this.#at++] ?? "");
    const range = /^-([^\]\\[])/.exec(this.source.slice(this.#at));
    if (!range) return is(char);
    this.#at += 2;
    const [from, to] = [char.charCodeAt(0), (range[1] ?? "").charCodeAt(0)];
    if (from > to) throw new SyntaxError(`${char}-${range[1]} is the wrong way round`);
    return (code) => code >= from && code <= to;
  }

  #took(char: string): boolean {
    if (this.source[this.#at] !== char) return false;
    this.#at++;
    return true;
  }
}

const moved = (steps: readonly Step[], by: number): Step[] =>
  steps.map((step) => {
    if (step.op === "jump") return { op: "jump", to: step.to + by };
    return step.op === "split" ? { op: "split", to: step.to + by, or: step.or + by } : step;
  });
const joined = (first: readonly Step[], second: readonly Step[]): Step[] =>
  sized([...first, ...moved(second, first.length)]);
const many = (steps: readonly Step[]): Step[] =>
  sized([{ op: "split", to: 1, or: steps.length + 2 }, ...moved(steps, 1), { op: "jump", to: 0 }]);
const maybe = (steps: readonly Step[]): Step[] =>
  sized([{ op: "split", to: 1, or: steps.length + 1 }, ...moved(steps, 1)]);

function times(steps: readonly Step[], least: number, most: number | string | undefined): Step[] {
  let all: Step[] = [];
  for (let count = 0; count < least; count++) all = joined(all, steps);
  if (most === "" || most === undefined) return joined(all, many(steps));
  if (Number(most) < least) throw new SyntaxError("a count is the wrong way round");
  for (let count = least; count < Number(most); count++) all = joined(all, maybe(steps));
  return all;
}

function sized(steps: Step[]): Step[] {
  if (steps.length > mostSteps) throw new SyntaxError("it is too large");
  return steps;
}
