/** A sign: a line that a known program writes into its log when one known thing is wrong, and what that means. */
import type { Certainty } from "../../../../domain/finding.ts";
import type { Fix } from "../rule.ts";

export type Told = {
  /** Of the newest such line: the whole, then what the shape's brackets hold. */
  parts: readonly string[];
  /** How often it was said lately. */
  count: number;
  /** Whose log it is; empty where that is not known. */
  unit: string;
  machine: string;
};

export type Sign = {
  id: string;
  shape: RegExp;
  certainty: Certainty;
  /** Older says nothing of now; default an hour. */
  withinMs?: number;
  /** Fewer are not yet a fault; default 1. */
  atLeast?: number;
  cause: (told: Told) => string;
  fixes?: (told: Told) => Fix[];
  /** As of a draft. */
  about: (told: Told) => string;
  /** As of a draft; default 1. */
  depth?: number;
};

export const dayMs = 24 * 3_600_000;

/** “3 times”, or nothing where it was once. */
export const times = (count: number): string => (count > 1 ? ` (${count} times)` : "");
export const fix = (say: string, why: string): Fix => ({ say, why });
