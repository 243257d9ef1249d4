/** Keeps ages and running times fresh, by the hub's clock rather than this computer's. */
import { ageText, durationText } from "../kit/times.ts";
import { find } from "./dom.ts";

const loadedAt = Date.now();
const hubAt = Date.parse(find<HTMLMetaElement>("meta[name=now]")?.content ?? "");
/** How far this computer's clock is ahead of the hub's; small differences are the time the page took to load. */
const aheadMs = Number.isNaN(hubAt) || Math.abs(loadedAt - hubAt) < 5_000 ? 0 : loadedAt - hubAt;

export const hubNowMs = (): number => Date.now() - aheadMs;

export function startTimes(): void {
  refresh();
  setInterval(refresh, 1_000);
}

function refresh(): void {
  if (document.hidden) return;
  const now = hubNowMs();
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-age], time[data-since]")) {
    const at = Date.parse(time.dateTime);
    const words = time.dataset.age === undefined ? durationText(now - at) : ageText(at, now);
    if (time.textContent !== words) time.textContent = words;
  }
}
