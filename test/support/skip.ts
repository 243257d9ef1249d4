/** Tests that need something this machine may lack: they run where it is there and are skipped by name where it is not. */
import { test } from "bun:test";

type Body = () => void | Promise<void>;
type NamedTest = (name: string, body: Body, timeoutMs?: number) => void;

/** `test`, or where something is missing one that skips and carries the reason in its name. */
export const testWhere = (available: boolean, needs: string): NamedTest =>
  available ? test : (name, body, timeoutMs) => test.skip(`${name} (needs ${needs})`, body, timeoutMs);

/** Path of the browser for journeys: what CHROMIUM names, else what is installed. */
export const chromium: string | undefined =
  process.env["CHROMIUM"] ||
  (Bun.which("chromium") ?? Bun.which("chromium-browser") ?? Bun.which("google-chrome") ?? undefined);

export const browserTest = testWhere(chromium !== undefined, "Chromium: install it or name one in CHROMIUM");
