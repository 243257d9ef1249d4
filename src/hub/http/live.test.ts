import { afterEach, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import { AppError } from "../../domain/error.ts";
import { silentLog } from "../../lib/log.ts";
import { ensureAdmin } from "../accounts/admin.ts";
import { makeLive, type Live, type LiveView } from "./live.ts";
import { startWeb, type Web } from "./testing/web.ts";

let web: Web | undefined;
let live: Live | undefined;
afterEach(async () => {
  live?.close();
  await web?.close();
});

/** A hub with one live view `things`, and what it has drawn so far. */
async function start(render: LiveView["render"]) {
  const drawn: string[] = [];
  web = await startWeb({
    more: ({ http, accounts }) => {
      live = makeLive({ callerOf: http.callerOf, validate: accounts.identity.validate, log: silentLog });
      live.view("things", {
        render: (id, viewer) => {
          drawn.push(`${id} ${viewer.role}`);
          return render(id, viewer);
        },
      });
      http.route("GET /events", live.events);
    },
  });
  if (live === undefined) throw new Error("not started");
  return { web, live, drawn };
}

/** A page as hx-sse reads it: messages as they come. */
async function page(
  hub: Web,
  { who = "anna", view = "things:1", lastId }: { who?: string; view?: string; lastId?: string } = {},
) {
  const browser = await hub.browser(who);
  const stop = new AbortController();
  const answer = await hub.call(`/events?view=${encodeURIComponent(view)}`, {
    headers: { ...browser, ...(lastId === undefined ? {} : { "last-event-id": lastId }) },
    signal: stop.signal,
  });
  const messages: { id: string; event: string; data: string; atMs: number }[] = [];
  let ended = false;
  const read = async () => {
    let text = "";
    for await (const chunk of answer.body ?? []) {
      text += new TextDecoder().decode(chunk);
      const whole = text.split("\n\n");
      text = whole.pop() ?? "";
      for (const message of whole.filter((each) => !each.startsWith(":"))) {
        const field = (name: string) =>
          message
            .split("\n")
            .filter((line) => line.startsWith(`${name}: `))
            .map((line) => line.slice(name.length + 2))
            .join("\n");
        messages.push({ id: field("id"), event: field("event"), data: field("data"), atMs: performance.now() });
      }
    }
  };
  const reading = read().then(
    () => (ended = true),
    () => (ended = true),
  );
  const until = async (count: number, ms = 3_000) => {
    const endMs = performance.now() + ms;
    while (messages.length < count && performance.now() < endMs) await Bun.sleep(5);
    return messages;
  };
  return { answer, browser, messages, until, stop: () => stop.abort(), reading, ended: () => ended };
}

describe("a live page", () => {
  test("gets the whole view first, then only what differs", async () => {
    let n = 0;
    const hub = await start((id) => [
      { target: "#a", html: `<p id="a">${id}</p>` },
      { target: "#b", html: `<p id="b">${n}\nline</p>` },
    ]);
    const anna = await page(hub.web);
    expect(anna.answer.headers.get("content-type")).toContain("text/event-stream");
    await anna.until(1);
    expect(anna.messages[0]?.data).toBe(
      '<hx-partial hx-target="#a" hx-swap="outerMorph"><p id="a">1</p></hx-partial><hx-partial hx-target="#b" hx-swap="outerMorph"><p id="b">0\nline</p></hx-partial>',
    );
    n = 1;
    hub.live.changed("things", "1", 7);
    await anna.until(2);
    expect(anna.messages[1]?.data).toBe(
      '<hx-partial hx-target="#b" hx-swap="outerMorph"><p id="b">1\nline</p></hx-partial>',
    );
    expect(anna.messages[1]?.id).toStartWith("7.");
  });

  test("hears nothing of other things", async () => {
    const hub = await start(() => [{ target: "#a", html: `<p id="a">${Math.random()}</p>` }]);
    const anna = await page(hub.web);
    await anna.until(1);
    hub.live.changed("things", "2");
    hub.live.changed("others", "1");
    await Bun.sleep(250);
    expect(anna.messages.length).toBe(1);
  });

  test("sees the first change at once and the next ones together", async () => {
    let n = 0;
    const hub = await start(() => [{ target: "#a", html: `<p id="a">${n}</p>` }]);
    const anna = await page(hub.web);
    await anna.until(1);
    await Bun.sleep(200);
    const startedMs = performance.now();
    for (n = 1; n <= 50; n++) {
      hub.live.changed("things", "1");
      await Bun.sleep(2);
    }
    await Bun.sleep(400);
    const later = anna.messages.slice(1);
    expect((later[0]?.atMs ?? Infinity) - startedMs).toBeLessThan(60);
    expect(later.length).toBeLessThanOrEqual(4);
    expect(later.at(-1)?.data).toContain(">51<");
  });

  test("shares one rendering with others of its role", async () => {
    let n = 0;
    const hub = await start(() => [{ target: "#a", html: `<p id="a">${n}</p>` }]);
    await hub.web.addPerson("vera", "viewer");
    const pages = await Promise.all([page(hub.web), page(hub.web), page(hub.web), page(hub.web, { who: "vera" })]);
    await Promise.all(pages.map((each) => each.until(1)));
    hub.drawn.length = 0;
    n = 1;
    hub.live.changed("things", "1");
    await Promise.all(pages.map((each) => each.until(2)));
    expect(hub.drawn.toSorted((a, b) => a.localeCompare(b))).toEqual(["1 admin", "1 viewer"]);
  });

  test("that comes back gets everything, or nothing if it missed nothing", async () => {
    let n = 0;
    const hub = await start(() => [{ target: "#a", html: `<p id="a">${n}</p>` }]);
    const anna = await page(hub.web);
    const [first] = await anna.until(1);
    anna.stop();
    const same = await page(hub.web, { lastId: first?.id ?? "" });
    await Bun.sleep(150);
    expect(same.messages).toEqual([]);
    same.stop();
    n = 1;
    hub.live.changed("things", "1", 9);
    const again = await page(hub.web, { lastId: first?.id ?? "" });
    expect((await again.until(1))[0]?.data).toContain(">1<");
  });

  test("takes a view that is one element of its own partials", async () => {
    const hub = await start(() => "<hx-partial>whole</hx-partial>");
    const anna = await page(hub.web);
    expect((await anna.until(1))[0]?.data).toBe("<hx-partial>whole</hx-partial>");
  });

  test("of nothing is not there", async () => {
    const hub = await start(() => {
      throw new AppError("not_found", "There is no such thing.");
    });
    const anna = await page(hub.web);
    expect([anna.answer.status, (await page(hub.web, { view: "nothing" })).answer.status]).toEqual([404, 404]);
    expect(hub.live.count()).toBe(0);
  });

  test("leaves nothing behind when it closes", async () => {
    const hub = await start(() => [{ target: "#a", html: "x" }]);
    const anna = await page(hub.web);
    await anna.until(1);
    expect(hub.live.count()).toBe(1);
    anna.stop();
    for (let n = 0; n < 100 && hub.live.count() > 0; n++) await Bun.sleep(10);
    expect(hub.live.count()).toBe(0);
  });

  test("survives a rendering that fails", async () => {
    let broken = false;
    let n = 0;
    const hub = await start(() => {
      if (broken) throw new Error("a bug");
      return [{ target: "#a", html: String(n) }];
    });
    const anna = await page(hub.web);
    await anna.until(1);
    broken = true;
    hub.live.changed("things", "1");
    await Bun.sleep(200);
    broken = false;
    n = 1;
    hub.live.changed("things", "1");
    expect((await anna.until(2)).length).toBe(2);
  });
});

describe("a live page of someone", () => {
  const within5s = async (ended: () => boolean) => {
    const startedMs = performance.now();
    while (!ended() && performance.now() - startedMs < 5_000) await Bun.sleep(20);
    return ended();
  };

  test("who signs out closes within 5 s, and loads again", async () => {
    const hub = await start(() => [{ target: "#a", html: "x" }]);
    const anna = await page(hub.web);
    await anna.until(1);
    await hub.web.call("/api/auth/logout", { method: "POST", headers: anna.browser });
    expect(await within5s(anna.ended)).toBe(true);
    expect(anna.messages.at(-1)?.event).toBe("reload");
  });

  test("whose password was changed closes within 5 s", async () => {
    const hub = await start(() => [{ target: "#a", html: "x" }]);
    const anna = await page(hub.web);
    await anna.until(1);
    await ensureAdmin(hub.web.accounts, { username: "anna", password: "another one" });
    expect(await within5s(anna.ended)).toBe(true);
  });

  test("whose role was changed closes within 5 s", async () => {
    const hub = await start(() => [{ target: "#a", html: "x" }]);
    const bert = await hub.web.addPerson("bert", "operator");
    const his = await page(hub.web, { who: "bert" });
    await his.until(1);
    await hub.web.db.commit({ do: [hub.web.accounts.store.changePerson(bert.id, { role: "viewer" })] });
    expect(await within5s(his.ended)).toBe(true);
  });
});

describe("a page that reads slowly", () => {
  test("skips what it missed and ends with the newest", async () => {
    let n = 0;
    const last = 30;
    const big = "x".repeat(1_000_000);
    const hub = await start(() => [{ target: "#a", html: `<p id="a">${n} ${big}</p>` }]);
    const { cookie } = await hub.web.browser();
    const socket = connect(hub.web.port, "127.0.0.1");
    let got = "";
    socket.write(`GET /events?view=things:1 HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`);
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    const before = process.memoryUsage.rss();
    for (n = 1; n < last; n++) {
      hub.live.changed("things", "1");
      await Bun.sleep(155);
    }
    hub.live.changed("things", "1");
    await Bun.sleep(200);
    expect(process.memoryUsage.rss() - before).toBeLessThan(last * big.length);
    socket.on("data", (chunk) => (got += chunk.toString()));
    socket.resume();
    for (let tries = 0; tries < 200 && !got.includes(`<p id="a">${last} `); tries++) await Bun.sleep(20);
    socket.destroy();
    const seen = [...got.matchAll(/<p id="a">(\d+) /g)].map(([, number]) => Number(number));
    expect(seen.at(-1)).toBe(last);
    expect(seen.length).toBeLessThan(last / 2);
  }, 20_000);
});
