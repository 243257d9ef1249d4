/** Many candidates of a question: what is typed as an answer narrows them down, and the arrows go from there into the list. */
import { find } from "./dom.ts";

const box = "#own-answer[data-narrows]";

export function startQuestion(): void {
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement && target.matches(box)) narrow(target.value);
  });
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLInputElement) || !target.matches(box) || event.isComposing) return;
    if (key !== "ArrowDown") return;
    event.preventDefault();
    find("#task-question form:not([hidden]) > [data-item]")?.focus();
  });
}

/** Each word must occur; with none left the answer is in one's own words. */
function narrow(typed: string): void {
  const words = typed.toLowerCase().split(/\s+/);
  for (const item of document.querySelectorAll<HTMLElement>("#task-question [data-list] > form"))
    item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
}
