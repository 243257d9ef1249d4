/** What people do between two other steps: the commands of a project, what failed once more, whatever holds a port, who has taken over. */
import { openWords } from "../intents/match.ts";
import { type Act, onRepository } from "../intents/repos.ts";
import { frame, type Frame } from "./frame.ts";
import { endOnPort } from "./process-more.ts";
import { command, read } from "./say.ts";

const programs: readonly (readonly [string, Act])[] = [
  [
    "composer install",
    { program: "composer", words: () => "install --no-interaction", does: "Install what composer names", reads: false },
  ],
  [
    "composer update",
    { program: "composer", words: () => "update --no-interaction", does: "Update what composer names", reads: false },
  ],
  ["npm (install|i)", { program: "npm", words: () => "install", does: "Install what npm names", reads: false }],
  ["npm ci", { program: "npm", words: () => "ci", does: "Install what npm has locked", reads: false }],
  ["npm run build", { program: "npm", words: () => "run build", does: "Build the project", reads: false }],
  ["npm test", { program: "npm", words: () => "test", does: "Test the project", reads: false }],
  ["yarn [install]", { program: "yarn", words: () => "install", does: "Install what yarn names", reads: false }],
  [
    "pip install -r requirements.txt",
    { program: "pip", words: () => "install -r requirements.txt", does: "Install what pip names", reads: false },
  ],
  ["bundle [install]", { program: "bundle", words: () => "install", does: "Install what bundler names", reads: false }],
  ["cargo build", { program: "cargo", words: () => "build --release", does: "Build the project", reads: false }],
  ["go build", { program: "go", words: () => "build ./...", does: "Build the project", reads: false }],
  [
    "php artisan migrate|artisan migrate",
    {
      program: "php",
      words: () => "artisan migrate --force",
      does: "Migrate the database of the project",
      reads: false,
    },
  ],
];
const where = "(in|inside|within|for|of|the|repo|repository|project|checkout|folder|directory|code)";

export const stepFrames = (): Frame[] => [
  ...programs.flatMap(([said, act]) =>
    ["{path}", "{word}"].map((what) =>
      frame([`[run|do|execute|start|then] (${said})`, what], (match) => onRepository(act, match, openWords(match)), {
        may: [where],
      }),
    ),
  ),
  ...["{path}", "{word}"].map((what) =>
    frame(
      [
        "(bring|start|take|get|put) [the] (compose stack|compose project|docker compose stack|docker stack|stack|compose services|compose file) [back] up",
        what,
      ],
      (match) =>
        onRepository(
          { program: "docker compose", words: () => "up -d", does: "Bring the project up", reads: false },
          match,
          openWords(match),
        ),
      { may: [where, "(again|back)"] },
    ),
  ),
  ...["{path}", "{word}"].map((what) =>
    frame(
      [
        "(bring|take|tear|shut|stop|put) [the|whole|entire] (compose stack|compose project|docker compose stack|docker compose project|docker stack|stack|compose services|project) [back] [down]|(bring down|take down|tear down|shut down|stop|down) [the|whole|entire] (compose stack|compose project|docker compose stack|docker compose project|docker stack|stack|compose services|project)",
        what,
      ],
      (match) =>
        onRepository(
          { program: "docker compose", words: () => "down", does: "Take the project down", reads: false },
          match,
          openWords(match),
        ),
      // Its volumes stay unless they are named.
      {
        may: [
          where,
          "(whole|entire|complete)",
          "(keep|keeping|but keep|leave|and keep) [the|its|all] (volumes|volume|data|images)",
        ],
      },
    ),
  ),
  frame(
    ["(restart|start|reset)", "(failed|failing|broken|dead)", "(services|units|service|unit)"],
    () =>
      command({
        command: ({ facts }) =>
          facts.init === "systemd"
            ? "systemctl --failed --plain --no-legend | awk '{ print $1 }' | xargs -r systemctl restart"
            : undefined,
        does: "Restart the services that have failed",
        reads: false,
        needs: "systemd",
      }),
    { may: ["(all|every|the)"] },
  ),
  frame(
    [
      "(kill|stop|end|terminate)",
      "(whatever|process|program|what|thing)",
      "port {n}",
      "[(listens|listening|is listening|runs|is|sits|blocks|uses|holds|occupies)] [on]",
    ],
    endOnPort,
    { may: ["(is|on|the|listens|listening|that)"] },
  ),
  frame(
    [
      "(taken over|took over|takes over|has the vip|holds the vip|has vip|has virtual ip|holds virtual ip|is master now|is master|is active now)",
    ],
    () => read("network.interfaces", {}),
    {
      reads: true,
      may: ["(verify|confirm|check|whether|that|has|have|the|virtual ip|vip|now|address|properly|really)", "{t}"],
    },
  ),
];
