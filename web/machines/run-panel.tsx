/** A command for this machine, typed by a person: same rating, same rules, same page as every other task. */
import type { MachineView } from "../../src/api/machine.ts";
import { acts, verbatim } from "../frame/form.ts";
import { Button, levelWords } from "../kit/index.ts";

/** How long a machine that is away is waited for, in ms. */
export const awayChoices = {
  "0": "do not wait",
  "3600000": "wait 1 hour",
  "28800000": "wait 8 hours",
  "86400000": "wait 1 day",
  "604800000": "wait 7 days",
};

export const RunPanel = ({ machine }: { machine: MachineView }) => {
  const online = machine.state === "online";
  const able = online || machine.state === "offline";
  return (
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
          disabled={!able}
          {...verbatim}
        />
        <Button type="submit" data-busy="Sending" disabled={!able}>
          Run command
        </Button>
      </div>
      <div class="run-manner">
        <label>
          <input type="checkbox" name="terminal" disabled={!able} /> On a terminal, so that its questions can be
          answered
        </label>
        <label>
          <input type="checkbox" name="root" disabled={!able} /> As root, although it needs less
        </label>
        <label>
          If it is away:{" "}
          <select class="select" name="queueForMs" disabled={!able}>
            {Object.entries(awayChoices).map(([ms, words]) => (
              <option value={ms} selected={ms === (online ? "0" : "28800000")}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class="field-hint">
        {able
          ? `It is rated first; what is more than a reversible change asks before it runs. ${machine.name} permits ${levelWords[machine.maxLevel].permits}.`
          : `${machine.name} takes no commands in this state.`}
        {machine.state === "offline"
          ? ` It is not connected: what you send waits for it, and is checked again when it comes.`
          : null}
      </p>
      <div id="exec-error" class="form-error" />
    </form>
  );
};
