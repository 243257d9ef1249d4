/** `ailx version`: what it costs to start the program at all. */
import { interleave, timedProgram } from "./lib/interleave.ts";
import type { Bench } from "./lib/kit.ts";

export const versionBench: Bench = {
  name: "version",
  about: "`ailx version`, beside a bare compiled program that prints a version",
  run: async (kit) => {
    const bare = await kit.bare();
    const times = await interleave({
      rounds: 30,
      warmups: 3,
      subjects: {
        ours: () => timedProgram([kit.ailx, "version"]),
        bare: () => timedProgram([bare, "say"]),
        kernel: () => timedProgram(["/bin/true"]),
      },
    });
    const about = { n: 1, metric: "start_to_end", unit: "ms" };
    const ours = kit.figure({ ...about, subject: "ailx" }, times.ours);
    const floor = kit.figure({ ...about, subject: "floor bare program" }, times.bare);
    kit.figure({ ...about, subject: "floor /bin/true" }, times.kernel);
    kit.row({ name: "`ailx version`", ours, floor, goal: { kind: "times", atMost: 2 } });
  },
};
