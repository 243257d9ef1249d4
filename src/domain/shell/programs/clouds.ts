/** Clouds, backups, configuration of many machines, and programs that watch. */
import { critical, high, low, medium, type Call, type Names, type Programs, type Rule, type Say } from "../rule.ts";

const looks =
  /^(describe|list|get|show|ls|head|lookup|search|check|test|validate|wait|filter|query|scan|tail|view|export-x|preview|estimate|simulate|batch-get|select)(-|$)/;
const secret =
  /secret|password|credential|(session|access|identity|auth|get)-token|access-?keys?$|^keys$|^kubeconfig$|private|kms.*decrypt|login/;
const ends = /^(delete|terminate|remove|destroy|deregister|purge|drop|rb|disable|revoke|reset|rm|empty)(-|$)/;

/** `aws ec2 describe-instances`: the verb stands second or later and says by its name what it does. */
/** `:sftp,ssh=…:` names a program to run as well as a place. */
function remotes({ operands }: Call, say: Say): void {
  for (const arg of operands)
    if (/^:?\w+,.*(ssh|command|exec|token|pass)/.test(arg.text)) say.risk(high(2, "names a program to run"), arg);
}

const changes =
  /^(create|update|put|start|stop|run|set|add|modify|attach|detach|deploy|apply|cp|mv|sync|mb|presign|invoke|send|publish|reboot|restart|ssh|exec|resize|scale|import|copy)(-|$)/;

function cloud({ name, span, operands, options, has }: Call, say: Say): void {
  const words = operands.map(({ text }) => text);
  for (const word of [...operands, ...options.flatMap(({ value }) => value ?? [])]) {
    const file = /(?:^|=)fileb?:\/\/(.*)$/.exec(word.text)?.[1];
    if (file !== undefined) say.path("read", { ...word, text: file });
  }
  const verb = operands.find(({ text }, at) => at > 0 && (looks.test(text) || ends.test(text) || changes.test(text)));
  const telling = /^(config|secrets|env|pg:credentials|config:get)(:|$)/;
  if (/^(heroku|fly|flyctl|netlify|vercel)$/.test(name) && telling.test(words[0] ?? "") && words[1] !== "list")
    return say.risk(high(4, "shows or changes secrets"), operands[0]);
  if (/:(?!info|list|index|wait)/.test(words[0] ?? ""))
    return say.risk(high(3, "changes something in the cloud"), operands[0]);
  if (words.length < 2) return;
  // Options before it can have values, and one of those can look like a verb.
  const early = (operands[0]?.span.from ?? 0) > span.from + name.length + 1;
  if (early && verb && looks.test(verb.text) && operands.some(({ text }) => changes.test(text) || ends.test(text)))
    return say.risk(high(3, "changes something in the cloud"), operands[1]);
  if (verb?.text === "get-object" || (has("--with-decryption") && verb?.text.startsWith("get-parameter")))
    return say.risk(
      verb?.text === "get-object" ? medium(2, "writes a file") : high(4, "shows or changes secrets"),
      verb,
    );
  if (
    words.some((word) => secret.test(word)) &&
    (verb?.text.startsWith("list") !== true || words.some((word) => /^(keys|kubeconfig)$/.test(word)))
  )
    return say.risk(high(4, "shows or changes secrets"), verb);
  if (/^iam$/.test(words[0] ?? "") && verb && !looks.test(verb.text))
    return say.risk(critical(4, "changes who may do what"), verb);
  if (
    verb &&
    !looks.test(verb.text) &&
    /polic|-acl|role|firewall|security-group|public-access|permission|ingress|egress/.test(words.join(" "))
  )
    return say.risk(critical(4, "changes who may do what"), verb);
  if (!verb) return say.risk(high(3, "changes something in the cloud"), operands[1]);
  if (looks.test(verb.text)) return;
  if (/^(rm|rb)$/.test(verb.text))
    return say.risk(
      has("--recursive --force")
        ? critical(3, "deletes what is stored, with all below it")
        : high(3, "deletes what is stored"),
      verb,
    );
  if (ends.test(verb.text)) return say.risk(critical(3, "deletes something in the cloud"), verb);
  if (verb.text === "sync" || verb.text === "mv")
    return say.risk(
      has("--delete") ? high(3, "deletes what is not at its source") : medium(2, "copies what is stored"),
      verb,
    );
  if (/^(cp|mb|presign|copy)$/.test(verb.text)) return say.risk(medium(2, "copies what is stored"), verb);
  if (/^(stop|reboot|modify|set|update|ssh|exec|scale|resize|detach|run|send|invoke|deploy)/.test(verb.text))
    return say.risk(high(3, "changes something in the cloud"), verb);
  say.risk(medium(3, "makes or starts something in the cloud"), verb);
}

const remote: Names = { names: { "ping setup debug": low(3), "*": high(3, "acts on other machines") } };

const backup: Rule = {
  reach: "network",
  flags:
    "-q -v -n -j --json --quiet --verbose --no-lock --dry-run --no-cache --list --stats --progress --info --debug --short --compact --read-data --verify-data --repository-only --archives-only --consider-checkpoints",
  values:
    "-r --repo -H --host --tag --path --limit --format --sort-by --first --last -a --glob-archives -P --prefix -e --exclude --keep-last --keep-hourly --keep-daily --keep-weekly --keep-monthly --keep-yearly --keep-within --compression -C --latest --group-by",
  opts: {
    "-p --password-file --exclude-file --files-from --patterns-from": "list",
    "--password-command --rsh": "shell",
    "-o --option": { names: { "*command=* *program=* *args=*": high(2, "names a program to run") } },
    "--remote-path": high(2, "names a program to run"),
    "--repair": high(3, "rewrites a store of backups"),
    "-c --config": "exec",
  },
  dry: "-n --dry-run",
  sub: {
    cat: {
      args: { names: { "masterkey key": high(4, "reads credential material") } },
      unlisted: low(),
    },
    "snapshots list ls stats diff check find info version verify status list-backups du": { unlisted: low() },
    "backup create init copy tag": {
      is: medium(2, "makes a backup"),
      flags: "--one-file-system -x --skip-if-unchanged",
    },
    "restore extract mount dump umount export-tar": {
      is: medium(2, "writes from a backup"),
      opts: { "-t --target": "write" },
    },
    "forget prune delete purge remove-older-than remove-all-but-n-full cleanup recreate rewrite": critical(
      3,
      "deletes backups",
    ),
    "compact rebuild-index repair unlock migrate upgrade break-lock": high(3, "rewrites a store of backups"),
    key: high(4, "changes keys"),
    config: medium(2, "changes settings"),
  },
};

export const clouds: Programs = {
  "aws gcloud az doctl hcloud linode-cli oci ibmcloud scw vultr-cli flyctl fly heroku openstack govc upcloud exo vercel netlify wrangler":
    {
      reach: "network",
      style: "long",
      args: "text",
      flags: "--recursive --force --delete --with-decryption",
      values:
        "--profile --region --output -o --endpoint-url --query --project --account --format --zone --cluster --subscription --context --config --ca-bundle --verbosity --impersonate-service-account --color --cli-read-timeout --cli-connect-timeout --filter --filters -a --app --org",
      unlisted: low(),
      judge: cloud,
    },
  "s3cmd rclone gsutil b2 azcopy": {
    reach: "network",
    flags:
      "-v -q -P -r -R -l -a -h -n --progress --json --human-readable --recursive --dry-run --verbose --stats-one-line --fast-list --checksum --size-only --no-progress",
    values: "--exclude --include --max-depth --transfers --checkers --bwlimit --filter -m --log-level --stats",
    opts: {
      "-c --config": "read",
      "-o --output --log-file --combined --missing-on-dst --missing-on-src --match --differ --error": "write",
    },
    dry: "-n --dry-run",
    sub: {
      "ls lsd lsl lsf lsjson la du size info stat about tree check cryptcheck md5sum sha1sum hashsum ncdu diff find cat head version listremotes alias ping":
        { unlisted: low(), sub: { list: low() }, judge: remotes },
      "cp copy copyto put get mb mkdir touch mirror share copyurl rcat": {
        is: medium(2, "copies what is stored"),
        opts: { "--delete --remove --overwrite": high(3, "deletes what is not at its source") },
      },
      "mv move moveto rename sync rsync bisync": {
        is: high(3, "moves or deletes what is stored"),
        opts: { "-d --delete --delete-removed": high(3, "deletes what is not at its source") },
      },
      "rm del delete deletefile rb rmdir rmdirs": {
        is: high(3, "deletes what is stored"),
        opts: { "-r --recursive --force -f": critical(3, "deletes what is stored, with all below it") },
      },
      "purge cleanup": critical(3, "deletes what is stored, with all below it"),
      "config admin mount serve setacl": high(3, "changes settings or opens files to others"),
    },
    unlisted: medium(2, "works on what is stored"),
  },
  "restic borg borgmatic duplicity kopia": backup,
  "rsnapshot rdiff-backup": {
    is: medium(3, "makes a backup"),
    flags: "-v -q -t",
    modes: [{ has: "-t -l --list-increments --compare", use: { is: low() } }],
    sub: { "configtest du diff": low() },
  },
  ansible: {
    is: high(3, "acts on other machines"),
    flags: "-b -K -k -v -vv -vvv --become --check --diff -C -D --one-line -o --ask-pass --ask-become-pass",
    values: "-a --args -f --forks -u --user -l --limit -e --extra-vars -t --tree -T --timeout --become-user",
    opts: { "-i --inventory": "list", "-m --module-name": remote, "--private-key --key-file": "list" },
    modes: [{ has: "--list-hosts --version", use: { is: low(), flags: "--list-hosts" } }],
  },
  "ansible-playbook ansible-pull ansible-console": {
    is: high(3, "acts on other machines"),
    flags: "-b -K -k -v -vv -vvv --diff -D --force-handlers --flush-cache --step",
    values: "-f -u -l -e -t --tags --skip-tags --limit --forks --extra-vars --start-at-task",
    opts: { "-i --inventory": "list", "--vault-password-file --private-key": "list" },
    modes: [
      {
        has: "--syntax-check --list-hosts --list-tasks --list-tags",
        use: { is: low(), flags: "--syntax-check --list-hosts --list-tasks --list-tags" },
      },
    ],
  },
  "ansible-inventory ansible-doc ansible-config": {
    flags: "--list --graph --yaml -y --vars -l -s -j --toml --only-changed",
    values: "-i --inventory --host -t --type --limit",
    sub: { "list view dump init": low() },
    args: "text",
  },
  "ansible-galaxy": { is: medium(2, "fetches roles"), sub: { "list search info": low() } },
  "ansible-vault": { is: high(4, "shows or changes secrets") },
  "salt salt-call salt-ssh salt-run puppet chef-client chef-solo knife cfagent pssh pdsh clush parallel-ssh dsh mco cssh fab":
    {
      is: high(3, "acts on other machines"),
      unlisted: high(3, "acts on other machines"),
      modes: [{ has: "--noop --list-only", use: { is: low(3) } }],
    },
  "salt-key": {
    is: low(4),
    opts: { "-a -A -d -D -r -R": { value: "may", is: critical(4, "changes which machines are trusted") } },
    flags: "-L -l -F -f -p -P",
  },
  vagrant: {
    sub: {
      "status global-status version box plugin ssh-config port snapshot": {
        sub: {
          "list outdated": low(),
          "add update save push install": medium(2, "fetches or takes a box"),
          "remove uninstall pop restore delete prune": high(2, "deletes a box or snapshot"),
        },
        is: low(),
      },
      "up provision reload resume init package": medium(2, "starts a guest"),
      "halt suspend": high(2, "stops a guest"),
      destroy: critical(3, "destroys a guest with its disks"),
      ssh: { is: high(3, "acts on another machine"), opts: { "-c --command": "shell" } },
    },
    unlisted: medium(2, "works on guests"),
  },
  "consul nomad boundary packer waypoint": {
    reach: "network",
    flags: "-json -detailed -verbose -recurse -keys",
    values: "-http-addr -address -token -namespace",
    style: "long",
    sub: {
      "members info catalog status node job alloc server version validate fmt inspect monitor operator kv health plan":
        {
          sub: {
            "list status get services nodes read history peers logs raft inspect plan validate": {
              unlisted: low(),
              sub: { "list-peers": low() },
            },
            "put run dispatch promote revert eligibility": high(3, "changes the cluster"),
            "delete stop drain purge remove-peer": critical(3, "deletes from the cluster"),
            exec: high(3, "acts on other machines"),
          },
          is: low(),
        },
      build: runs("builds an image"),
      "leave force-leave reload join maint": high(3, "changes the cluster"),
      acl: critical(4, "changes who may do what"),
      exec: high(3, "acts on other machines"),
    },
  },
  "promtool amtool alertmanager prometheus grafana-cli influxd telegraf node_exporter zabbix_get zabbix_sender nagios check_* nrpe icinga2 netdata netdatacli":
    {
      reach: "network",
      flags: "-v -t --test",
      values: "--config --config-file -c -s -p -k",
      sub: {
        "check query tsdb test alert silence config debug plugins object daemon node": {
          sub: {
            "config rules metrics instant range series labels query list analyze show routes ls list-remote all web-config":
              low(),
            "add import create-blocks-from update install expire remove": medium(3, "changes what is watched"),
            "-x": low(),
          },
          is: low(),
        },
      },
      args: "text",
    },
  "docker-credential-helper docker-machine": {
    is: high(3, "changes machines or keys"),
    sub: { "ls status ip url inspect config env version": low() },
  },
};

function runs(text: string): Rule {
  return { is: medium(2, text) };
}
