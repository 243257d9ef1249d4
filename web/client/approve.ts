/** Approving by the keyboard: `a` goes to the button that says what would happen, Enter presses it. */
import { find } from "./dom.ts";

/** Focuses what approving begins with: the name to type, else the button. False where nothing waits for this person. */
export function approvable(): boolean {
  const form = find<HTMLFormElement>("#task-approval .approve");
  if (!form || form.dataset.uiGiven !== undefined) return false;
  const first = find("#typed-name", form) ?? find(".approve-button", form);
  first?.focus();
  first?.scrollIntoView({ block: "center" });
  return first !== null;
}

/** A person says yes once: where two have to, the page of who has done so offers it no more. All viewers share one update. */
export function startApprove(): void {
  const show = () => {
    const form = find<HTMLFormElement>("#task-approval .approve");
    const me = find("main")?.dataset.me;
    if (!form || me === undefined) return;
    if (form.dataset.given?.split(" ").includes(me)) form.dataset.uiGiven = "";
    else delete form.dataset.uiGiven;
  };
  document.addEventListener("htmx:after:swap", show);
  show();
}
