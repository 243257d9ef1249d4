/** The rating of a line as the tables of the tests write it. */
import { rateShell } from "../rate.ts";

export function rated(line: string): [string, number] {
  const { risk, level } = rateShell(line);
  return [risk, level];
}
