/** Times: relative, exact on hover, kept fresh by the browser. */
import { ageText, durationText } from "./times.ts";

const exact = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;

/** “4 min ago”, “in 9 min”. `at` is ISO 8601. */
export const Age = ({ at, nowMs = Date.now() }: { at: string; nowMs?: number }) => (
  <time class="num" datetime={at} title={exact(at)} data-age>
    {ageText(Date.parse(at), nowMs)}
  </time>
);

/** How long something took, or has been going on while `to` is absent. */
export const Elapsed = ({ from, to, nowMs = Date.now() }: { from: string; to?: string; nowMs?: number }) =>
  to === undefined ? (
    <time class="num" datetime={from} title={`since ${exact(from)}`} data-since>
      {durationText(nowMs - Date.parse(from))}
    </time>
  ) : (
    <span class="num" title={`${exact(from)} to ${exact(to)}`}>
      {durationText(Date.parse(to) - Date.parse(from))}
    </span>
  );
