/** The person's menu: who is signed in, light or dark, keys, sign out. */
import type { PersonView } from "../../src/api/auth.ts";
import { showHidden } from "../../src/lib/hidden.ts";
import { Icon } from "../kit/icon.tsx";

export const PersonMenu = ({ person }: { person: PersonView }) => (
  <div class="person">
    <button type="button" class="btn btn-ghost btn-sm" popovertarget="person-menu" aria-label={`${person.name}, menu`}>
      <Icon name="user" />
      <span class="person-name">{person.name}</span>
    </button>
    <div id="person-menu" class="menu-pop" popover="auto">
      <p class="menu-who">
        <strong>{person.name}</strong>
        <span class="muted">{person.role}</span>
        {person.scope === undefined ? null : <code class="menu-scope">{showHidden(person.scope)}</code>}
      </p>
      <fieldset class="theme-pick">
        <legend class="sr-only">Look</legend>
        <ThemeChoice value="system" words="System" icon="monitor" />
        <ThemeChoice value="light" words="Light" icon="sun" />
        <ThemeChoice value="dark" words="Dark" icon="moon" />
      </fieldset>
      <a href="/account" class="menu-item">
        <Icon name="user" /> Your account
      </a>
      <button type="button" class="menu-item" command="show-modal" commandfor="keys-dialog">
        <Icon name="keyboard" /> Keys <kbd>?</kbd>
      </button>
      <form method="post" action="/logout">
        <button type="submit" class="menu-item">
          <Icon name="log-out" /> Sign out
        </button>
      </form>
    </div>
  </div>
);

const ThemeChoice = ({ value, words, icon }: { value: string; words: string; icon: "monitor" | "sun" | "moon" }) => (
  <label>
    <input type="radio" name="theme" value={value} checked={value === "system"} data-theme-choice />
    <Icon name={icon} size={14} /> {words}
  </label>
);
