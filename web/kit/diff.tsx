/** A unified diff, line by line: what goes, what comes, and where. The signs tell it without colour too. */
import { said } from "./words.ts";

const look = (line: string): string =>
  line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : line.startsWith("@@") ? "at" : "";

/** `text` as `diff -u` writes it, without its two lines of names. */
export const Diff = ({ text, label }: { text: string; label: string }) => (
  <div class="code diff">
    <pre tabindex={0} role="region" aria-label={label}>
      {text
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => (
          <code class={look(line)}>{said(line) || " "}</code>
        ))}
    </pre>
  </div>
);
