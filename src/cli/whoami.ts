/** `ailx whoami`: who you are, to which hub, and how it was found. */
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { printJson, shown } from "./shown.ts";

type Person = { id: string; name: string; role: string };
const found = {
  named: "named by --hub or AILX_HUB",
  login: "signed in with `ailx login`",
  socket: "by its socket on this computer",
};

export const run: Verb = async ({ args, io }) => {
  const hub = openHub({ args, io });
  const person = await hub.get<Person>("/api/auth/me");
  if (args.has("json")) printJson(io, { ...person, hub: hub.door.where, how: hub.door.how });
  else io.out(`${shown(person.name)}, ${shown(person.role)}, on ${hub.door.where} (${found[hub.door.how]})\n`);
  return exit.ok;
};
