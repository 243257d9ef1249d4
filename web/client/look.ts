/** Light, dark or as the system; the rail folded or not. Kept in this browser. */
import { find, onClick } from "./dom.ts";

export function startLook(): void {
  const root = document.documentElement;
  const now = root.dataset.theme ?? "system";
  for (const choice of document.querySelectorAll<HTMLInputElement>("[data-theme-choice]")) {
    choice.checked = choice.value === now;
    choice.addEventListener("change", () => {
      if (choice.value === "system") {
        delete root.dataset.theme;
        localStorage.removeItem("theme");
      } else {
        root.dataset.theme = choice.value;
        localStorage.setItem("theme", choice.value);
      }
    });
  }
  const tellFold = () =>
    find("[data-rail]:is(button)")?.setAttribute("aria-expanded", String(root.dataset.rail !== "folded"));
  tellFold();
  onClick("button[data-rail]", () => {
    if (root.dataset.rail === "folded") {
      delete root.dataset.rail;
      localStorage.removeItem("rail");
    } else {
      root.dataset.rail = "folded";
      localStorage.setItem("rail", "folded");
    }
    tellFold();
  });
}
