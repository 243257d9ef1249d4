/** The keyboard: `/` and Ctrl-K ask, `g` and a letter goes, `j` and `k` walk lists, `?` shows all, Esc leaves. */
import { approvable } from "./approve.ts";
import { ask, goOn } from "./ask.ts";
import { openDialog } from "./dialogs.ts";
import { isTyping } from "./dom.ts";

const chordMs = 1_200;

export function startKeys(): void {
  let goUntil = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      ask();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && document.activeElement instanceof HTMLElement && isTyping(document.activeElement)) {
      if (!document.activeElement.closest("dialog")) document.activeElement.blur();
      return;
    }
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const target = performance.now() < goUntil ? placeOf(event.key) : undefined;
    goUntil = 0;
    if (target) {
      event.preventDefault();
      location.assign(target);
      return;
    }
    if (event.key === "g") goUntil = performance.now() + chordMs;
    else if (act(event.key)) event.preventDefault();
  });
}

/** The rail is the one list of places, and it holds only those that this person may open; phones have it too, unseen. */
const placeOf = (key: string): string | undefined =>
  /^[a-z]$/.test(key) ? document.querySelector<HTMLAnchorElement>(`.rail-link[data-go="${key}"]`)?.href : undefined;

function act(key: string): boolean {
  if (key === "/") ask();
  else if (key === "?") openDialog("keys-dialog");
  else if (key === "j") walk(1);
  else if (key === "k") walk(-1);
  else if (key === "f") return goOn();
  else if (key === "a") return approvable();
  else if (key === "ArrowDown" || key === "ArrowUp") return among(key === "ArrowDown" ? 1 : -1);
  else return false;
  return true;
}

/** Candidates are walked by the arrows too, from wherever the page is looked at. */
function among(by: 1 | -1): boolean {
  const active = document.activeElement;
  const inList = active?.closest("[data-list]");
  if (!inList && (active !== document.body || !document.querySelector(candidates))) return false;
  walk(by);
  return true;
}
const candidates = "#task-question [data-list]";

/** Moves the focus through the items of the list that holds it, else of the first list of the page. */
function walk(by: 1 | -1): void {
  const active = document.activeElement;
  const list =
    active?.closest("[data-list]") ?? document.querySelector(candidates) ?? document.querySelector("main [data-list]");
  const items = [...(list?.querySelectorAll<HTMLElement>("[data-item]") ?? [])].filter(
    (item) => !item.closest("[hidden]"),
  );
  const at = items.findIndex((item) => item === active || item.contains(active));
  const next = items[at === -1 ? (by === 1 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
