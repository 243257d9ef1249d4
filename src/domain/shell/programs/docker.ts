/** docker, podman and nerdctl, which share their words, and what lies below them. */
import { critical, high, low, medium, type Programs, type Rule } from "../rule.ts";
import { composeRule } from "./compose.ts";
import { look, lookFlags, logs, running } from "./containers.ts";
import { fetching, images, pruneOptions, removing } from "./images.ts";

const global =
  "-D --debug --tls --tlsverify --remote --syslog --cgroup-manager --noout --experimental --insecure-registry --debug-full";
const shared = {
  values: "--log-level --tlscacert --tlscert --tlskey --namespace -n --storage-driver --storage-opt --runtime",
  opts: {
    "--config": { value: "needs", is: high(2, "takes settings that can run programs") },
    "-H --host -c --context --connection --url --address -a": {
      value: "needs",
      is: medium(3, "asks another daemon than the machine's own"),
    },
    "--root --runroot": "write",
  },
} as const;

const volumes: Rule["sub"] = {
  "ls list inspect exists": look,
  create: { is: medium(3, "makes a volume"), values: "-d --driver --label -l -o --opt --name" },
  "rm remove": { is: critical(3, "deletes a volume with its data"), flags: "-f --force -a --all" },
  prune: { is: critical(3, "deletes volumes with their data"), ...pruneOptions },
  export: { is: low(3), opts: { "-o --output": "write" } },
  import: { is: high(3, "overwrites a volume"), args: { at: ["text", "read"] } },
};
const networks: Rule["sub"] = {
  "ls list inspect exists": look,
  create: {
    is: medium(3, "makes a network"),
    flags: "--internal --attachable --ipv6 --ingress --disable-dns",
    values: "-d --driver --subnet --gateway --ip-range -o --opt --label --aux-address --ipam-driver --scope",
  },
  "connect disconnect": {
    is: high(3, "changes a container's network"),
    flags: "-f --force",
    values: "--ip --ip6 --alias --link",
  },
  "rm remove": { is: high(3, "deletes a network"), flags: "-f --force", values: "-t --time" },
  prune: { is: high(3, "deletes networks that nothing uses"), ...pruneOptions },
};
const managed = (what: string): Rule => ({
  sub: {
    "ls list ps inspect logs services tasks config show": { ...look, ...logs, flags: `${lookFlags} ${logs.flags}` },
    "create deploy import": {
      is: medium(3, `makes a ${what}`),
      values: "-c --compose-file --name --label -l -d --driver",
    },
    "update scale rollback start restart unpause use promote demote": high(3, `changes a ${what}`),
    "stop kill pause": high(3, `stops a ${what}`),
    "rm remove leave": { is: critical(3, `deletes a ${what}`), flags: "-f --force -a --all" },
    prune: critical(3, `deletes every ${what} that nothing uses`),
  },
  unlisted: high(3, `changes a ${what}`),
});

const engine: Rule = {
  reach: "daemon",
  flags: global,
  ...shared,
  sub: {
    ...running,
    "images history": { ...look, flags: `${lookFlags} --human -H` },
    ...fetching,
    rmi: removing,
    "info version search": {
      flags: "--debug --no-trunc --list-tags --compatible",
      values: "-f --format --filter --limit --authfile",
    },
    events: { flags: "--no-trunc", values: "--since --until -f --filter --format --stream" },
    login: {
      is: high(4, "stores a password for a registry"),
      flags: "--password-stdin --get-login -v",
      values: "-u --username -p --password --authfile",
    },
    logout: medium(3, "forgets a password for a registry"),
    "container pod": {
      sub: { ...running, prune: { is: high(3, "deletes stopped containers"), ...pruneOptions } },
      unlisted: medium(3, "works on containers"),
    },
    image: { sub: images },
    volume: { sub: volumes },
    network: { sub: networks },
    system: {
      sub: {
        "df info events": { flags: "-v --verbose", values: "--format --since --until --filter" },
        prune: {
          is: high(3, "deletes everything that nothing uses"),
          ...pruneOptions,
          opts: { "--volumes": critical(3, "deletes volumes with their data") },
        },
        reset: critical(3, "deletes all containers, images and volumes"),
        "dial-stdio service": high(3, "opens the engine to others"),
        "connection migrate renumber": medium(3, "changes settings of the engine"),
      },
    },
    builder: {
      sub: { prune: { is: high(3, "deletes what builds have kept"), ...pruneOptions }, build: fetching.build },
    },
    buildx: {
      sub: {
        "ls du inspect version": look,
        build: fetching.build,
        "create use stop rm bake imagetools": medium(3, "changes how images are built"),
        prune: { is: high(3, "deletes what builds have kept"), ...pruneOptions },
      },
    },
    context: {
      sub: {
        "ls list show inspect": look,
        "create import update use": medium(2, "changes which daemon is asked"),
        export: { args: { at: ["text", "write"] } },
        rm: high(2, "deletes a context"),
      },
    },
    manifest: { sub: { inspect: look }, unlisted: medium(3, "changes a manifest") },
    "swarm stack service node secret config plugin machine": managed("managed object"),
    generate: { values: "-n --name -f --format --restart-policy", opts: { "-f --files": "write" } },
    play: high(3, "starts what a file lists"),
    kube: high(3, "starts what a file lists"),
    "healthcheck mount": medium(3, "works on a container"),
    compose: composeRule,
  },
};

export const docker: Programs = {
  "docker podman nerdctl": engine,
  "ctr crictl": {
    reach: "daemon",
    flags: "--debug",
    values: "-n --namespace -a --address -r --runtime-endpoint -i --image-endpoint -t --timeout -c --config",
    sub: {
      "containers container c images image i tasks task t namespaces namespace ns snapshots snapshot plugins plugin content leases":
        {
          sub: {
            "ls list info metrics check usage tree ps diff": look,
            pull: medium(3, "fetches an image"),
            "rm remove delete kill": high(3, "deletes containers or images"),
          },
          unlisted: high(3, "changes containers"),
        },
      "ps pods info version stats inspect inspecti inspectp imagefsinfo statsp": look,
      logs,
      exec: { is: low(3), flags: "-i -t -it", inner: { from: 1, as: "container" } },
      pull: medium(3, "fetches an image"),
      "start run runp create": medium(3, "starts a container"),
      "stop stopp update": high(3, "stops a container"),
      "rm rmp rmi": high(3, "deletes containers or images"),
    },
    unlisted: high(3, "changes containers"),
  },
};
