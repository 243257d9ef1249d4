/** Sizes for people: binary units as `df -h` prints them, with one decimal. */

const units = ["K", "M", "G", "T", "P", "E"] as const;

/** `512B`, `4.0K`, `251.9G`. */
export function bytesText(bytes: number): string {
  if (bytes < 1_024) return `${Math.max(0, Math.round(bytes))}B`;
  let size = bytes;
  let unit: string = "B";
  for (const next of units) {
    // 1023.95 would be printed as 1024.0, which is one of the next unit.
    if (size < 1_023.95) break;
    size /= 1_024;
    unit = next;
  }
  return `${size.toFixed(1)}${unit}`;
}
