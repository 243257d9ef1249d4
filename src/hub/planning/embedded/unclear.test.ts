/** What really has several meanings is asked; what has one, or none that can be read, is not. */
import { describe, expect, test } from "bun:test";
import { ask } from "./testing.ts";

describe("what lacks what it is about", () => {
  test.each([
    "give me the config file",
    "reset the password",
    "restore the backup from yesterday",
    "restore the snapshot",
    "copy the config over",
    "set the limit higher",
    "change the port to 8081",
    "remove the old one",
    "turn the firewall off",
    "shut down the container",
    "mount the share",
    "disable the account",
    "stop the backup",
    "undo the change from yesterday",
    "roll back to the previous version",
    "free up memory",
    "check the database",
    "restart docker on app",
    "restart redis only when nobody is using it",
  ])("is asked: %s", async (text) => expect((await ask(text)).kind).toBe("clarify"));

  test("with the machines that fit", async () => {
    const outcome = await ask("restart docker on app");
    expect(outcome.kind === "clarify" && outcome.options.map(({ label }) => label).slice(0, 2)).toEqual([
      "app-1",
      "app-2",
    ]);
  });
});

describe("what is clear, or is not understood beside other words,", () => {
  test.each([
    "look which container eats the most memory on app-2 and restart that one",
    "restart nginx on web-1 if the build is green",
    "stop! do not restart web-3",
    "in case vsftpd has no active sessions, restart it",
    "check the nginx config on web-1, frobnicate it and reload it",
    "if the tide is high, restart it",
  ])("is no question: %s", async (text) => expect((await ask(text)).kind).not.toBe("clarify"));
});
