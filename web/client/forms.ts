/** Forms that act: say at once that they work, follow a redirect, go to sign-in when the sign-in has ended. */
import { find } from "./dom.ts";
import { onHtmx } from "./htmx.ts";

export function startForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const button =
      event instanceof SubmitEvent && event.submitter instanceof HTMLButtonElement
        ? event.submitter
        : find<HTMLButtonElement>("button[type=submit]", form);
    if (button?.dataset.busy) showBusy(button, button.dataset.busy);
  });
  onHtmx("htmx:finally:request", () => {
    for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-ui-was]")) restore(button);
  });
  onHtmx("htmx:error", ({ response }, event) => {
    if (!response && event.target instanceof HTMLFormElement) tellUnanswered(event.target);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted)
      for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-ui-was]")) restore(button);
  });
  onHtmx("htmx:before:response", ({ response }, event) => {
    if (!response) return;
    if (response.status === 401) {
      event.preventDefault();
      location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    } else if (response.raw.redirected) {
      event.preventDefault();
      location.assign(response.raw.url);
    }
  });
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.dataset.mustEqual === undefined) return;
    input.setCustomValidity(input.value === input.dataset.mustEqual ? "" : `Type ${input.dataset.mustEqual}`);
  });
}

/** No answer at all: the request may have arrived or not, and a change must not be sent twice by accident. */
function tellUnanswered(form: HTMLFormElement): void {
  const slot = /target:(#[\w-]+)/.exec(form.getAttribute("hx-status:5xx") ?? "")?.[1];
  const place = slot === undefined ? undefined : find(slot);
  if (!place) return;
  const told = document.createElement("p");
  told.className = "notice notice-bad";
  told.setAttribute("role", "alert");
  told.textContent =
    "The hub did not answer, so it is not known whether this arrived. Look at Tasks before trying again.";
  place.replaceChildren(told);
}

/** What busy buttons showed, icons included. */
const was = new WeakMap<HTMLButtonElement, ChildNode[]>();

function showBusy(button: HTMLButtonElement, words: string): void {
  if (was.has(button)) return;
  was.set(button, [...button.childNodes]);
  button.dataset.uiWas = "";
  button.setAttribute("aria-busy", "true");
  button.textContent = words;
}

function restore(button: HTMLButtonElement): void {
  const nodes = was.get(button);
  if (nodes) button.replaceChildren(...nodes);
  was.delete(button);
  delete button.dataset.uiWas;
  button.removeAttribute("aria-busy");
}
