/** The fleet strip: in one line, whether anything is wrong and whether anything waits for the reader. */
import { Icon } from "../kit/icon.tsx";
import type { IconName } from "../kit/icons.ts";
import { place } from "./partial.tsx";

export type Fleet = {
  up: number;
  down: number;
  needsYou: number;
  running: number;
  /** Who looks may decide on nothing: what waits, waits for somebody else. */
  forOthers?: boolean;
};

export const FleetStrip = ({ up, down, needsYou, running, forOthers }: Fleet) => (
  <nav id={place.fleet} class="fleet" aria-label="Fleet">
    <Count
      n={up}
      words="up"
      terse
      icon="circle-check"
      tone={up > 0 ? "ok" : "quiet"}
      href="/machines?expr=status:online"
    />
    <Count n={down} words="down" icon="unplug" tone={down > 0 ? "bad" : "quiet"} href="/machines?expr=status:offline" />
    <Count
      n={needsYou}
      words={forOthers ? (needsYou === 1 ? "waits" : "wait") : needsYou === 1 ? "needs you" : "need you"}
      icon="hand"
      tone={needsYou > 0 ? "ask" : "quiet"}
      href="/#home-needs"
    />
    <Count n={running} words="running" terse icon="loader-circle" tone={running > 0 ? "busy" : "quiet"} href="/tasks" />
  </nav>
);

type CountProps = {
  n: number;
  /** The icon and number speak alone on phones. */
  terse?: boolean;
  words: string;
  icon: IconName;
  tone: string;
  href: string;
};
const Count = ({ n, terse, words, icon, tone, href }: CountProps) => (
  <a href={href} class={`fleet-count tone-${tone} ${n === 0 ? "fleet-zero" : ""}`}>
    <Icon name={icon} size={14} />
    <span class="num">{n.toLocaleString("en")}</span>{" "}
    <span class={terse ? "fleet-words fleet-terse" : "fleet-words"}>{words}</span>
  </a>
);
