/** Copy buttons: take the text of the element they name and say that it was taken. */
import { find, onClick } from "./dom.ts";

const saidMs = 1_600;

export function startCopy(): void {
  onClick("[data-copy]", (button) => {
    const source = find(button.dataset.copy ?? "");
    if (source) void copy(source, button);
  });
}

async function copy(source: HTMLElement, button: HTMLElement): Promise<void> {
  const label = find("[data-copy-label]", button) ?? button;
  const was = label.dataset.uiWas ?? label.textContent;
  label.dataset.uiWas = was;
  try {
    await navigator.clipboard.writeText(source.textContent);
    label.textContent = "Copied";
  } catch {
    // No clipboard on plain HTTP to another address: select the text so that Ctrl-C takes it.
    getSelection()?.selectAllChildren(source);
    label.textContent = "Selected, press Ctrl C";
  }
  setTimeout(() => (label.textContent = was), saidMs);
}
