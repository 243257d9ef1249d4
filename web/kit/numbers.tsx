/** Sizes and shares. A bar is drawn as SVG because a strict content policy allows no inline style. */
import { percentText } from "../../src/lib/percent.ts";
import { sizeText } from "./words.ts";

export const Bytes = ({ value }: { value: number }) => (
  <span class="num" title={`${value.toLocaleString("en")} bytes`}>
    {sizeText(value)}
  </span>
);

/** `old`: the number is from before the machine was lost; the bar is hatched. Absent: nothing was read yet. */
export const Percent = ({ ratio, old = false, label }: { ratio?: number; old?: boolean; label?: string }) => (
  <span class={`meter ${old || ratio === undefined ? "meter-old" : ""}`}>
    {label ? <span class="sr-only">{label} </span> : null}
    <span class="meter-number num">{ratio === undefined ? "–" : percentText(ratio)}</span>
    <MeterBar ratio={ratio ?? 0} />
  </span>
);

export const MeterBar = ({ ratio }: { ratio: number }) => (
  <svg
    class={`meter-bar ${ratio >= 0.9 ? "meter-full" : ratio >= 0.8 ? "meter-high" : ""}`}
    viewBox="0 0 100 4"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <rect class="meter-track" width="100" height="4" />
    <rect class="meter-fill" width={Math.round(Math.min(1, Math.max(0, ratio)) * 1_000) / 10} height="4" />
  </svg>
);
