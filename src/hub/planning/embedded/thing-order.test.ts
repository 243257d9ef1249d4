/** Services in the order that was said, and what several clauses were about together. */
import { describe, expect, test } from "bun:test";
import { ask, shortly } from "./testing.ts";

const steps = async (text: string) => {
  const outcome = await ask(text);
  return outcome.kind === "plan" ? shortly(outcome.plan) : outcome;
};
const restart = (service: string) => `service.restart {"service":"${service}"} @web-1`;

describe("services of one list", () => {
  test.each([
    ["restart nginx and php on web-1, php first", ["php8.1-fpm", "nginx"]],
    ["restart nginx and php-fpm on web-1, but php first", ["php8.1-fpm", "nginx"]],
    ["restart nginx and php on web-1, starting with php", ["php8.1-fpm", "nginx"]],
    ["restart nginx and php on web-1, nginx last", ["php8.1-fpm", "nginx"]],
    ["restart php before nginx on web-1", ["php8.1-fpm", "nginx"]],
    ["restart nginx after php on web-1", ["php8.1-fpm", "nginx"]],
    ["restart nginx, php and cron on web-1, cron first", ["cron", "nginx", "php8.1-fpm"]],
    ["restart nginx and php on web-1", ["nginx", "php8.1-fpm"]],
  ])("go in the order that is said: %s", async (text, services) => {
    expect(await steps(text)).toEqual(services.map(restart));
  });
});

describe("a service that is named for the order alone", () => {
  const first = 'service.restart {"service":"redis-server"} @cache-1';
  test.each([
    ["restart nginx on web-1, redis first", [first, restart("nginx")]],
    ["restart nginx on web-1, redis last", [restart("nginx"), first]],
    ["restart nginx on web-1, starting with php", [restart("php8.1-fpm"), restart("nginx")]],
  ])("is done, too: %s", async (text, all) => {
    expect(await steps(text)).toEqual(all);
  });
});

describe("“it” behind the same on two machines", () => {
  test.each([
    ["stop api on app-1 and then on app-2, then start it again", 'container.start {"container":"api"} @app-1,app-2'],
    ["stop nginx on web-1 and then on web-2, then start it again", 'service.start {"service":"nginx"} @web-1,web-2'],
    ["stop nginx on web-1 and stop php on web-2, then start it again", 'service.start {"service":"php8.1-fpm"} @web-2'],
  ])("is on both: %s", async (text, last) => {
    const all = await steps(text);
    expect(Array.isArray(all) ? all.at(-1) : all).toBe(last);
  });
});
