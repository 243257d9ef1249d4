/** What a place looks like with nothing in it, while it loads, and when it could not be had. Each says what to do next. */
import type { Child } from "hono/jsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { Linked } from "./linked.tsx";
import { said } from "./words.ts";

export const Empty = ({ icon, title, children }: { icon: IconName; title: string; children?: Child }) => (
  <div class="blank">
    <Icon name={icon} size={20} />
    <p class="blank-title">{title}</p>
    {children ? <div class="blank-more">{children}</div> : null}
  </div>
);

export const Failed = ({ detail, hint, children }: { detail: string; hint?: string; children?: Child }) => (
  <div class="notice notice-bad" role="alert">
    <Icon name="circle-x" />
    <div>
      <p>{said(detail)}</p>
      {hint ? (
        <p class="muted">
          <Linked text={hint} />
        </p>
      ) : null}
      {children}
    </div>
  </div>
);

export const Note = ({
  tone = "quiet",
  icon = "circle-alert",
  children,
}: {
  tone?: "quiet" | "warn";
  icon?: IconName;
  children: Child;
}) => (
  <div class={`notice notice-${tone}`}>
    <Icon name={icon} />
    <div>{children}</div>
  </div>
);

/** Grey rows in the shape of what is coming; shown only after 150 ms. */
export const Skeleton = ({ rows = 5, label }: { rows?: number; label: string }) => (
  <div class="skeletons" role="status">
    <span class="sr-only">{label}</span>
    {Array.from({ length: rows }, () => (
      <div class="skeleton-row" aria-hidden="true">
        <span class="skeleton" />
        <span class="skeleton" />
        <span class="skeleton" />
      </div>
    ))}
  </div>
);
