/** A bordered group with a heading; `aside` sits at the heading's right. */
import type { Child } from "hono/jsx";

type Props = {
  id?: string;
  title?: string;
  aside?: Child;
  tone?: "plain" | "ask" | "bad";
  flush?: boolean;
  children: Child;
};

export const Card = ({ id, title, aside, tone = "plain", flush, children }: Props) => (
  <section class={`card card-${tone}`} id={id} aria-label={title}>
    {title ? (
      <header class="card-head">
        <h2>{title}</h2>
        {aside}
      </header>
    ) : null}
    <div class={flush ? "card-flush" : "card-body"}>{children}</div>
  </section>
);

export const Tags = ({ tags }: { tags: string[] }) =>
  tags.length === 0 ? null : (
    <span class="tags">
      {tags.map((tag) => (
        <span class="tag">{tag}</span>
      ))}
    </span>
  );
