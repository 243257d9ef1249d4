/** A fresh `ailx exec` to its result, beside ssh over a connection that stands already. */
import { apiKey, exec, joinAgent, startHub } from "./lib/hub.ts";
import { interleave, timed, timedProgram } from "./lib/interleave.ts";
import type { Bench } from "./lib/kit.ts";
import { warmSsh } from "./lib/sshd.ts";

export const cliBench: Bench = {
  name: "cli",
  about: "`ailx exec NAME -- true` as a new process, beside `ssh HOST true` over a warm ControlMaster",
  run: async (kit) => {
    const { ailx, scratch } = kit;
    const bare = await kit.bare();
    const hub = await startHub(kit);
    await joinAgent(kit, hub, { name: "near" });
    const key = await apiKey(hub);
    // A hub that has worked for a while, as the one behind a ControlMaster has.
    for (let n = 0; n < 300; n++) await exec(hub, key, "near");
    const warm = await warmSsh(kit);
    if ("why" in warm) kit.skip("ssh warm master", warm.why);
    const env = { HOME: scratch.dir };

    const times = await interleave({
      rounds: 25,
      warmups: 3,
      subjects: {
        ours: () => timedProgram([ailx, "exec", "--data", hub.dataDir, "near", "--", "true"], env),
        ssh: () => ("ssh" in warm ? timedProgram([...warm.ssh, "true"], env) : Number.NaN),
        fetching: () => timedProgram([bare, "ask", hub.socket], env),
        inHub: () => timed(() => exec(hub, key, "near")),
        machines: () => timedProgram([ailx, "machines", "--data", hub.dataDir, "--json"], env),
      },
    });
    const about = { n: 1, metric: "process_start_to_result", unit: "ms" };
    const ours = kit.figure({ ...about, subject: "ailx" }, times.ours);
    const fetching = kit.figure({ ...about, subject: "floor bare fetch" }, times.fetching);
    kit.figure({ ...about, subject: "ailx machines" }, times.machines);
    kit.figure({ ...about, metric: "request_to_result", subject: "ailx in the hub" }, times.inHub);
    if ("ssh" in warm) {
      const ssh = kit.figure({ ...about, subject: "ssh warm master" }, times.ssh);
      kit.row({ name: "fresh `ailx exec NAME -- true`", ours, floor: ssh, goal: { kind: "times", atMost: 0.8 } });
    }
    kit.row({ name: "… beside one request of bare Bun", ours, floor: fetching });
  },
};
