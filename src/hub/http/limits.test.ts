import { describe, expect, test } from "bun:test";
import { limit } from "./limits.ts";

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
