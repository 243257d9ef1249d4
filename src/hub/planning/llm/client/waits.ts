/** How long to wait before the same is asked again: as the endpoint says, otherwise longer each time. */

/** What an endpoint may ask us to wait; longer is as good as no. */
export const mostWaitMs = 60_000;

export const backoffMs = (tried: number): number => Math.min(30_000, 2_000 * 2 ** tried);

type Told = { headers?: Headers | undefined; text: string; nowMs: number };

/** `retry-after-ms`, `retry-after` in seconds or as a date, or in the words of the answer; undefined where nothing is said. */
export function toldToWaitMs({ headers, text, nowMs }: Told): number | undefined {
  const ms = amount(headers?.get("retry-after-ms"));
  if (ms !== undefined) return ms;
  const after = headers?.get("retry-after");
  const seconds = amount(after);
  if (seconds !== undefined) return seconds * 1_000;
  const date = after && /[a-z]/i.test(after) ? Date.parse(after) : Number.NaN;
  if (!Number.isNaN(date)) return Math.max(0, date - nowMs);
  return wordedMs(
    /(?:try again|retry) (?:in|after) ([\dhmsec. ]*\d ?(?:ms|s|m|h)[a-z]*)/i.exec(text)?.[1] ??
      /"retryDelay": ?"([\d.]+s)"/.exec(text)?.[1],
  );
}

const unitMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `20s`, `1.5 seconds`, `6m0s`, `340ms`. */
function wordedMs(text: string | undefined): number | undefined {
  const parts = [...(text ?? "").matchAll(/(\d+(?:\.\d+)?) ?(ms|s|m|h)/gi)];
  if (parts.length === 0) return undefined;
  return Math.ceil(parts.reduce((sum, [, n, unit]) => sum + Number(n) * (unitMs[unit?.toLowerCase() ?? ""] ?? 0), 0));
}

function amount(text: string | null | undefined): number | undefined {
  if (!text || !/^\d+(\.\d+)?$/.test(text.trim())) return undefined;
  return Number(text);
}

/** Resolves early when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
