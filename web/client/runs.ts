/** The matrix of runs: one cell is in focus, its details and its output are in the pane. Arrows move through the cells. */
import { find, onClick } from "./dom.ts";
import { OutputPane } from "./output-pane.ts";

export function startRuns(): void {
  let chosen = location.hash.startsWith("#run-") ? location.hash.slice("#run-".length) : undefined;
  let pane: OutputPane | undefined;
  let moved = false;

  const show = () => {
    const holder = find("#run-pane");
    if (!holder) return;
    chosen = chosen && find(`#cell-${CSS.escape(chosen)}`) ? chosen : holder.dataset.first;
    for (const cell of document.querySelectorAll<HTMLElement>("[data-run]")) {
      const pressed = String(cell.dataset.run === chosen);
      if (cell.getAttribute("aria-pressed") !== pressed) cell.setAttribute("aria-pressed", pressed);
    }
    for (const detail of document.querySelectorAll<HTMLElement>("[data-run-detail]")) {
      if (detail.dataset.runDetail === chosen) detail.dataset.uiShown = "";
      else delete detail.dataset.uiShown;
    }
    holder.dataset.uiReady = "";
    const box = find("#output");
    const cell = chosen ? find(`#cell-${CSS.escape(chosen)}`) : null;
    if (!box || !cell || !chosen) return;
    pane = pane?.box === box ? pane : new OutputPane(box);
    pane.show({
      run: chosen,
      // Nothing can have been written before it began.
      waits: cell.dataset.begun === "no",
      ended: cell.dataset.ended === "yes",
      bytes: Number(cell.dataset.bytes ?? 0),
      ...(holder.dataset.line !== undefined && chosen === holder.dataset.first && !moved
        ? { line: Number(holder.dataset.line) }
        : {}),
    });
  };

  onClick("[data-run]", (cell) => {
    chosen = cell.dataset.run;
    moved = true;
    history.replaceState(history.state, "", `#run-${chosen ?? ""}`);
    show();
  });
  document.addEventListener("keydown", (event) => {
    const cell =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-matrix] [data-run]") : null;
    const next = cell ? neighbour(cell, event.key) : null;
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  });
  document.addEventListener("htmx:after:swap", show);
  show();
}

function neighbour(cell: HTMLElement, key: string): HTMLElement | null {
  const place = cell.closest("td");
  const row = place?.parentElement;
  if (!place || !row) return null;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const cells = [...row.querySelectorAll<HTMLElement>("[data-run]")];
    return cells[cells.indexOf(cell) + (key === "ArrowRight" ? 1 : -1)] ?? null;
  }
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  const column = [...row.children].indexOf(place);
  for (let at = step(row, key); at; at = step(at, key)) {
    const hit = at.children[column]?.querySelector<HTMLElement>("[data-run]");
    if (hit) return hit;
  }
  return null;
}

const step = (row: Element, key: string): Element | null =>
  key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
