/** What every bench is given: a way to say what it measured, a scratch folder, and the programs it needs. */
import { figureOf, type Curve, type Figure, type Skipped, type What } from "./figure.ts";
import type { Row } from "./goal.ts";
import { Scratch } from "./scratch.ts";

export type Kit = {
  /** Prints one line; the figure may then stand in a row. */
  figure: (what: Omit<What, "bench">, values: readonly number[]) => Figure;
  /** A line as it is: one that somebody else measured. */
  print: (line: Figure | Skipped | Curve) => void;
  skip: (subject: string, why: string) => void;
  /** A line of the table at the end. */
  row: (row: Row) => void;
  scratch: Scratch;
  /** As much as the promise names, however long it takes. */
  full: boolean;
  /** A folder of scripts that measure what people use instead. */
  peers?: string;
  /** The executable that is measured. */
  ailx: string;
  /** A compiled program that does next to nothing (bare/program.ts), made when it is first asked for. */
  bare: () => Promise<string>;
};

export type Bench = {
  name: string;
  about: string;
  /** Takes minutes or a machine to itself: runs only where it is named, or with --full. */
  long?: true;
  run: (kit: Kit) => Promise<void>;
};

export type Parts = Pick<Kit, "ailx" | "bare" | "full" | "peers" | "print"> & { rows: Row[] };

/** Runs one bench and ends whatever it started; a bench that breaks is said as skipped, and the others go on. */
export async function runBench(bench: Bench, { print, rows, ...given }: Parts): Promise<void> {
  const scratch = new Scratch();
  const skip = (subject: string, why: string): void => print({ bench: bench.name, subject, metric: "skipped", why });
  const stop = (): void => void scratch.end().finally(() => process.exit(130));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    await bench.run({
      figure: (what, values) => {
        const figure = figureOf({ bench: bench.name, ...what }, values);
        print(figure);
        return figure;
      },
      skip,
      row: (row) => rows.push(row),
      print,
      scratch,
      ...given,
    });
  } catch (error) {
    skip("ailx", error instanceof Error ? error.message : String(error));
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    await scratch.end();
  }
}
