import { describe, expect, test } from "bun:test";
import { backoff, limit, TooMany } from "./limits.ts";

const refusal = (tried: Promise<void>): Promise<unknown> => tried.catch((thrown: unknown) => thrown);

describe("a limit", () => {
  test("refuses one try too many and says how long to wait", async () => {
    const logins = limit({ tries: 3, windowMs: 60_000, what: "logins" });
    for (let n = 0; n < 3; n++) await logins.take("a");
    expect(await refusal(logins.take("a"))).toMatchObject({
      code: "too_many_requests",
      detail: "There were too many logins.",
      retryAfterS: 60,
    });
  });

  test("counts keys apart", async () => {
    const logins = limit({ tries: 1, windowMs: 60_000, what: "logins" });
    await logins.take("a");
    await logins.take("b");
    expect(await refusal(logins.check("a"))).toMatchObject({ code: "too_many_requests" });
  });

  test("does not count a try that was given back", async () => {
    const logins = limit({ tries: 1, windowMs: 60_000, what: "logins" });
    await logins.take("a");
    await logins.giveBack("a");
    await logins.take("a");
    expect(await refusal(logins.take("a"))).toMatchObject({ code: "too_many_requests" });
  });

  test("forgets after a success", async () => {
    const logins = limit({ tries: 1, windowMs: 60_000, what: "logins" });
    await logins.take("a");
    await logins.forget("a");
    await logins.take("a");
  });

  test("lets go after its window", async () => {
    const logins = limit({ tries: 1, windowMs: 1_000, what: "logins" });
    await logins.take("a");
    await Bun.sleep(1_050);
    await logins.take("a");
  });
});

describe("a back-off", () => {
  const start = () => {
    let nowMs = 0;
    const tries = backoff({
      free: 2,
      firstMs: 1_000,
      mostMs: 4_000,
      forgetMs: 60_000,
      what: "tries",
      clock: () => nowMs,
    });
    return { tries, later: (ms: number) => void (nowMs += ms) };
  };
  const waits = async (tried: Promise<void>): Promise<number> => {
    const refused = await refusal(tried);
    return refused instanceof TooMany ? refused.retryAfterS : 0;
  };

  test("waits longer after each try, up to its most, and does not count what it refuses", async () => {
    const { tries, later } = start();
    await tries.take("a");
    await tries.take("a");
    const seen: number[] = [];
    for (let n = 0; n < 5; n++) {
      seen.push(await waits(tries.take("a")));
      expect(await waits(tries.take("a"))).toBe(seen.at(-1) ?? 0);
      later((seen.at(-1) ?? 0) * 1_000);
      await tries.take("a");
    }
    expect(seen).toEqual([1, 2, 4, 4, 4]);
  });

  test("lets two of many at once through", async () => {
    const { tries } = start();
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => tries.take("a")));
    expect(all.filter(({ status }) => status === "fulfilled").length).toBe(2);
  });

  test("forgets after a success, and after a quiet while", async () => {
    for (const end of ["success", "quiet"]) {
      const { tries, later } = start();
      await tries.take("a");
      await tries.take("a");
      expect(await waits(tries.check("a"))).toBe(1);
      if (end === "success") await tries.forget("a");
      else later(60_000);
      await tries.take("a");
      await tries.take("a");
      expect(await waits(tries.check("a"))).toBe(1);
    }
  });

  test("counts keys apart", async () => {
    const { tries } = start();
    await tries.take("a");
    await tries.take("a");
    await tries.take("b");
    expect([await waits(tries.check("a")), await waits(tries.check("b"))]).toEqual([1, 0]);
  });
});
