/** Every part of the kit, in every look it has. */
import { changedFiles } from "./changes.ts";
import {
  Age,
  Bytes,
  Button,
  Card,
  ChangedFiles,
  ClosesDialog,
  CodeBlock,
  MarkedCommand,
  Copy,
  DataTable,
  Dialog,
  Diff,
  Elapsed,
  Empty,
  Failed,
  Field,
  Icon,
  iconNames,
  LinkButton,
  MachineState,
  MeterBar,
  Note,
  OpensDialog,
  Percent,
  RiskChip,
  RunState,
  SelectField,
  Skeleton,
  Tags,
  TaskState,
} from "../kit/index.ts";
import { machineStates } from "../../src/domain/machine.ts";
import { risks } from "../../src/domain/risk.ts";
import { runStates, taskStates } from "../../src/domain/task.ts";
import { ago } from "./machines.ts";
import { diskTable } from "./tasks.ts";

export const KitScreen = () => (
  <div class="stack">
    <h1>Kit</h1>
    <Card title="Buttons">
      <div class="kit-row">
        <Button look="primary" icon="plus">
          Add machine
        </Button>
        <Button>Save tags</Button>
        <Button look="quiet">Keep it</Button>
        <Button look="danger">Revoke web-1</Button>
        <Button disabled>Run command</Button>
        <Button look="primary" small>
          Small
        </Button>
        <LinkButton href="#kit">A link</LinkButton>
        <Copy from="kit-code" />
      </div>
    </Card>
    <Card title="Risk">
      <div class="kit-row">
        {risks.map((risk) => (
          <RiskChip risk={risk} />
        ))}
      </div>
    </Card>
    <Card title="States of tasks, runs, machines">
      <div class="kit-row">
        {taskStates.map((state) => (
          <TaskState state={state} />
        ))}
      </div>
      <div class="kit-row">
        {runStates.map((state) => (
          <RunState state={state} />
        ))}
      </div>
      <div class="kit-row">
        {machineStates.map((state) => (
          <MachineState state={state} />
        ))}
      </div>
    </Card>
    <Card title="Numbers and times">
      <div class="kit-row">
        <Percent ratio={0.12} /> <Percent ratio={0.83} /> <Percent ratio={0.97} /> <Percent ratio={0.4} old />{" "}
        <Percent />
        <Bytes value={20_937_965_568} /> <Bytes value={512} />
        <Age at={ago(1_000)} /> <Age at={ago(250_000)} /> <Age at={ago(-540_000)} />
        <Elapsed from={ago(9_000)} /> <Elapsed from={ago(90_000)} to={ago(88_700)} />
      </div>
      <MeterBar ratio={0.5} />
    </Card>
    <Card title="Fields">
      <div class="fields">
        <Field id="kit-a" name="a" label="Tags" hint="Words with spaces between." value="web production" />
        <Field id="kit-b" name="b" label="For how many machines" error="Between 1 and 1,000." value="0" />
        <SelectField
          id="kit-c"
          name="c"
          label="Good for"
          value="24"
          options={[
            { value: "1", label: "1 hour" },
            { value: "24", label: "24 hours" },
          ]}
        />
      </div>
    </Card>
    <Card title="A table" flush>
      <DataTable label="Disk usage" {...diskTable} />
    </Card>
    <Card title="Code and tags">
      <MarkedCommand
        id="kit-marked"
        label="A command with its words marked"
        text="sudo systemctl restart nginx && rm -rf /srv/old; dd if=x of=/dev/sda"
        marks={[
          { from: 5, to: 22, risk: "medium", text: "starts or restarts a unit" },
          { from: 39, to: 47, risk: "high", text: "deletes a directory and all in it" },
          { from: 57, to: 68, risk: "critical", text: "writes to a device" },
        ]}
      />
      <CodeBlock id="kit-code" text={"systemctl restart nginx.service\necho 'hidden: \u202e \u200b'"} />
      <Diff label="Changes of motd" text={"@@ -1,2 +1,2 @@\n Welcome\n-old \u202e line\n+new line\n"} />
      <ChangedFiles of={changedFiles.slice(1)} />
      <Tags tags={["web", "production"]} />
    </Card>
    <Card title="Nothing, loading, failed" tone="ask" aside={<span class="muted">three looks</span>}>
      <Empty icon="server" title="No machine yet">
        Paste one line on a machine and it shows up here.
      </Empty>
      <Skeleton rows={3} label="Loading" />
      <Failed detail="web-1 is not connected." hint="Run systemctl status ailx-agent on that machine." />
      <Failed
        detail="The rule “No changes at night” refuses “Restart nginx” on web-1."
        hint="It is rule night-freeze of this hub (/policies#rule-night-freeze)."
      />
      <Note>A quiet note.</Note>
      <Note tone="warn" icon="unplug">
        Only this computer can reach the hub now.
      </Note>
    </Card>
    <Card title="Dialog">
      <div class="kit-row">
        <OpensDialog dialog="kit-dialog" look="danger">
          Revoke web-1
        </OpensDialog>
      </div>
      <Dialog id="kit-dialog" title="Revoke web-1">
        <p>web-1 can no longer connect.</p>
        <div class="dialog-foot">
          <ClosesDialog dialog="kit-dialog">Keep it</ClosesDialog>
        </div>
      </Dialog>
    </Card>
    <Card title="Icons">
      <div class="kit-row">
        {iconNames.map((name) => (
          <span title={name}>
            <Icon name={name} size={20} />
          </span>
        ))}
      </div>
    </Card>
  </div>
);
