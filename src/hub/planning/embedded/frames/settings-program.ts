/** What is known of a program whose settings have names. */
import type { Machine } from "../../../../domain/machine.ts";
import type { JsonObject } from "../../../../lib/json.ts";

export type Key = { words: string; key: string };
export type Program = {
  name: string;
  units: RegExp;
  keys: readonly Key[];
  /** Names that say enough only where the program is named too: “port”. */
  own?: readonly Key[];
  /** The command that shows what is set. */
  ask: (key: string, unit: string, machine: Machine) => string;
  size: (amount: string, unit: "k" | "m" | "g", key: string) => string;
  time: (amount: string, unit: "ms" | "s" | "m" | "h" | "d") => string;
  set?: {
    tool: string;
    input: (given: { key: string; value: string; unit: string; machine: Machine }) => JsonObject | undefined;
  };
  note?: (key: string) => string | undefined;
};

export const upper = (amount: string, unit: string): string => `${amount}${unit.toUpperCase()}`;
export const plain = (amount: string, unit: string): string => `${amount}${unit}`;
export const bytes = (amount: string, unit: "k" | "m" | "g"): string =>
  String(Math.round(Number(amount) * 1024 ** { k: 1, m: 2, g: 3 }[unit]));
export const inSeconds = (amount: string, unit: "ms" | "s" | "m" | "h" | "d"): string =>
  String(Math.round(Number(amount) * { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 }[unit]));
export const escaped = (key: string): string => key.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
