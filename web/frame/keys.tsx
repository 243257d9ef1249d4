/** All keys, shown by `?`. */
import { ClosesDialog, Dialog } from "../kit/dialog.tsx";

const keys: [string[], string][] = [
  [["/", "Ctrl K"], "Ask for something"],
  [["g a"], "Go to Ask"],
  [["g m"], "Go to Machines"],
  [["g t"], "Go to Tasks"],
  [["g p"], "Go to Policies"],
  [["g u"], "Go to People, for admins"],
  [["g s"], "Go to Secrets, for admins"],
  [["g l"], "Go to Audit, for admins"],
  [["j", "k"], "Next and previous in a list"],
  [["← ↑ ↓ →"], "Move in the matrix of runs"],
  [["Enter"], "Open what is in focus"],
  [["Esc"], "Close, or leave the field"],
  [["?"], "Show these keys"],
];

export const KeysDialog = () => (
  <Dialog id="keys-dialog" title="Keys">
    <dl class="keys">
      {keys.map(([names, does]) => (
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
