/** A healthy machine: whoever asks how it is, in whatever words and of whichever planner, changes nothing. */
import { afterEach, describe, expect, test } from "bun:test";
import { scripted, type Line } from "../../src/hub/planning/llm/testing/scripted.ts";
import { openPlace, understood, type Place } from "./place.ts";

let place: Place | undefined;
afterEach(() => place?.close());

const requests = [
  "check nginx",
  "check nginx on web-1",
  "is nginx running on web-1?",
  "is nginx up?",
  "check if nginx is running on web-2",
  "please check whether nginx is ok on web-3",
  "nginx status",
  "show the status of nginx on web-1",
  "what is the status of nginx on all servers?",
  "how is nginx doing on web-1?",
  "could you have a look at nginx on web-1?",
  "can you check nginx on web-1 please",
  "check the nginx service on web-2",
  "show nginx logs on web-1",
  "show me the last 20 log lines of nginx on web-1",
  "are there errors in the nginx log on web-1?",
  "restart nginx on web-1 if it is not running",
  "start nginx on web-1 if it is down",
  "CHECK NGINX ON WEB-1",
  "chek nginx on web-1",
  "make sure nginx is running on web-1",
] as const;

/** Only what was asked about is asked first: a guarded change waits for a person and then does nothing. */
const asksFirst = /restart|start|make sure/;

describe("a healthy machine", () => {
  test.each(requests)("is not changed by “%s”", async (request) => {
    place = await openPlace({ model: undefined, setting: "embedded" });
    const { view } = await place.ask(request);
    expect(place.changes()).toEqual([]);
    expect(understood(view)).toBeString();
    if (!asksFirst.test(request)) expect(view.state).not.toBe("needs_approval");
  });

  test.each(requests)("is not changed by a model that is asked “%s” and looks", async (request) => {
    const name = /web-\d/i.exec(request)?.[0].toLowerCase() ?? "web-1";
    const lines: Line[] = [
      { calls: [["service_status", { service: "nginx", machines: [name] }]] },
      `${name}: nginx is active (running), pid 812. Nothing has to be changed.`,
    ];
    place = await openPlace({ model: scripted(lines).model });
    const { view } = await place.ask(request);
    expect(place.changes()).toEqual([]);
    expect(view).toMatchObject({ state: "succeeded", summary: { headline: lines[1] } });
  });
});
