/** Where one can go: a rail at the left, a bar at the bottom of phones. Only what exists has an entry. */
import type { PersonView } from "../../src/api/auth.ts";
import { roleAtLeast, type Role } from "../../src/domain/account.ts";
import { Icon } from "../kit/icon.tsx";
import type { IconName } from "../kit/icons.ts";
import { Brand } from "./document.tsx";

export type NavName = "ask" | "machines" | "tasks" | "people" | "policies" | "secrets" | "audit";
/** `least`: who sees it; absent: everybody. `whole`: not those who see a part of the fleet. `rail`: only there, since the bar of phones has room for five. */
type Entry = {
  name: NavName;
  words: string;
  href: string;
  icon: IconName;
  keys: string;
  least?: Role;
  whole?: true;
  rail?: true;
};
const entries: Entry[] = [
  { name: "ask", words: "Ask", href: "/", icon: "corner-down-left", keys: "g a" },
  { name: "machines", words: "Machines", href: "/machines", icon: "server", keys: "g m" },
  { name: "tasks", words: "Tasks", href: "/tasks", icon: "list-checks", keys: "g t" },
  { name: "policies", words: "Policies", href: "/policies", icon: "shield-check", keys: "g p", whole: true },
  { name: "people", words: "People", href: "/users", icon: "users", keys: "g u", least: "admin" },
  { name: "secrets", words: "Secrets", href: "/secrets", icon: "key-round", keys: "g s", least: "admin", rail: true },
  { name: "audit", words: "Audit", href: "/audit", icon: "scroll-text", keys: "g l", least: "admin" },
];

type Seen = { nav?: NavName; person: Pick<PersonView, "role" | "scope"> };
const seenBy = ({ role, scope }: Seen["person"]): Entry[] =>
  entries.filter(
    ({ least, whole }) => (least === undefined || roleAtLeast(role, least)) && (whole !== true || scope === undefined),
  );

export const Rail = ({ nav, person }: Seen) => (
  <aside class="rail">
    <a href="/" class="rail-brand" aria-label="ailx, ask">
      <Brand />
    </a>
    <nav aria-label="Main">
      <ul>
        {seenBy(person).map((entry) => (
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

export const BottomBar = ({ nav, person }: Seen) => (
  <nav class="bottom-bar" aria-label="Main, bottom">
    {seenBy(person)
      .filter((entry) => !entry.rail)
      .map((entry) => (
        <a href={entry.href} aria-current={entry.name === nav ? "page" : undefined}>
          <Icon name={entry.icon} size={20} />
          {entry.words}
        </a>
      ))}
  </nav>
);
