/** Risk, the same everywhere: one colour, one icon, one word. */
import type { Risk } from "../../src/domain/risk.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

const icons: Record<Risk, IconName> = {
  low: "eye",
  medium: "pen-line",
  high: "triangle-alert",
  critical: "octagon-alert",
};
const meanings: Record<Risk, string> = {
  low: "reads, changes nothing",
  medium: "a change that can be taken back",
  high: "disruptive or hard to take back",
  critical: "destructive, cannot be taken back",
};

export const RiskChip = ({ risk }: { risk: Risk }) => (
  <span class={`chip risk-${risk}`} title={`Risk ${risk}: ${meanings[risk]}`}>
    <Icon name={icons[risk]} size={14} />
    <span class="sr-only">Risk </span>
    {risk}
  </span>
);
