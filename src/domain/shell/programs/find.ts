/** find, the program with a language of its own: the worked example of a `judge` function. */
import { medium, type Arg, type Call, type Programs, type Say } from "../rule.ts";

const writes = new Set(["-fprint", "-fprint0", "-fls", "-fprintf"]);
const runs = new Set(["-exec", "-execdir", "-ok", "-okdir"]);

/** Its options are an expression, in which order counts: so they come as operands, and are gone through by hand. */
export const find: Programs = { find: { style: "none", args: "text", judge: judgeFind } };

function judgeFind({ operands }: Call, say: Say): void {
  const expression = operands.findIndex(({ text }) => /^[-(!]/.test(text) && !/^-([HLP]|D|O\d)$/.test(text));
  const words = expression < 0 ? [] : operands.slice(expression);
  const roots = (expression < 0 ? operands : operands.slice(0, expression)).filter(({ text }) => !/^-/.test(text));
  for (const root of roots) say.path("list", root);
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) continue;
    const next = words[at + 1];
    if (word.text === "-delete") for (const root of roots) say.path("deleteTree", root);
    else if (writes.has(word.text) && next) say.path("write", next);
    else if (runs.has(word.text)) {
      const end = words.findIndex(({ text }, index) => index > at && (text === ";" || text === "+"));
      const command = words.slice(at + 1, end < 0 ? undefined : end);
      say.command(
        command.map((arg) => found(arg, roots[0])),
        { unknownArgs: true },
      );
      if (end > 0) at = end;
    } else if (/^-files0-from$/.test(word.text) && next) say.path("read", next);
    else if (word.splits) say.risk(medium(2, "could hold an option that changes files"), word);
  }
}

/** `{}` is some path below the place where the search begins. */
const found = (arg: Arg, root: Arg | undefined): Arg =>
  arg.text.includes("{}") ? { ...arg, text: arg.text.replaceAll("{}", `${root?.text ?? "."}/*`), glob: true } : arg;
