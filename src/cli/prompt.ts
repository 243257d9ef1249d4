/** Asking a person at the terminal: a line, or a secret that is not shown. */
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { isatty } from "node:tty";

/** Questions go to standard error, so that what is printed can be piped on. Undefined at the end of input. */
export async function askLine(question: string): Promise<string | undefined> {
  writeSync(2, question);
  return isatty(0) ? await typedLine() : await pipedLine();
}

export async function askSecret(question: string): Promise<string | undefined> {
  if (!isatty(0)) return await askLine("");
  writeSync(2, question);
  process.stdin.setRawMode(true);
  try {
    return await typedSecret();
  } finally {
    process.stdin.setRawMode(false);
    process.stdin.pause();
    writeSync(2, "\n");
  }
}

async function typedLine(): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    for await (const line of lines) return line;
    return undefined;
  } finally {
    lines.close();
  }
}

// One reader for all questions: what it has read ahead of a pipe would be lost with it.
let piped: AsyncIterator<string> | undefined;
async function pipedLine(): Promise<string | undefined> {
  piped ??= createInterface({ input: process.stdin, terminal: false })[Symbol.asyncIterator]();
  const next = await piped.next();
  return next.done === true ? undefined : next.value;
}

/** Raw keys until Enter. Ctrl-C and Ctrl-D give up; Backspace takes one back, Ctrl-U all. */
function typedSecret(): Promise<string | undefined> {
  return new Promise((resolve) => {
    let typed: string[] = [];
    const finish = (secret: string | undefined): void => {
      process.stdin.off("data", onData);
      resolve(secret);
    };
    const onData = (data: Buffer): void => {
      for (const key of data.toString()) {
        if (key === "\r" || key === "\n") return finish(typed.join(""));
        if (key === "\u0003" || key === "\u0004") return finish(undefined);
        if (key === "\u007f" || key === "\b") typed.pop();
        else if (key === "\u0015") typed = [];
        else if (key >= " ") typed.push(key);
      }
    };
    process.stdin.on("data", onData);
    process.stdin.resume();
  });
}
