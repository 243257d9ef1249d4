/** How long ago something was, for lists. */

/** `now`, `42 s ago`, `5 min ago`, `3 h ago`, `12 d ago`; what lies ahead is `in …`. */
export function ageText(iso: string, nowMs: number): string {
  const ms = nowMs - Date.parse(iso);
  const size = Math.abs(ms);
  if (Number.isNaN(ms)) return "";
  if (size < 1_500) return "now";
  const text =
    size < 90_000
      ? `${Math.round(size / 1_000)} s`
      : size < 5_400_000
        ? `${Math.round(size / 60_000)} min`
        : size < 129_600_000
          ? `${Math.round(size / 3_600_000)} h`
          : `${Math.round(size / 86_400_000)} d`;
  return ms < 0 ? `in ${text}` : `${text} ago`;
}
