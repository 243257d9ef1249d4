/**
 * What people use instead, in the same minute: starts real agents, and lets a folder of scripts that know Ansible, pdsh and
 * ssh measure those beside a fresh `ailx exec`. The folder holds `fanout.ts` and `sshd.sh`; it is named with --peers.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { joinAgent, startHub } from "./lib/hub.ts";
import type { Figure, Skipped } from "./lib/figure.ts";
import type { Goal } from "./lib/goal.ts";
import type { Bench } from "./lib/kit.ts";

const sizes = [10, 100];
const runs = 3;
/** How many times faster than each of them a fresh process of ours is to be. */
const faster: Record<string, Partial<Record<number, number>>> = {
  "ssh-controlmaster-xargs-P50": { 10: 7, 100: 7 },
  "ansible-raw-f50-warm": { 100: 70 },
  "ansible-command-f50-warm": { 10: 250, 100: 150 },
};

export const peersBench: Bench = {
  name: "peers",
  about: "`true` on 10 and 100 real agents as a fresh process, beside Ansible, pdsh and ssh: needs --peers DIR",
  long: true,
  run: async (kit) => {
    const { scratch, ailx, peers } = kit;
    if (peers === undefined || !existsSync(join(peers, "fanout.ts")))
      return kit.skip("ailx", "needs --peers DIR with fanout.ts and sshd.sh in it");
    const hub = await startHub(kit);
    for (const n of sizes)
      for (let at = 0; at < n; at += 10)
        await Promise.all(
          Array.from({ length: Math.min(10, n - at) }, (_, index) =>
            joinAgent(kit, hub, { name: `h${n}-${at + index}`, tags: [`n${n}`] }),
          ),
        );
    const sshd = join(peers, "sshd.sh");
    if (!Bun.spawnSync(["bash", sshd, "start"], { stdout: "ignore", stderr: "ignore" }).success)
      kit.skip("ssh and what builds on it", "sshd.sh does not start");
    scratch.onEnd(() => void Bun.spawnSync(["bash", sshd, "stop"], { stdout: "ignore", stderr: "ignore" }));
    const ours = `HOME=${scratch.dir} ${ailx} exec --data ${hub.dataDir} tag:n{n} --approve high -- true >/dev/null`;
    const argv = ["--n", sizes.join(","), "--runs", String(runs), "--ailx", ours];
    const child = Bun.spawn([process.execPath, join(peers, "fanout.ts"), ...argv], {
      stdout: "pipe",
      stderr: "inherit",
    });
    const lines = (await new Response(child.stdout).text()).split("\n").filter((line) => line.startsWith("{"));
    const figures = lines.flatMap((line): Figure[] => {
      const said = JSON.parse(line) as Figure | Skipped;
      if ("why" in said) kit.skip(said.subject, said.why);
      else kit.print(said);
      return "why" in said ? [] : [said];
    });
    for (const each of figures) {
      const beside = figures.find(({ n, subject }) => n === each.n && subject === "ailx");
      if (!beside || each === beside) continue;
      const times = faster[each.subject]?.[each.n];
      const goal: Goal | undefined = times === undefined ? undefined : { kind: "times", atMost: 1 / times };
      kit.row({
        name: `fresh \`ailx exec\` on ${each.n} machines`,
        ours: beside,
        floor: each,
        ...(goal ? { goal } : {}),
      });
    }
  },
};
