/** A tab whose content the machine itself is asked for when it is opened: loading, failed, there. */
import type { Child } from "hono/jsx";
import type { MachineView } from "../../src/api/machine.ts";
import { place } from "../frame/partial.tsx";
import { Failed, LinkButton, Skeleton } from "../kit/index.ts";

/** `mayAct`: false for viewers, who cannot say the sentence either. */
type Props = { machine: Pick<MachineView, "id" | "name">; view: string; mayAct?: boolean };

/** The sentence that would show the same. */
const sentences: Record<string, string> = {
  services: "show services on",
  ports: "show open ports on",
  processes: "show processes on",
  containers: "show containers on",
};

export const MachinePanelLoading = ({ machine, view }: Props) => (
  <section
    id={place.machinePanel}
    class="card"
    hx-get={`/machines/${machine.id}/${view}`}
    hx-trigger="load"
    hx-swap="outerMorph"
    {...onError}
  >
    <Skeleton rows={8} label={`Asking ${machine.name} for its ${view}`} />
  </section>
);

const onError = {
  "hx-status:4xx": `target:#${place.machinePanel} swap:innerHTML`,
  "hx-status:5xx": `target:#${place.machinePanel} swap:innerHTML`,
};

export const MachinePanel = ({ machine, view, mayAct = true, children }: Props & { children: Child }) => (
  <section id={place.machinePanel} class="card panel" aria-label={`Answer of ${machine.name}: ${view}`}>
    {mayAct && sentences[view] ? (
      <p class="says">
        <span class="muted">The same in words:</span>{" "}
        <button type="button" class="link" data-ask-fill={`${sentences[view]} ${machine.name}`}>
          {sentences[view]} {machine.name}
        </button>
      </p>
    ) : null}
    <div class="panel-body">{children}</div>
  </section>
);

export const MachinePanelFailed = ({
  machine,
  view,
  mayAct,
  detail,
  hint,
}: Props & { detail: string; hint?: string }) => (
  <MachinePanel machine={machine} view={view} mayAct={mayAct}>
    <Failed detail={detail} hint={hint}>
      <LinkButton small href={`/machines/${machine.id}/${view}`}>
        Ask again
      </LinkButton>
    </Failed>
  </MachinePanel>
);
