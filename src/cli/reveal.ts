/** `ailx task ID --masked` and `--reveal N`: what was masked in a task's output, and one value of it for an admin. */
import type { MaskedView, Revealed } from "../api/secret.ts";
import type { TaskView } from "../api/task.ts";
import { ageText } from "./ages.ts";
import type { Hub } from "./client.ts";
import { exit, usageError, type ExitStatus } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";

type Asked = { hub: Hub; io: Io; args: Args; task: Pick<TaskView, "runs"> };

export async function listMasked({ hub, io, args, task }: Asked): Promise<ExitStatus> {
  const all = await Promise.all(
    runsOf(args, task).map(async ({ id, machineName }) => {
      const { items } = await hub.get<{ items: MaskedView[] }>(`/api/runs/${id}/masked`);
      return { run: id, machine: machineName, items };
    }),
  );
  const paint = paintFor(io);
  if (args.has("json")) printJson(io, { items: all });
  else if (all.every(({ items }) => items.length === 0)) io.out("Nothing was masked.\n");
  else
    io.out(
      table({
        columns: ["machine", "n", "mark", "places", "kept"],
        rows: shown(all).flatMap(({ machine, items }) =>
          items.map(({ n, kind, hash, count, until }) => [
            machine,
            String(n),
            `${kind}#${hash}`,
            String(count),
            until === undefined ? "no longer" : `ends ${ageText(until, Date.now())}`,
          ]),
        ),
        dress: (text, _column, row) => (row < 0 ? paint.dim(text) : text),
      }),
    );
  return exit.ok;
}

export async function revealOne({ hub, io, args, task }: Asked): Promise<ExitStatus> {
  const n = Number(args.text("reveal"));
  const reason = args.text("reason");
  if (!Number.isInteger(n) || n < 1) throw usageError("--reveal takes a number.", "--masked lists them.");
  if (reason === undefined) throw usageError("Why is it revealed?", "--reason TEXT goes into the audit.");
  const [run, ...others] = runsOf(args, task).filter(({ masked }) => masked !== undefined);
  if (!run) throw usageError("Nothing was masked there.", "--masked lists what was.");
  if (others.length > 0) throw usageError("Several machines have masked values.", "--machine NAME says which one.");
  const found = await hub.send<Revealed>("POST", `/api/runs/${run.id}/reveal`, { n, reason });
  if (args.has("json")) printJson(io, found);
  else io.out(`${shown(found.value)}\n`);
  return exit.ok;
}

function runsOf(args: Args, { runs }: Pick<TaskView, "runs">): TaskView["runs"] {
  const machine = args.text("machine");
  return machine === undefined ? runs : runs.filter(({ machineName }) => machineName === machine);
}
