/** The page's one live stream, and the banner that says when it is lost and how old the numbers are. */
import { Icon } from "../kit/icon.tsx";

export type LiveView =
  | "home"
  | `machines:${string}`
  | `task:${string}`
  | `machine:${string}`
  | `add:${string}`
  | "schedules"
  | `schedule:${string}`
  | `audit:${string}`;

export const Live = ({ view }: { view: LiveView }) => (
  <>
    <div id="live" hx-sse:connect={`/events?view=${encodeURIComponent(view)}`} hx-swap="none" hidden />
    <div id="stream-lost" class="stream-lost" role="status" aria-live="polite" hidden>
      <Icon name="unplug" />
      <span data-restarts hidden>
        The hub restarts. This page goes on by itself once it is back.
      </span>
      <span data-lost>
        Live updates stopped. What you see is <span data-lost-age>a few seconds</span> old. Trying again.
      </span>
      <a href="">Reload</a>
    </div>
  </>
);
