/** What docker, podman and compose do to containers: the parts that their rules share. */
import { critical, high, low, medium, type Call, type Rule, type Say } from "../rule.ts";

export const lookFlags =
  "-a --all -q --quiet --no-trunc -s --size -l --latest --digests --tree --external --ns --pod --noheading --no-stream --no-reset --sync --human -H --verbose -v --resolve-image-names --wide";
export const lookValues = "-f --filter --format -n --last --sort --limit --type -w --watch --scope --orchestrator";
export const look: Rule = { flags: lookFlags, values: lookValues };
export const logs: Rule = {
  flags: "-f --follow -t --timestamps --details -l --latest --names -n --color --no-color --no-log-prefix --tail-all",
  values: "--since --until --tail -n --index",
};

/** What a new container may do to its host. */
const privileges: Rule["opts"] = {
  "--privileged": critical(4, "starts a container with all rights of the host"),
  "--cap-add": { value: "needs", is: critical(4, "gives a container rights of the host") },
  "--security-opt": { value: "needs", is: high(4, "changes what confines a container") },
  "--device --device-cgroup-rule --gpus": { value: "needs", is: high(4, "gives a container a device of the host") },
  "--pid --ipc --uts --userns --cgroupns --cgroup-parent": {
    value: "needs",
    is: high(4, "opens a namespace to a container"),
  },
  "--oom-kill-disable": high(3, "keeps the kernel from ending it"),
  "--env-file --label-file": "read",
  "--cidfile --pidfile --iidfile": "write",
};
const makeFlags =
  "-d --detach -i --interactive -t --tty --rm --init --no-healthcheck -P --publish-all -q --quiet --read-only --sig-proxy --replace --disable-content-trust --tls-verify --no-hosts";
const makeValues =
  "--name -p --publish -e --env -w --workdir -u --user -h --hostname --network --net --network-alias --ip --ip6 --link --dns --dns-search --dns-option --add-host --restart -m --memory --memory-swap --memory-reservation --memory-swappiness --cpus --cpu-shares -c --cpuset-cpus --cpuset-mems --cpu-quota --cpu-period --pids-limit --ulimit --shm-size --tmpfs --label -l --entrypoint --health-cmd --health-interval --health-retries --health-timeout --health-start-period --log-driver --log-opt --platform --pull --stop-signal --stop-timeout --expose --annotation --group-add --blkio-weight --isolation --mac-address --runtime --volume-driver --volumes-from --storage-opt --sysctl --attach -a --detach-keys --domainname --oom-score-adj --pod --arch --os --tz --timeout";
const make: Rule = {
  is: medium(3, "starts a container"),
  flags: makeFlags,
  values: `${makeValues} -v --volume --mount`,
  opts: privileges,
  stopAtOperand: true,
  args: "text",
  judge: mounts,
};

/** Paths of the host that a container gets: everything below the whole system is out of its cage. */
function mounts(call: Call, say: Say): void {
  for (const value of call.valuesOf("-v --volume")) host(value.text.split(":")[0] ?? "", value.text.endsWith(":ro"));
  for (const value of call.valuesOf("--mount")) {
    const found = /(?:^|,)(?:source|src)=([^,]*)/.exec(value.text);
    if (found) host(found[1] ?? "", /(?:^|,)(?:readonly|ro)(?:,|=true|$)/.test(value.text));
  }
  for (const value of call.valuesOf("--network --net"))
    if (value.text === "host") say.risk(high(3, "gives a container the machine's own network"), value);
  for (const value of call.valuesOf("--pid --ipc --uts --userns"))
    if (value.text === "host") say.risk(critical(4, "puts a container into the machine's own namespaces"), value);

  function host(path: string, readOnly: boolean): void {
    const span = [...call.valuesOf("-v --volume"), ...call.valuesOf("--mount")].find(({ text }) => text.includes(path));
    if (!/^[/~.$]/.test(path)) return;
    if (
      /^\/+$|^\/+(etc|root|boot|dev|proc|sys|usr|bin|sbin|lib\w*|run|var|home)\/*$|docker\.sock|containerd\.sock|podman\.sock/.test(
        path,
      )
    )
      say.risk(critical(4, `gives a container ${path} of the machine`), span);
    else if (/^\/+(etc|root|boot|dev|proc|sys|usr|run)\//.test(path))
      say.risk(
        readOnly
          ? medium(3, `shows a container ${path} of the machine`)
          : high(4, `gives a container ${path} of the machine`),
        span,
      );
  }
}

export const running: Rule["sub"] = {
  "ps ls list": look,
  "inspect top stats port diff wait": {
    flags: `${lookFlags} -f`,
    values: `${lookValues} -i --interval --type`,
  },
  logs,
  "start restart unpause": {
    is: medium(3, "starts or restarts a container"),
    flags: "-a --attach -i --interactive --all -l --latest --running --sig-proxy",
    values: "-t --time --timeout --signal -s --checkpoint --checkpoint-dir --detach-keys --filter -f",
  },
  "stop pause": {
    is: high(3, "stops a container"),
    flags: "-a --all -i --ignore -l --latest",
    values: "-t --time --timeout -s --signal --cidfile --filter -f",
  },
  kill: { is: high(3, "ends a container at once"), flags: "-a --all -l --latest", values: "-s --signal --cidfile" },
  rm: {
    is: high(3, "deletes a container"),
    flags: "-f --force -l --link -a --all -i --ignore --latest --depend",
    values: "-t --time --filter --cidfile",
    opts: { "-v --volumes": critical(3, "deletes a container with its volumes") },
  },
  run: { ...make, inner: { from: 1, as: "container" } },
  create: { ...make, is: medium(3, "makes a container"), inner: { from: 1, as: "container" } },
  exec: {
    is: low(3),
    flags: "-d --detach -i --interactive -t --tty -l --latest -it",
    values: "-e --env -u --user -w --workdir --detach-keys --preserve-fds",
    opts: { "--privileged": critical(4, "runs with all rights of the host"), "--env-file": "read" },
    reach: "daemon",
    inner: { from: 1, as: "container", missing: high(3, "opens a shell in a container") },
  },
  attach: {
    is: high(3, "attaches to a container's program"),
    flags: "--no-stdin --sig-proxy -l",
    values: "--detach-keys",
  },
  cp: {
    is: medium(3, "copies between a container and the machine"),
    flags: "-a --archive -L --follow-link -q --quiet --overwrite --pause",
    judge: copies,
  },
  rename: medium(3, "renames a container"),
  update: {
    is: medium(3, "changes what a container may use"),
    values:
      "--cpus -m --memory --memory-swap --memory-reservation --restart --pids-limit --cpu-shares -c --cpuset-cpus --cpuset-mems --blkio-weight --cpu-period --cpu-quota",
  },
  commit: {
    is: medium(3, "makes an image of a container"),
    flags: "-p --pause -q --quiet -s --squash",
    values: "-a --author -c --change -m --message -f --format",
  },
  export: { is: low(3), opts: { "-o --output": "write" } },
};

/** `cp C:/a /b`: what does not name a container is a path of the machine. */
function copies({ operands: [from, to] }: Call, say: Say): void {
  if (to && !/^[\w.-]+:/.test(to.text) && to.text !== "-") say.path("write", to);
  if (from && !/^[\w.-]+:/.test(from.text) && from.text !== "-") say.path("read", from);
}
