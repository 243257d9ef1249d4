/** All keys, shown by `?`. */
import type { PersonView } from "../../src/api/auth.ts";
import { ClosesDialog, Dialog } from "../kit/dialog.tsx";

import { navFor } from "./nav.tsx";

const keysFor = (person: Pick<PersonView, "role" | "scope">): [string[], string][] => [
  [["/", "Ctrl K"], "Ask for something"],
  ...navFor(person).map(({ key, words }): [string[], string] => [[`g ${key}`], `Go to ${words}`]),
  [["f"], "Go on from the task on the page"],
  [["a"], "Go to the button that approves; Enter presses it"],
  [["j", "k"], "Next and previous in a list"],
  [["← ↑ ↓ →"], "Move in the matrix of runs, or among candidates"],
  [["Enter"], "Open what is in focus"],
  [["Esc"], "Close, or leave the field"],
  [["?"], "Show these keys"],
];

export const KeysDialog = ({ person }: { person: Pick<PersonView, "role" | "scope"> }) => (
  <Dialog id="keys-dialog" title="Keys">
    <dl class="keys">
      {keysFor(person).map(([names, does]) => (
        <div>
          <dt>
            {names.map((name) => (
              <kbd>{name}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
    <div class="dialog-foot">
      <ClosesDialog dialog="keys-dialog">Close</ClosesDialog>
    </div>
  </Dialog>
);
