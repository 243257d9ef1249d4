/** What is known of a machine, its disks, its tags, and the way to take it out of the fleet. */
import type { Child } from "hono/jsx";
import type { MachineView } from "../../src/api/machine.ts";
import { holdingText } from "../../src/domain/confinement.ts";
import { skewText } from "../../src/lib/duration.ts";
import { percentUp } from "../../src/lib/percent.ts";
import { acts, verbatim } from "../frame/form.ts";
import {
  Age,
  Button,
  Card,
  ClosesDialog,
  DataTable,
  Dialog,
  OpensDialog,
  count,
  levelWords,
  said,
  sizeText,
} from "../kit/index.ts";

export const MachineOverview = ({ machine, mayManage }: { machine: MachineView; mayManage: boolean }) => (
  <div class="overview">
    <Facts machine={machine} />
    <div class="stack">
      <Disks machine={machine} />
      {mayManage ? <TagsForm machine={machine} /> : null}
      {mayManage ? <Revoke machine={machine} /> : null}
    </div>
  </div>
);

const Facts = ({ machine }: { machine: MachineView }) => {
  const { facts } = machine;
  return (
    <Card title="What it is">
      <dl class="facts">
        <Line name="Host name">{said(facts.hostname)}</Line>
        <Line name="System">{said(facts.osName)}</Line>
        <Line name="Kernel">
          {said(facts.kernel)}, {said(facts.arch)}
        </Line>
        <Line name="Size">
          {count(facts.cpus, "core")}, {sizeText(facts.memoryBytes)} memory
        </Line>
        <Line name="Started by">{said(facts.init)}</Line>
        <Line name="Packages">{said(facts.packageManager)}</Line>
        <Line name="Addresses">{facts.addresses.length > 0 ? facts.addresses.map(said).join(", ") : "none read"}</Line>
        <Line name="Reads held by">{said(holdingText(facts.confinement))}</Line>
        <Line name="Services">{count(facts.services.length, "service")}</Line>
        {facts.containers.length > 0 ? <Line name="Containers">{facts.containers.map(said).join(", ")}</Line> : null}
        <Line name="Permits">
          level {machine.maxLevel}: {levelWords[machine.maxLevel].permits}
        </Line>
        {machine.aliases.length > 0 ? <Line name="Also called">{machine.aliases.join(", ")}</Line> : null}
        <Line name="Agent">
          {said(machine.agentVersion)}, joined <Age at={machine.joinedAt} />
        </Line>
        {Math.abs(machine.clockAheadMs ?? 0) > 5_000 ? (
          <Line name="Clock">its clock is {skewText(machine.clockAheadMs ?? 0)} of the hub</Line>
        ) : null}
        <Line name="Last seen">
          <Age at={machine.lastSeenAt} />
        </Line>
        <Line name="Id">
          <code>{machine.id}</code>
        </Line>
      </dl>
    </Card>
  );
};

const Line = ({ name, children }: { name: string; children: Child }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Disks = ({ machine }: { machine: MachineView }) =>
  machine.sample === undefined || machine.sample.disks.length === 0 ? null : (
    <Card title="Disks" flush>
      <DataTable
        label={`Disks of ${machine.name}`}
        columns={["Mounted on", "Size", "Used", "Use", "Type"]}
        rows={machine.sample.disks.map((disk) => [
          disk.mount,
          sizeText(disk.totalBytes),
          sizeText(disk.usedBytes),
          percentUp(disk.usedRatio),
          disk.fileSystem,
        ])}
      />
    </Card>
  );

const TagsForm = ({ machine }: { machine: MachineView }) => (
  <Card title="Tags">
    <form class="in-line" {...acts({ action: `/machines/${machine.id}/tags`, error: "tags-error" })}>
      <label class="sr-only" for="machine-tags">
        Tags, with spaces between
      </label>
      <input
        class="input"
        id="machine-tags"
        name="tags"
        value={machine.tags.join(" ")}
        placeholder="web production"
        {...verbatim}
      />
      <Button type="submit" data-busy="Saving">
        Save tags
      </Button>
    </form>
    <p class="field-hint">
      Words with spaces between. Requests and expressions use them: “restart nginx on all web servers”, tag:web.
    </p>
    <div id="tags-error" class="form-error" />
  </Card>
);

const Revoke = ({ machine }: { machine: MachineView }) => (
  <Card title="Take it out">
    <p class="muted">Its key stops working at once and running commands on it end as unknown. Its records stay.</p>
    <OpensDialog dialog="revoke-dialog" look="danger">
      Revoke {machine.name}
    </OpensDialog>
    <Dialog id="revoke-dialog" title={`Revoke ${machine.name}`}>
      <p>{machine.name} can no longer connect. To have it back, it must join again with a new line.</p>
      <div id="revoke-error" class="form-error" />
      <form class="dialog-foot" {...acts({ action: `/machines/${machine.id}/revocation`, error: "revoke-error" })}>
        <ClosesDialog dialog="revoke-dialog">Keep it</ClosesDialog>
        <Button look="danger" type="submit" data-busy="Revoking">
          Revoke {machine.name}
        </Button>
      </form>
    </Dialog>
  </Card>
);
