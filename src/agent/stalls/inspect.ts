/** Looks at a silent call for two seconds and says what it waits for. Loaded at the first silence of an agent's life. */
import type { Program } from "../calls/program.ts";
import { diagnose, type Diagnosis } from "./diagnose.ts";
import { glance, seenIn, type Glances } from "./look.ts";

const looks = 3;

/** Undefined where it wrote something meanwhile, or ended. */
export async function inspect({
  programs,
  lastOutputMs,
  gapMs = 1_000,
}: {
  programs: readonly Program[];
  lastOutputMs: number;
  gapMs?: number;
}): Promise<Diagnosis | undefined> {
  const seen: Glances[] = [];
  for (let round = 0; round < looks; round++) {
    if (round > 0) await Bun.sleep(gapMs);
    if (programs.some((program) => program.lastOutputMs() > lastOutputMs)) return undefined;
    seen.push(glance([...new Set(programs.flatMap((program) => program.pids()))], Date.now()));
  }
  const processes = await seenIn(seen);
  const typed = programs.find((program) => program.type !== undefined);
  return diagnose({
    processes,
    tail: (typed ?? programs.at(-1))?.tail() ?? "",
    quietMs: Date.now() - lastOutputMs,
    canType: typed !== undefined,
  });
}
