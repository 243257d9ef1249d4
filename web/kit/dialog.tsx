/** A dialog of the platform: opened by a button that names it, closed by Escape, a click beside it, or its own button. */
import type { Child } from "hono/jsx";
import { Button } from "./button.tsx";

export const Dialog = ({ id, title, children }: { id: string; title: string; children: Child }) => (
  <dialog id={id} class="modal" closedby="any" aria-labelledby={`${id}-title`}>
    <div class="modal-box">
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </div>
  </dialog>
);

export const OpensDialog = ({
  dialog,
  look = "plain",
  small,
  children,
}: {
  dialog: string;
  look?: "plain" | "quiet" | "danger";
  small?: boolean;
  children: Child;
}) => (
  <Button look={look} small={small} command="show-modal" commandfor={dialog} aria-haspopup="dialog">
    {children}
  </Button>
);

export const ClosesDialog = ({ dialog, children }: { dialog: string; children: Child }) => (
  <Button look="quiet" command="close" commandfor={dialog}>
    {children}
  </Button>
);
