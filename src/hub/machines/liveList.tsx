/** The table of machines as live pages get it: all of it when its rows come or go, otherwise only the rows that changed. */
import type { MachineView } from "../../api/machine.ts";
import { roleAtLeast, type Viewer } from "../../domain/account.ts";
import { place } from "../../../web/frame/index.ts";
import { MachineList, MachineRow } from "../../../web/machines/index.ts";
import { render } from "../http/html.ts";
import type { Partial } from "../http/live.ts";
import { chosen } from "./chosen.ts";
import type { Fleet } from "./fleet.ts";

/** Tables of so many expressions are remembered; one that is forgotten is sent again as a whole. */
const rememberedAtMost = 200;

export function makeLiveList(fleet: Fleet): (expr: string, viewer: Viewer) => Promise<Partial[]> {
  /** How a table looked when its rows last came or went: sent once to each page, and corrected by the rows behind it. */
  const tables = new Map<string, { holds: string; html: string }>();

  return async (expr, { role, scope }) => {
    const { machines, total, error } = chosen(expr, fleet, scope);
    const mayAdd = roleAtLeast(role, "admin");
    const name = JSON.stringify([mayAdd, scope, expr]);
    const holds = [total, error?.detail ?? "", ...machines.map(({ id }) => id)].join(" ");
    const known = tables.get(name);
    const html =
      known?.holds === holds
        ? known.html
        : await render(
            <MachineList machines={machines} expr={expr} total={total} mayAdd={mayAdd} {...(error ? { error } : {})} />,
          );
    if (tables.size >= rememberedAtMost) tables.clear();
    tables.set(name, { holds, html });
    return [{ target: `#${place.machineList}`, html }, ...(await Promise.all(machines.map(rowOf)))];
  };
}

const rowOf = async (machine: MachineView): Promise<Partial> => ({
  target: `#${place.machineRow(machine.id)}`,
  html: await render(<MachineRow machine={machine} />),
});
