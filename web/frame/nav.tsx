/** Where one can go: a rail at the left, a bar at the bottom of phones. Only what exists has an entry. */
import { Icon } from "../kit/icon.tsx";
import type { IconName } from "../kit/icons.ts";
import { Brand } from "./document.tsx";

export type NavName = "ask" | "machines" | "tasks";
const entries: { name: NavName; words: string; href: string; icon: IconName; keys: string }[] = [
  { name: "ask", words: "Ask", href: "/", icon: "corner-down-left", keys: "g a" },
  { name: "machines", words: "Machines", href: "/machines", icon: "server", keys: "g m" },
  { name: "tasks", words: "Tasks", href: "/tasks", icon: "list-checks", keys: "g t" },
];

export const Rail = ({ nav }: { nav?: NavName }) => (
  <aside class="rail">
    <a href="/" class="rail-brand" aria-label="ailx, ask">
      <Brand />
    </a>
    <nav aria-label="Main">
      <ul>
        {entries.map((entry) => (
          <li>
            <a
              href={entry.href}
              class="rail-link"
              aria-current={entry.name === nav ? "page" : undefined}
              title={`${entry.words} (${entry.keys})`}
            >
              <Icon name={entry.icon} />
              <span class="rail-words">{entry.words}</span>
              <kbd aria-hidden="true">{entry.keys}</kbd>
            </a>
          </li>
        ))}
      </ul>
    </nav>
    <button type="button" class="rail-fold" data-rail aria-label="Fold or unfold the side bar">
      <Icon name="panel-left" />
      <span class="rail-words">Fold</span>
    </button>
  </aside>
);

export const BottomBar = ({ nav }: { nav?: NavName }) => (
  <nav class="bottom-bar" aria-label="Main, bottom">
    {entries.map((entry) => (
      <a href={entry.href} aria-current={entry.name === nav ? "page" : undefined}>
        <Icon name={entry.icon} size={20} />
        {entry.words}
      </a>
    ))}
  </nav>
);
