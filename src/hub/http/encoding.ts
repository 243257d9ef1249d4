/** Which compression an answer takes: the best that the client says it understands. */

export type Encoding = "zstd" | "br" | "gzip";

/** The first of `offered` that `Accept-Encoding` takes; none where the header is absent or refuses them. */
export function chooseEncoding<E extends Encoding>(
  header: string | null | undefined,
  offered: readonly E[],
): E | undefined {
  const quality = new Map(
    (header ?? "").split(",").map((part) => {
      const [name = "", ...rest] = part.trim().toLowerCase().split(";");
      const q = rest.map((each) => each.trim()).find((each) => each.startsWith("q="));
      return [name.trim(), q === undefined ? 1 : Number(q.slice(2))];
    }),
  );
  return offered.find((name) => (quality.get(name) ?? 0) > 0);
}
