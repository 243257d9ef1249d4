/** A command for this machine, typed by a person: same rating, same rules, same page as every other task. */
import type { MachineView } from "../../src/api/machine.ts";
import { acts, verbatim } from "../frame/form.ts";
import { Button, levelWords } from "../kit/index.ts";

export const RunPanel = ({ machine }: { machine: MachineView }) => (
  <form class="card run-panel" {...acts({ action: `/machines/${machine.id}/exec`, error: "exec-error" })}>
    <label for="exec-command">Run on {machine.name}</label>
    <div class="in-line">
      <input
        class="input mono"
        id="exec-command"
        name="command"
        required
        maxlength={65_536}
        placeholder="uptime"
        disabled={machine.state !== "online"}
        {...verbatim}
      />
      <Button type="submit" data-busy="Sending" disabled={machine.state !== "online"}>
        Run command
      </Button>
    </div>
    <p class="field-hint">
      {machine.state === "online"
        ? `It is rated first; what is more than a reversible change asks before it runs. ${machine.name} permits ${levelWords[machine.maxLevel].permits}.`
        : `${machine.name} is not connected, so nothing can run on it now.`}
    </p>
    <div id="exec-error" class="form-error" />
  </form>
);
