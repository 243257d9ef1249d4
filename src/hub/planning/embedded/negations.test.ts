/** Whatever is said around it: a request that is forbidden, taken back, told of or only asked about changes nothing. */
import { describe, expect, test } from "bun:test";
import { onlyLooks } from "../../../tools/assess.ts";
import { ask } from "./testing.ts";

const requests = [
  "restart nginx on web-1",
  "stop nginx on web-2",
  "reboot web-3",
  "install htop on web-1",
  "delete /tmp/core.4711 on web-1",
  "kill pid 4242 on web-1",
  "nginx on web-1 died, get it going again",
  "reload haproxy on lb-1, the new cert is in place",
  "if nginx is down on web-1 start it",
  "create a zfs dataset tank/timemachine with a 2T quota on web-1",
  "change the timezone of web-1 to Europe/Berlin",
  "upgrade all packages on lb-1",
  "set worker_connections to 2048 in /etc/nginx/nginx.conf on web-1",
];
const forms: readonly ((request: string) => string)[] = [
  (said) => `do not ${said}`,
  (said) => `please don't ${said}`,
  (said) => `never ${said}`,
  (said) => `under no circumstances ${said}`,
  (said) => `I don't want you to ${said}`,
  (said) => `${said} - no wait, don't`,
  (said) => `${said}, but don't actually do it`,
  (said) => `don't you dare ${said}`,
  (said) => `you must not ${said}`,
  (said) => `what would happen if I said: ${said}`,
  (said) => `should I ${said}?`,
  (said) => `my boss said we should not ${said}`,
  (said) => `how do I ${said}`,
  (said) => `why did you ${said}`,
  (said) => `who told you to ${said}`,
  (said) => `cancel this: ${said}`,
  (said) => `instead of "${said}" do nothing`,
  (said) => `${said}? no.`,
  (said) => `nobody should ${said}`,
  (said) => `it would be bad to ${said}`,
  (said) => `I already did: ${said}`,
  (said) => `is it safe to ${said}?`,
  (said) => `yesterday somebody tried to ${said}`,
  (said) => `avoid this: ${said}`,
];

describe("a request", () => {
  test.each(requests)("“%s” changes something as it is", async (said) => {
    const outcome = await ask(said);
    expect(outcome.kind === "plan" && outcome.plan.steps.every(onlyLooks)).toBe(false);
    expect(outcome.kind).toBe("plan");
  });

  for (const form of forms)
    test(`said as “${form("…")}” changes nothing`, async () => {
      for (const said of requests) {
        const outcome = await ask(form(said));
        expect(outcome.kind !== "plan" || outcome.plan.steps.every(onlyLooks), form(said)).toBe(true);
      }
    });
});
