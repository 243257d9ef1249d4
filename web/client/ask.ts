/** The ask box: reach it from anywhere, fill it from an example, Enter asks. */
import { openDialog } from "./dialogs.ts";
import { find, onClick } from "./dom.ts";
import { onHtmx } from "./htmx.ts";

/** Focuses the box of this page, or opens the one that is on every page; `request` replaces what it holds. */
export function ask(request?: string): void {
  const here = find<HTMLTextAreaElement>("main [data-ask-input]");
  if (!here) openDialog("ask-dialog");
  const box = here ?? find<HTMLTextAreaElement>("#ask-dialog [data-ask-input]");
  if (!box) return;
  if (request !== undefined) {
    box.value = request;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}

/** The box at the foot of a task. */
export function goOn(): boolean {
  const box = find<HTMLTextAreaElement>("[data-follow-form] [data-follow-input]");
  box?.focus();
  box?.scrollIntoView({ block: "nearest" });
  return box !== null;
}

export function startAsk(): void {
  // What was said to a model that goes on planning is said; a new task opens its own page.
  onHtmx("htmx:finally:request", ({ response }, event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && form.dataset.followForm !== undefined && response?.raw.ok) form.reset();
  });
  onClick("[data-ask-open]", () => ask());
  onClick("[data-ask-fill]", (hit) => ask(hit.dataset.askFill ?? ""));
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLTextAreaElement)) return;
    if (box.dataset.askInput === undefined && box.dataset.followInput === undefined) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (box.value.trim() !== "") box.form?.requestSubmit();
  });
}
