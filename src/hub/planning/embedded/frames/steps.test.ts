/** What is done between two other steps. */
import { describe, expect, test } from "bun:test";
import { ask, fleet as small, shortly } from "../testing.ts";

const fleet = small.map((machine) =>
  machine.name === "app-1" || machine.name === "web-3"
    ? {
        ...machine,
        facts: { ...machine.facts, repositories: [machine.name === "app-1" ? "/opt/shop-api" : "/srv/shop"] },
      }
    : machine,
);

describe("a step between two others", () => {
  test.each<[string, string[]]>([
    [
      "pull shop on web-3, run composer install in it and restart nginx",
      [
        'git.pull {"path":"/srv/shop"} @web-3',
        'shell.run {"command":"cd /srv/shop && composer install --no-interaction"} @web-3',
        'service.restart {"service":"nginx"} @web-3',
      ],
    ],
    [
      "pull shop-api on app-1, bring the compose stack up again and show me the api logs",
      [
        'git.pull {"path":"/opt/shop-api"} @app-1',
        'shell.run {"command":"cd /opt/shop-api && docker compose up -d"} @app-1',
        'container.logs {"container":"api","lines":50} @app-1',
      ],
    ],
    [
      "see which process blocks port 80 on web-2, stop it and start nginx",
      ['shell.run {"command":"fuser -k 80/tcp"} @web-2', 'service.start {"service":"nginx"} @web-2'],
    ],
    [
      "stop keepalived on lb-1, verify that lb-2 has taken over, then reboot lb-1",
      ['service.stop {"service":"keepalived"} @lb-1', "network.interfaces {} @lb-2", "system.reboot {} @lb-1"],
    ],
  ])("%s", async (text, expected) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "plan" ? shortly(outcome.plan) : outcome).toEqual(expected);
  });
});
