/** Clusters: kubectl, helm and what goes with them. */
import { critical, high, low, medium, type Call, type Programs, type Rule, type Say } from "../rule.ts";

const everywhere =
  "-n --namespace --context --cluster --user --request-timeout -v --v --as --as-group --kube-context --kubeconfig -s --server --certificate-authority --cache-dir --profile";
const lookFlags =
  "-A --all-namespaces -w --watch --watch-only --show-labels --no-headers --show-kind --ignore-not-found --show-managed-fields --recursive -R --allow-missing-template-keys --containers --previous -p -f --follow --timestamps --prefix --all-containers --ignore-errors --minify --raw --flatten --merge --namespaced --api-group --list --server-print --use-protocol-buffers --sum --show-capacity --events --show-events --client --short --output-watch-events --all --quiet -q -a -d --date -r --devel --versions --deployed --failed --pending --superseded --uninstalled --uninstalling";
const lookValues =
  "-o --output -l --selector --field-selector --sort-by --template -c --container --since --since-time --tail --max-log-requests -L --label-columns --chunk-size --limit-bytes --pod-running-timeout --for --timeout --types --api-version --verbs --categories --subresource --max --revision --version --filter -m";
const look: Rule = {
  flags: lookFlags,
  values: lookValues,
  mays: "--for",
  opts: { "-f --filename -k --kustomize": "read" },
};
const secret = high(4, "shows secrets of the cluster");

const applied = {
  flags: `${lookFlags} --server-side --force-conflicts --overwrite --wait --record --save-config --validate --openapi-patch --field-manager`,
  values: `${lookValues} --dry-run --field-manager --validate --from-literal --image --port --replicas --schedule --type --patch -p --from --tcp --name --labels --target-port --protocol --env --cpu-percent --min --max --grace-period --cascade --to-revision`,
};
const from = { "-f --filename -k --kustomize --from-file --from-env-file --patch-file": "read" } as const;

const kubectl: Rule = {
  reach: "network",
  values: everywhere,
  flags: "--insecure-skip-tls-verify --warnings-as-errors --match-server-version",
  opts: { "--token --password --username": "text" },
  sub: {
    "get describe": { ...look, judge: secrets },
    "logs top events explain api-resources api-versions version cluster-info diff wait options completion": {
      ...look,
    },
    config: {
      sub: {
        "view current-context get-contexts get-clusters get-users": { ...look, opts: { "--raw": secret } },
        "use-context set-context set-cluster rename-context set unset": medium(2, "changes settings of kubectl"),
        "set-credentials delete-context delete-cluster delete-user": high(4, "changes keys of the cluster"),
      },
    },
    auth: { sub: { "can-i whoami": look, reconcile: critical(4, "changes who may do what") } },
    rollout: {
      sub: {
        "status history": look,
        restart: { ...applied, is: medium(3, "restarts what a deployment runs") },
        "undo pause resume": { ...applied, is: high(3, "changes what a deployment runs") },
      },
    },
    "apply create run expose label annotate": {
      ...applied,
      is: medium(3, "changes objects of the cluster"),
      opts: {
        ...from,
        "--prune": critical(3, "deletes objects that are not listed"),
        "--force": high(3, "deletes and makes anew"),
      },
      judge: maybeDry,
    },
    "set patch autoscale edit replace convert taint": {
      ...applied,
      is: high(3, "changes objects of the cluster"),
      opts: { ...from, "--force": high(3, "deletes and makes anew") },
      judge: maybeDry,
    },
    scale: {
      ...applied,
      is: medium(3, "changes how many run"),
      opts: { ...from, "--replicas --current-replicas": "text" },
      judge: scaled,
    },
    "cordon uncordon": medium(3, "changes where things may run"),
    drain: {
      ...applied,
      is: high(3, "moves everything off a node"),
      flags: `${applied.flags} --ignore-daemonsets --delete-emptydir-data --delete-local-data --force --disable-eviction`,
    },
    delete: {
      ...applied,
      is: high(3, "deletes objects of the cluster"),
      flags: `${applied.flags} --now --force`,
      opts: from,
      judge: deleted,
    },
    exec: {
      is: low(3),
      flags: "-i -t -it -q --quiet --stdin --tty",
      values: "-c --container --pod-running-timeout",
      inner: { from: 1, as: "container", missing: high(3, "opens a shell in a container") },
    },
    "attach debug": high(3, "opens a way into a container"),
    "port-forward proxy": {
      is: medium(3, "opens a way into the cluster"),
      values: "--address --port -p --pod-running-timeout --accept-hosts",
    },
    cp: { is: medium(3, "copies files of a container"), values: "-c --container --retries", flags: "--no-preserve" },
    certificate: critical(4, "decides about certificates"),
    kustomize: {
      args: "tree",
      opts: { "-o --output": "write", "--enable-helm --enable-exec": medium(2, "runs programs") },
    },
    plugin: { sub: { list: low() } },
  },
  unlisted: high(3, "may be a plugin, which can do anything"),
};

function secrets(call: Call, say: Say): void {
  const [kind] = call.operands;
  if (kind && !kind.known) say.risk(medium(3, "asks for what is not known before"), kind);
  if (!kind || !/(^|,)secrets?(\.[\w.]+)?(\/|,|$)/i.test(kind.text)) return;
  const shows =
    call.name !== "describe" && call.valuesOf("-o --output").some(({ text }) => !/^(wide|name)$/.test(text));
  if (shows) say.risk(secret, kind);
}

function maybeDry(call: Call, say: Say): void {
  const [, verb] = [call.name, call.sub[0] ?? ""];
  const what = call.operands.map(({ text }) => text).join(" ");
  if (/\b(cluster)?role(binding)?s?\b|serviceaccount|certificatesigningrequest/i.test(what))
    say.risk(critical(4, "changes who may do what"));
  else if (/\bsecrets?\b/i.test(what) && verb !== "label") say.risk(high(4, "changes secrets of the cluster"));
}

function scaled(call: Call, say: Say): void {
  for (const value of call.valuesOf("--replicas"))
    if (!value.known || Number(value.text) === 0) say.risk(high(3, "stops all that a deployment runs"), value);
}

function deleted(call: Call, say: Say): void {
  const [kind] = call.operands;
  if (
    kind &&
    (!kind.known ||
      /^(ns|namespaces?|pvc?|persistentvolume(claim)?s?|crds?|customresourcedefinitions?|nodes?|no|storageclass(es)?|statefulsets?|sts|secrets?|all)(\/|,|\.|$)/i.test(
        kind.text,
      ))
  )
    say.risk(critical(3, "deletes what holds data, or all of a namespace"), kind);
  if (call.has("--all -A --all-namespaces")) say.risk(critical(3, "deletes all of a kind"));
}

const release = {
  flags: `${lookFlags} -i --install --atomic --wait --wait-for-jobs --create-namespace --reuse-values --reset-values --reset-then-reuse-values --cleanup-on-fail --dependency-update --no-hooks --skip-crds --debug --dry-run --generate-name -g --force --verify --keep-history --disable-openapi-validation`,
  values: `${lookValues} --set --set-string --set-json --set-literal --repo --timeout --description --name-template --post-renderer-args --history-max`,
  mays: "--dry-run",
  dry: "--dry-run",
  opts: { "-f --values --set-file": "read", "--post-renderer": "exec" },
} satisfies Rule;

export const kubernetes: Programs = {
  "kubectl oc": kubectl,
  "k3s microk8s": {
    sub: {
      kubectl,
      "check-config status version inspect": low(3),
      ctr: high(3, "changes containers"),
      crictl: medium(3, "works on containers"),
      "server agent start enable addons": high(3, "starts or changes the cluster"),
      "stop disable": high(3, "stops the cluster"),
      "reset leave etcd-snapshot secrets-encrypt token certificate": critical(3, "changes the cluster for good"),
    },
  },
  helm: {
    reach: "network",
    values: everywhere,
    flags: "--debug",
    sub: {
      "list ls status history get search show version env lint template verify dependency test": {
        ...release,
        sub: {
          "list hub repo chart values readme all crds manifest notes hooks metadata": { ...release },
          "build update": medium(2, "fetches charts"),
        },
      },
      repo: {
        sub: {
          "list ls": look,
          "add update up index": medium(2, "changes the list of repositories"),
          "remove rm": medium(2, "changes the list of repositories"),
        },
      },
      "pull fetch": {
        is: medium(2, "fetches a chart"),
        flags: "--untar --devel --verify --prov",
        values: "--version --repo",
        opts: { "-d --destination --untardir": "write" },
      },
      "install upgrade": { ...release, is: medium(3, "installs or changes a release") },
      rollback: { ...release, is: high(3, "puts a release back") },
      "uninstall delete del un": { ...release, is: critical(3, "removes a release") },
      "create package": medium(2, "writes a chart"),
      "push plugin registry": high(3, "sends a chart away, or runs a plugin"),
    },
  },
  "kubectx kubens": {
    flags: "-c --current",
    is: low(),
    modes: [{ operands: { min: 1 }, use: { is: medium(2, "changes settings of kubectl") } }],
    opts: { "-d": high(2, "deletes a context"), "-u --unset": medium(2, "changes settings of kubectl") },
  },
  kubeadm: {
    sub: {
      "version config certs": {
        sub: {
          images: { sub: { list: { unlisted: low() }, pull: medium(3, "fetches images") } },
          "view print check-expiration": { unlisted: low() },
          renew: medium(4, "renews certificates"),
        },
      },
      upgrade: { sub: { plan: low(3) }, unlisted: high(4, "changes the cluster") },
      token: { sub: { list: low(4) }, unlisted: critical(4, "makes keys of the cluster") },
      "init join": critical(4, "makes or joins a cluster"),
      reset: critical(4, "takes a node apart"),
    },
    unlisted: high(4, "changes the cluster"),
  },
  etcdctl: {
    reach: "network",
    values: "--endpoints --cacert --cert --key --user --password -w --write-out --command-timeout --dial-timeout",
    flags: "--prefix --keys-only --cluster --count-only --insecure-skip-tls-verify",
    sub: {
      "get member endpoint version check alarm watch": {
        sub: {
          "list status health hashkv perf": low(3),
          "add remove update promote disarm": critical(3, "changes the members of the store"),
        },
        is: low(3),
      },
      snapshot: {
        sub: { status: low(3), save: { is: low(3), args: "write" }, restore: critical(3, "rewrites the store") },
      },
      "put lease lock txn": high(3, "changes what the cluster holds"),
      "del compaction defrag": critical(3, "deletes what the cluster holds"),
      "user role auth": critical(4, "changes who may sign in"),
    },
  },
  "terraform tofu pulumi terragrunt": {
    reach: "network",
    style: "long",
    flags:
      "-no-color --json -json -compact-warnings -raw -list -recursive -check -diff -detailed-exitcode -refresh-only -input=false --non-interactive --show-urns --stack -y --yes",
    values: "-chdir -var -var-file -target -lock -lock-timeout -input -parallelism -refresh -state -s --stack -C --cwd",
    sub: {
      "plan show output validate version providers graph preview about whoami logs console": {
        flags: "-destroy -no-color -json",
        opts: { "-out": "write", "-generate-config-out": "write" },
      },
      fmt: {
        is: medium(2, "rewrites files"),
        flags: "-recursive -diff -list",
        opts: { "-check": low() },
        modes: [{ has: "-check", use: { is: low() } }],
      },
      "init get": {
        is: medium(2, "fetches modules"),
        flags: "-upgrade -reconfigure -backend=false",
        mays: "-backend -backend-config",
        opts: { "-migrate-state": high(3, "moves the state"), "-force-copy": high(3, "moves the state") },
      },
      "apply up refresh": {
        is: high(3, "changes what its files describe"),
        flags: "-auto-approve --yes --skip-preview",
        opts: {
          "-destroy": critical(3, "destroys what its files describe"),
          "-replace": { value: "needs", is: critical(3, "destroys and makes anew") },
        },
      },
      destroy: { is: critical(3, "destroys what its files describe"), flags: "-auto-approve --yes" },
      workspace: {
        sub: {
          "list show": low(),
          "select new": medium(2, "changes the workspace"),
          delete: critical(3, "deletes a workspace"),
        },
      },
      state: {
        sub: {
          "list show pull": low(),
          "mv push replace-provider": high(3, "rewrites the state"),
          rm: high(3, "forgets what it had made"),
        },
      },
      "stack config": {
        sub: {
          "ls output get graph history": low(),
          "init select set": medium(2, "changes settings"),
          rm: critical(3, "forgets what it had made"),
        },
      },
      "import taint untaint force-unlock cancel": high(3, "rewrites the state"),
      "login logout": high(4, "changes keys"),
    },
  },
};
