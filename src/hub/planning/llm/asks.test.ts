/** What counts as an order of a person, and what only speaks of one. */
import { describe, expect, test } from "bun:test";
import { isAsked } from "./asks.ts";

describe("an order", () => {
  test.each([
    ["restart nginx on web-1", "service.restart"],
    ["Please restart nginx on web-1.", "service.restart"],
    ["can you restart nginx on web-1?", "service.restart"],
    ["could you please bounce nginx", "service.restart"],
    ["on web-1: restart nginx", "service.restart"],
    ["web-1: stop redis", "service.stop"],
    ["for all web servers, reload nginx", "service.reload"],
    ["check whether nginx is running and start it where it is down", "service.start"],
    ["is nginx running on web-1? If not, start it.", "service.start"],
    ["is nginx up, and if not, start it", "service.start"],
    ["I want nginx restarted on web-1", "service.restart"],
    ["nginx needs to be restarted on web-1", "service.restart"],
    ["I need you to install htop on web-1", "package.install"],
    ["get rid of the package telnet on web-1", "package.remove"],
    ["run the clean-up on web-1", "shell.run"],
    ["starte nginx auf web-1 neu", "service.restart"],
    ["bitte nginx auf web-1 neu starten", "service.restart"],
    ["reinicia nginx en web-1", "service.restart"],
    ["重启 web-1 上的 nginx", "service.restart"],
    ["add the user bob on web-1", "user.add"],
    ["turn off apache on web-1", "service.stop"],
    ["delete files older than a week in /tmp on web-1", "file.delete"],
    ["open port 443 on web-1", "firewall.apply"],
  ])("is “%s” for %s", (text, tool) => {
    expect(isAsked([text], tool)).toBe(true);
  });
});

describe("no order", () => {
  test.each([
    ["is nginx running on web-1?", "service.restart"],
    ["is nginx running on web-1?", "shell.run"],
    ["why was nginx restarted on web-1?", "service.restart"],
    ["did nginx restart last night?", "service.restart"],
    ["what happens if I restart nginx on web-1?", "service.restart"],
    ["should I restart nginx on web-1?", "service.restart"],
    ["can nginx be stopped on web-1 without harm?", "service.stop"],
    ["how do I install htop on web-1?", "package.install"],
    ["why does nginx start and stop all the time?", "service.stop"],
    ["is nginx set to start on boot?", "service.enable"],
    ["nginx was stopped on web-1", "service.start"],
    ["nginx stopped on web-1", "service.stop"],
    ["nginx keeps restarting on web-1", "service.restart"],
    ["nginx does not start on web-1", "service.start"],
    ["since the update web-1 is slow", "package.update"],
    ["restart loops on web-1", "service.restart"],
    ["open ports on web-1", "firewall.apply"],
    ["are there updates to install on web-1?", "package.install"],
    ["which services are enabled on web-1", "service.enable"],
    ["fix nginx on web-1", "service.restart"],
    ["run a check of nginx on web-1", "service.restart"],
    ["warum startet nginx neu?", "service.restart"],
    ["nginx 启动了吗", "service.start"],
    ["the site is slow, started yesterday", "service.start"],
  ])("is “%s” for %s", (text, tool) => {
    expect(isAsked([text], tool)).toBe(false);
  });
});
