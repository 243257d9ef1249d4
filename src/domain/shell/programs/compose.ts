/** docker compose and podman-compose. */
import { critical, high, low, medium, type Programs, type Rule } from "../rule.ts";
import { look, lookFlags, lookValues, logs } from "./containers.ts";

const composeUp: Rule = {
  is: medium(3, "starts the services of a file"),
  flags:
    "-d --detach --build --force-recreate --no-recreate --no-build --no-deps --no-start --wait --quiet-pull --abort-on-container-exit --always-recreate-deps --attach-dependencies --no-color --no-log-prefix --timestamps -y --yes --watch -w --menu",
  values: "--scale -t --timeout --pull --exit-code-from --attach --no-attach --wait-timeout",
  opts: {
    "--remove-orphans": high(3, "deletes containers that the file no longer lists"),
    "-V --renew-anon-volumes": critical(3, "deletes volumes with their data"),
  },
};
export const composeRule: Rule = {
  reach: "daemon",
  flags: "--verbose --compatibility --all-resources --dry-run --no-ansi",
  values: "-p --project-name --profile --progress --ansi --parallel",
  opts: {
    "-f --file --env-file": "read",
    "--project-directory": "list",
    "-H --host": { value: "needs", is: medium(3, "asks another daemon than the machine's own") },
  },
  dry: "--dry-run",
  sub: {
    "ps ls images top port version stats volumes": {
      ...look,
      flags: `${lookFlags} --services --orphans`,
      values: `${lookValues} --status --index --protocol`,
    },
    logs,
    events: { flags: "--json", values: "--since --until" },
    "config convert": {
      flags:
        "-q --quiet --services --volumes --images --profiles --hash --no-interpolate --no-normalize --no-path-resolution --resolve-image-digests --environment --variables --networks",
      values: "--format",
      opts: { "-o --output": "write" },
    },
    up: composeUp,
    create: { ...composeUp, is: medium(3, "makes the containers of a file") },
    "start restart unpause": {
      is: medium(3, "starts or restarts services"),
      flags: "--no-deps --wait",
      values: "-t --timeout",
    },
    "stop pause": { is: high(3, "stops services"), values: "-t --timeout" },
    kill: { is: high(3, "ends services at once"), flags: "--remove-orphans", values: "-s --signal" },
    down: {
      is: high(3, "stops and deletes the containers of a file"),
      flags: "--remove-orphans",
      values: "-t --timeout --rmi",
      opts: { "-v --volumes": critical(3, "deletes volumes with their data") },
    },
    rm: {
      is: high(3, "deletes containers"),
      flags: "-f --force -s --stop -a",
      opts: { "-v --volumes": critical(3, "deletes volumes with their data") },
    },
    pull: {
      is: medium(3, "fetches images"),
      flags: "-q --quiet --ignore-pull-failures --include-deps --ignore-buildable --no-parallel",
      values: "--policy",
    },
    push: high(3, "sends images to a registry"),
    build: {
      is: medium(3, "builds images"),
      flags: "--no-cache --pull -q --quiet --with-dependencies --force-rm --compress --check --print",
      values: "--build-arg --progress -m --memory --ssh --builder",
      opts: { "--push": high(3, "sends images to a registry") },
    },
    exec: {
      is: low(3),
      flags: "-d --detach -T --no-TTY -i -t -it --interactive --tty --no-tty",
      values: "-e --env -u --user -w --workdir --index",
      opts: { "--privileged": critical(4, "runs with all rights of the host") },
      inner: { from: 1, as: "container", missing: high(3, "opens a shell in a container") },
    },
    run: {
      is: medium(3, "starts a container"),
      flags:
        "-d --detach --rm -T --no-TTY -i --no-deps --service-ports -P --build -q --use-aliases --quiet-pull --remove-orphans",
      values: "-e --env -u --user -w --workdir --name -p --publish --entrypoint -l --label --pull",
      opts: {
        "-v --volume": { value: "needs", is: high(3, "gives a container a directory of the machine") },
        "--cap-add": { value: "needs", is: critical(4, "gives a container rights of the host") },
      },
      inner: { from: 1, as: "container" },
    },
    "scale attach watch wait cp commit": medium(3, "changes services"),
  },
};

export const compose: Programs = { "docker-compose podman-compose": composeRule };
