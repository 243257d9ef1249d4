/** Edits a file as an agent does, and is killed on the way: arguments are the folder of copies, the file, and the moment. */
import { scripted } from "../../../../test/support/scripted-context.ts";
import { silentLog } from "../../../lib/log.ts";
import { run } from "../../../tools/config/edit.run.ts";
import { Backups } from "../backups.ts";

/** When it is killed. */
export type Moment = "after the copy" | "after the file is in place";

const [dir = "", path = "", moment = ""] = process.argv.slice(2);
const backups = new Backups({ dir, nowMs: Date.now, log: silentLog });
const backup = backups.portFor({ task: "t", step: "s1", callId: "c" });
const killed = (): never => {
  process.kill(process.pid, "SIGKILL");
  throw new Error("it lives on");
};
const ctx = {
  ...scripted(),
  backup: {
    ...backup,
    keep: async (...asked: Parameters<typeof backup.keep>) => {
      const kept = await backup.keep(...asked);
      return (moment as Moment) === "after the copy" ? killed() : kept;
    },
  },
  // The new text is in place; its program is asked now.
  spawn: killed,
};
await run({ path, of: "nginx", edits: [{ find: "old", replace: "new" }] }, ctx);
