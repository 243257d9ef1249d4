/** What a machine will run or has said, to the byte, with a way to copy it. */
import { Button } from "./button.tsx";
import { said } from "./words.ts";

export const Copy = ({ from, label = "Copy" }: { from: string; label?: string }) => (
  <Button small look="quiet" icon="copy" class="copy" data-copy={`#${from}`}>
    <span data-copy-label>{label}</span>
  </Button>
);

export const CodeBlock = ({ id, text, label = "Command" }: { id: string; text: string; label?: string }) => (
  <div class="code">
    <pre tabindex={0} role="region" aria-label={label}>
      <code id={id}>{said(text)}</code>
    </pre>
    <Copy from={id} />
  </div>
);
