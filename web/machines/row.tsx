/** One machine in the table; the same fragment serves first load and live update. */
import type { MachineView } from "../../src/api/machine.ts";
import { place } from "../frame/partial.tsx";
import { Age, MachineState, Percent, Tags, said } from "../kit/index.ts";
import { fullestDisk, isLive, memoryRatio } from "./sample.ts";

export const MachineRow = ({ machine }: { machine: MachineView }) => {
  const old = !isLive(machine);
  const disk = fullestDisk(machine.sample);
  return (
    <tr id={place.machineRow(machine.id)} class={old ? "row-old" : ""}>
      <th scope="row">
        <a href={`/machines/${machine.id}`} data-item>
          {machine.name}
        </a>
        <Tags tags={machine.tags} />
        <span class="narrow row-under">
          <MachineState state={machine.state} />
          <span class="muted">{said(systemName(machine))}</span>
        </span>
      </th>
      <td class="wide" title={machine.stateReason}>
        <MachineState state={machine.state} />
      </td>
      <td>
        <Percent label="CPU" ratio={machine.sample?.cpuRatio} old={old} />
      </td>
      <td>
        <Percent label="Memory" ratio={memoryRatio(machine.sample)} old={old} />
      </td>
      <td title={disk ? `${said(disk.mount)} is the fullest` : undefined}>
        <Percent label="Fullest disk" ratio={disk?.usedRatio} old={old} />
      </td>
      <td class="wide muted">{said(systemName(machine))}</td>
      <td class="wider muted num">{said(machine.agentVersion)}</td>
      <td class="wide muted">
        <Age at={machine.lastSeenAt} />
      </td>
    </tr>
  );
};

/** “Debian 12”: short enough for a table. */
export const systemName = ({ facts }: Pick<MachineView, "facts">): string =>
  `${facts.osId.charAt(0).toUpperCase()}${facts.osId.slice(1)} ${facts.osVersion}`.trim();
