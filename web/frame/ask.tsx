/** The ask box: the request in the person's own words. The same box is on the home page and, by a key, everywhere. */
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Icon } from "../kit/icon.tsx";
import { acts, verbatim } from "./form.ts";

type Props = { id: string; request?: string; on?: string; autofocus?: boolean; big?: boolean };

export const AskBox = ({ id, request, on, autofocus, big }: Props) => (
  <form class={`ask ${big ? "ask-big" : ""}`} {...acts({ action: "/tasks", error: `${id}-error` })} data-ask-form>
    <label class="sr-only" for={`${id}-input`}>
      What should happen?
    </label>
    <textarea
      id={`${id}-input`}
      name="request"
      rows={big ? 2 : 2}
      maxlength={2000}
      required
      autofocus={autofocus}
      placeholder="Say what you want: show disk usage on all machines"
      data-ask-input
      {...verbatim}
    >
      {request}
    </textarea>
    <div class="ask-foot">
      <label class="ask-on">
        <span>on</span>
        <input
          name="on"
          value={on}
          maxlength={1000}
          placeholder="any machine"
          {...verbatim}
          aria-label="Only on these machines, as a target expression"
        />
      </label>
      <span class="ask-keys" aria-hidden="true">
        <kbd>Enter</kbd> asks · <kbd>Shift Enter</kbd> new line
      </span>
      <Button look="primary" type="submit" data-busy="Planning">
        Ask <Icon name="corner-down-left" size={14} />
      </Button>
    </div>
    <div id={`${id}-error`} class="form-error" />
  </form>
);

export const AskDialog = () => (
  <Dialog id="ask-dialog" title="Ask">
    <AskBox id="ask-anywhere" />
  </Dialog>
);
