/** Opens and closes dialogs in browsers that do not know the `command` attribute yet. */
import { find, onClick } from "./dom.ts";

export function openDialog(id: string): void {
  const dialog = find<HTMLDialogElement>(`dialog#${id}`);
  if (dialog && !dialog.open) dialog.showModal();
}

export function startDialogs(): void {
  if ("command" in HTMLButtonElement.prototype) return;
  onClick("button[commandfor]", (button) => {
    const dialog = find<HTMLDialogElement>(`dialog#${button.getAttribute("commandfor") ?? ""}`);
    if (button.getAttribute("command") === "close") dialog?.close();
    else if (button.getAttribute("command") === "show-modal") dialog?.showModal();
  });
}
