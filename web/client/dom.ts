/** Two helpers: find an element of a type, and listen for clicks on whatever matches, now or later. */

export const find = <E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E | null =>
  within.querySelector<E>(selector);

export function onClick(selector: string, act: (hit: HTMLElement, event: MouseEvent) => void): void {
  document.addEventListener("click", (event) => {
    const hit = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    if (hit) act(hit, event);
  });
}

/** True while a person types, so that single keys are text. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select"));
