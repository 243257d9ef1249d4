/** Buttons: a verb with its object. One primary a page; what destroys is in words, never an icon alone. */
import type { Child } from "hono/jsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

type Look = "primary" | "plain" | "quiet" | "danger";
const looks: Record<Look, string> = {
  primary: "btn btn-primary",
  plain: "btn",
  quiet: "btn btn-ghost",
  danger: "btn btn-outline btn-error",
};

type Props = { look?: Look; icon?: IconName; small?: boolean; class?: string; children: Child };
const classes = ({ look = "plain", small, class: extra = "" }: Omit<Props, "children">): string =>
  `${looks[look]} ${small ? "btn-sm" : ""} ${extra}`;

export const Button = ({ look, icon, small, class: extra, children, ...rest }: Props & Record<string, unknown>) => (
  <button type="button" {...rest} class={classes({ look, small, class: extra })}>
    {icon ? <Icon name={icon} size={small ? 14 : 16} /> : null}
    {children}
  </button>
);

export const LinkButton = ({
  look,
  icon,
  small,
  class: extra,
  children,
  href,
  ...rest
}: Props & { href: string } & Record<string, unknown>) => (
  <a {...rest} href={href} class={classes({ look, small, class: extra })}>
    {icon ? <Icon name={icon} size={small ? 14 : 16} /> : null}
    {children}
  </a>
);
