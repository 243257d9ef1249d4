/** What holding a command costs: the same program started bare, without root, and held to each profile, by a fresh helper and by one that waited. */
import { closeSync } from "node:fs";
import { becomes, readyAhead, stopAhead, takeAhead } from "../src/agent/calls/ahead.ts";
import { makeConfiner, type Hold } from "../src/agent/confine/confiner.ts";
import { interleave, type Run } from "./lib/interleave.ts";
import type { Bench } from "./lib/kit.ts";

const program = ["/bin/true"];

export const confineBench: Bench = {
  name: "confine",
  about: "/bin/true started and waited for: bare, as another user, held to local and to network-read",
  run: async (kit) => {
    const confiner = await makeConfiner({ hide: [], runDir: "/run/ailx-bench", ailx: [kit.ailx] });
    const subjects: Record<string, Run> = {
      bare: started(program),
      ...subject("ordinary", confiner.ordinary()),
      ...subject("local", confiner.confined("local", { readsAll: false })),
      ...subject("network", confiner.confined("network-read", { readsAll: false })),
    };
    if (!("local" in subjects)) return kit.skip("confine", "this machine cannot hold a command");
    const took = await interleave({ rounds: 60, subjects });
    stopAhead();
    const about = { n: 1, metric: "start_to_end", unit: "ms" };
    const floor = kit.figure({ ...about, subject: "floor bare spawn" }, took["bare"] ?? []);
    for (const [name, samples] of Object.entries(took))
      if (name !== "bare")
        kit.row({
          name: `held: ${name}`,
          ours: kit.figure({ ...about, subject: `ailx ${name}` }, samples),
          floor,
          goal: { kind: "value", atMost: 15 },
        });
  },
};

const subject = (name: string, hold: Hold | undefined): Record<string, Run> =>
  hold ? { [name]: started(hold.argv(program, { doors: [] })), ...waited(name, hold) } : {};

/** Time to start, as between two commands that a person types. */
const restMs = 15;

const waited = (name: string, { ahead }: Hold): Record<string, Run> =>
  ahead
    ? {
        [`${name}, by a helper that waited`]: async () => {
          await readyAhead(ahead.helper);
          await Bun.sleep(restMs);
          const startedAtMs = performance.now();
          const one = takeAhead();
          const env = { PATH: "/usr/bin:/bin" };
          if (!one || !becomes(one, { confining: ahead.confining({ doors: [] }), argv: program, env, cwd: "/" }))
            throw new Error("no helper waited");
          const status = await one.child.exited;
          const tookMs = performance.now() - startedAtMs;
          for (const { read } of one.pipes) closeSync(read);
          if (status !== 0) throw new Error("it could not be held");
          return tookMs;
        },
      }
    : {};

const started =
  (argv: readonly string[]): Run =>
  async () => {
    const startedAtMs = performance.now();
    const child = Bun.spawn([...argv], { env: { PATH: "/usr/bin:/bin" }, stdin: "ignore", stdout: "ignore" });
    if ((await child.exited) !== 0) throw new Error("it could not be held");
    return performance.now() - startedAtMs;
  };
