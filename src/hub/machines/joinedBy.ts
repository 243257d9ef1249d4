/** The machines that came by one join token, newest first, and how many it lets in. */
import type { MachineView } from "../../api/machine.ts";
import type { Db } from "../db/database.ts";
import type { Fleet } from "./fleet.ts";
import { tokenById } from "./store.ts";
import { machineView } from "./view.ts";

export function joinedBy({ db, fleet, tokenId }: { db: Db; fleet: Fleet; tokenId: string }): {
  joined: MachineView[];
  uses: number;
} {
  const token = tokenById(db, tokenId);
  const joined = fleet
    .machines()
    .filter(({ id }) => fleet.held(id)?.tokenId === tokenId)
    .toSorted((a, b) => b.joinedAtMs - a.joinedAtMs);
  return { joined: joined.map(machineView), uses: token?.uses ?? joined.length };
}
