/** One icon of the sprite; decoration only, the words beside it carry the meaning. */
import { assetUrl } from "../frame/assets.ts";
import type { IconName } from "./icons.ts";

export const Icon = ({
  name,
  size = 16,
  class: extra = "",
}: {
  name: IconName;
  size?: 12 | 14 | 16 | 20;
  class?: string;
}) => (
  <svg class={`icon ${extra}`} width={size} height={size} aria-hidden="true" focusable="false">
    <use href={`${assetUrl("icons.svg")}#${name}`} />
  </svg>
);
