/** `ailx machine approve`, `ailx machine refuse`: machines that wait to be let in. */
import type { MachineView } from "../api/machine.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args, Verb } from "./mode.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";

export const approve: Verb = async ({ args, io }) => {
  if (args.positionals.length === 0) return await waiting({ args, io });
  const fingerprint = args.text("fingerprint");
  return await decide({ args, io }, { admit: true, ...(fingerprint === undefined ? {} : { fingerprint }) });
};

export const refuse: Verb = async ({ args, io }) => await decide({ args, io }, { admit: false });

async function waiting({ args, io }: { args: Args; io: Io }) {
  const { items } = await openHub({ args, io }).get<{ items: MachineView[] }>("/api/machines?expr=status:pending");
  if (args.has("json")) printJson(io, { items });
  else if (items.length === 0) io.out("No machine waits to be let in.\n");
  else
    io.out(
      table({
        columns: ["Name", "Fingerprint", "System", "Asked"],
        rows: items.map(({ name, fingerprint = "", facts, joinedAt }) => [
          name,
          fingerprint,
          facts.osName,
          ageText(joinedAt, Date.now()),
        ]),
      }),
    );
  return exit.ok;
}

async function decide({ args, io }: { args: Args; io: Io }, body: { admit: boolean; fingerprint?: string }) {
  const path = `/api/machines/${encodeURIComponent(args.positionals[0] ?? "")}/admission`;
  const machine = await openHub({ args, io }).send<MachineView>("POST", path, body);
  if (args.has("json")) printJson(io, machine);
  else
    io.out(
      body.admit ? `${shown(machine.name)} is let in.\n` : `${shown(machine.name)} is refused; its key is dead.\n`,
    );
  return exit.ok;
}
