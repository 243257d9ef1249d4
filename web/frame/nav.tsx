/** Where one can go: a rail at the left; on phones a bar at the bottom, with the rest behind More. Only what exists has an entry. */
import type { PersonView } from "../../src/api/auth.ts";
import { roleAtLeast, type Role } from "../../src/domain/account.ts";
import { Icon } from "../kit/icon.tsx";
import type { IconName } from "../kit/icons.ts";
import { Brand } from "./document.tsx";

export type NavName =
  | "ask"
  | "machines"
  | "tasks"
  | "audit"
  | "policies"
  | "rate"
  | "people"
  | "secrets"
  | "memory"
  | "schedules"
  | "runbooks"
  | "model"
  | "web";
/** `least`: who sees it; absent: everybody. `whole`: not those who see a part of the fleet. `set`: rather set once than looked at daily. */
type Entry = {
  name: NavName;
  words: string;
  href: string;
  icon: IconName;
  /** What goes there after `g`. */
  key: string;
  least?: Role;
  whole?: true;
  set?: true;
};
const entries: Entry[] = [
  { name: "ask", words: "Ask", href: "/", icon: "corner-down-left", key: "a" },
  { name: "machines", words: "Machines", href: "/machines", icon: "server", key: "m" },
  { name: "tasks", words: "Tasks", href: "/tasks", icon: "list-checks", key: "t" },
  { name: "schedules", words: "Schedules", href: "/schedules", icon: "clock", key: "c" },
  { name: "audit", words: "Audit", href: "/audit", icon: "scroll-text", key: "l", least: "admin" },
  { name: "policies", words: "Policies", href: "/policies", icon: "shield-check", key: "p", whole: true, set: true },
  { name: "people", words: "People", href: "/users", icon: "users", key: "u", least: "admin", set: true },
  { name: "secrets", words: "Secrets", href: "/secrets", icon: "key-round", key: "s", least: "admin", set: true },
  { name: "model", words: "Model", href: "/settings/model", icon: "cpu", key: "o", least: "admin", set: true },
  { name: "web", words: "Web access", href: "/settings/web", icon: "network", key: "w", least: "admin", set: true },
  { name: "runbooks", words: "Runbooks", href: "/runbooks", icon: "book-open", key: "b", whole: true, set: true },
  { name: "memory", words: "Memory", href: "/memory", icon: "bookmark", key: "e", set: true },
  { name: "rate", words: "Rate a command", href: "/rate", icon: "scan-search", key: "r", set: true },
];

type Person = Pick<PersonView, "role" | "scope">;
type Seen = { nav?: NavName; person: Person };

export const navFor = ({ role, scope }: Person): Entry[] =>
  entries.filter(
    ({ least, whole }) => (least === undefined || roleAtLeast(role, least)) && (whole !== true || scope === undefined),
  );

export const Rail = ({ nav, person }: Seen) => (
  <aside class="rail">
    <a href="/" class="rail-brand" aria-label="ailx, ask">
      <Brand />
    </a>
    <nav aria-label="Main">
      <RailLinks of={navFor(person).filter(({ set }) => !set)} nav={nav} />
      <p class="rail-group" id="rail-set">
        <span class="rail-words">Settings</span>
      </p>
      <RailLinks of={navFor(person).filter(({ set }) => set)} nav={nav} labelledby="rail-set" />
    </nav>
    <button type="button" class="rail-fold" data-rail aria-label="Fold or unfold the side bar">
      <Icon name="panel-left" />
      <span class="rail-words">Fold</span>
    </button>
  </aside>
);

const RailLinks = ({ of, nav, labelledby }: { of: Entry[]; nav?: NavName; labelledby?: string }) => (
  <ul aria-labelledby={labelledby}>
    {of.map((entry) => (
      <li>
        <a
          href={entry.href}
          class="rail-link"
          aria-current={entry.name === nav ? "page" : undefined}
          title={`${entry.words} (g ${entry.key})`}
          data-go={entry.key}
        >
          <Icon name={entry.icon} />
          <span class="rail-words">{entry.words}</span>
          <kbd aria-hidden="true">g {entry.key}</kbd>
        </a>
      </li>
    ))}
  </ul>
);

/** What is looked at daily, and More for the rest. */
export const BottomBar = ({ nav, person }: Seen) => {
  const more = navFor(person).filter(({ set }) => set);
  return (
    <>
      <nav class="bottom-bar" aria-label="Main, bottom">
        {navFor(person)
          .filter(({ set }) => !set)
          .map((entry) => (
            <a href={entry.href} aria-current={entry.name === nav ? "page" : undefined}>
              <Icon name={entry.icon} size={20} />
              {entry.words}
            </a>
          ))}
        <button
          type="button"
          popovertarget="more-menu"
          class={more.some(({ name }) => name === nav) ? "bottom-here" : undefined}
        >
          <Icon name="ellipsis" size={20} />
          More
        </button>
      </nav>
      <nav id="more-menu" class="menu-pop more-menu" popover="auto" aria-label="More">
        {more.map((entry) => (
          <a href={entry.href} class="menu-item" aria-current={entry.name === nav ? "page" : undefined}>
            <Icon name={entry.icon} /> {entry.words}
          </a>
        ))}
      </nav>
    </>
  );
};
