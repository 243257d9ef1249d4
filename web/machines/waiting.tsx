/** Machines that wait for a person to let them in: each with the key to compare with what the machine itself shows. */
import type { MachineView } from "../../src/api/machine.ts";
import { acts } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Age, Button, Empty, LinkButton, Note, Tags, levelWords, said } from "../kit/index.ts";
import { systemName } from "./row.tsx";

export const WaitingPage = ({ machines }: { machines: MachineView[] }) => (
  <div class="people-page">
    <PageHead title="Waiting to be let in">
      <LinkButton href="/machines">All machines</LinkButton>
    </PageHead>
    {machines.length === 0 ? (
      <div class="card">
        <Empty icon="clock" title="No machine waits">
          A line made with “ask me first” lets its machines wait here.
        </Empty>
      </div>
    ) : (
      <>
        <Note icon="shield-alert">
          <p>
            Compare the fingerprint with what the machine shows at the end of its installation. Whoever has the line can
            ask; only the right machine has this key.
          </p>
        </Note>
        <div id="admission-error" class="form-error" />
        <section class="card" aria-label="Waiting machines">
          <ul class="line-list" data-list>
            {machines.map((machine) => (
              <Waiting machine={machine} />
            ))}
          </ul>
        </section>
      </>
    )}
  </div>
);

const Waiting = ({ machine }: { machine: MachineView }) => (
  <li>
    <div class="line-main">
      <span>
        <a href={`/machines/${machine.id}`} data-item>
          <strong>{machine.name}</strong>
        </a>{" "}
        <Tags tags={machine.tags} />
      </span>
      <code class="fingerprint">{machine.fingerprint}</code>
      <p class="task-facts">
        <span>{said(systemName(machine))}</span>
        <span>{machine.facts.addresses.slice(0, 2).map(said).join(", ")}</span>
        <span>
          level {machine.maxLevel}: {levelWords[machine.maxLevel].permits}
        </span>
        <span>
          asked <Age at={machine.joinedAt} />
        </span>
      </p>
    </div>
    <div class="line-do">
      <Decision machine={machine} admit={false} />
      <Decision machine={machine} admit />
    </div>
  </li>
);

/** The key is sent along: if another asks under this name meanwhile, nothing happens. */
const Decision = ({ machine, admit }: { machine: MachineView; admit: boolean }) => (
  <form {...acts({ action: `/machines/${machine.id}/admission`, error: "admission-error" })}>
    <input type="hidden" name="admit" value={admit ? "yes" : "no"} />
    <input type="hidden" name="fingerprint" value={machine.fingerprint} />
    <Button small look={admit ? "primary" : "danger"} type="submit" data-busy={admit ? "Letting it in" : "Refusing"}>
      {admit ? "Let in" : "Refuse"} {machine.name}
    </Button>
  </form>
);
