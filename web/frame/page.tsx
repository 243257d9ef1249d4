/** A signed-in page: rail, fleet strip, person, the page itself, and what is there on every page. */
import type { Child } from "hono/jsx";
import type { PersonView } from "../../src/api/auth.ts";
import { mayAct } from "../../src/domain/account.ts";
import { Icon } from "../kit/icon.tsx";
import { AskDialog } from "./ask.tsx";
import { Brand, Document } from "./document.tsx";
import { FleetStrip, type Fleet } from "./fleet.tsx";
import { KeysDialog } from "./keys.tsx";
import { Live, type LiveView } from "./live.tsx";
import { BottomBar, Rail, type NavName } from "./nav.tsx";
import { place } from "./partial.tsx";
import { PersonMenu } from "./person.tsx";

type Props = { title: string; person: PersonView; nav?: NavName; fleet: Fleet; live?: LiveView; children: Child };

export const Page = ({ title, person, nav, fleet, live, children }: Props) => (
  <Document title={title}>
    <a class="skip" href="#main">
      Skip to the page
    </a>
    <div class="frame">
      <Rail nav={nav} person={person} />
      <div class="frame-right">
        <header class="top">
          <a href="/" class="top-brand" aria-label="ailx, ask">
            <Brand />
          </a>
          <FleetStrip {...fleet} />
          {mayAct(person.role) ? (
            <button type="button" class="top-ask" data-ask-open>
              <Icon name="search" size={14} />
              <span>Ask</span>
              <kbd aria-hidden="true">Ctrl K</kbd>
            </button>
          ) : null}
          <PersonMenu person={person} />
        </header>
        {live ? <Live view={live} /> : null}
        <main id={place.main} tabindex={-1} data-me={person.id}>
          {children}
        </main>
      </div>
    </div>
    <BottomBar nav={nav} person={person} />
    <div id={place.toasts} class="toasts" role="status" aria-live="polite" />
    {mayAct(person.role) ? <AskDialog /> : null}
    <KeysDialog person={person} />
  </Document>
);

/** The heading of a page and what is done there. */
export const PageHead = ({ title, children }: { title: string; children?: Child }) => (
  <header class="page-head">
    <h1>{title}</h1>
    {children}
  </header>
);
