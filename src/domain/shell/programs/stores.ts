/** Redis, MongoDB, Ceph and their tools. */
import { critical, high, low, medium, type Call, type Programs, type Say } from "../rule.ts";
import { opens } from "./databases.ts";

const gone = critical(3, "deletes what is stored for good");

export const stores: Programs = {
  "redis-cli valkey-cli keydb-cli": {
    reach: "network",
    flags:
      "-c -x --raw --no-raw --csv --json --stat --latency --latency-history --latency-dist --bigkeys --memkeys --hotkeys --tls --insecure --no-auth-warning --scan --quoted-input --askpass -3 -2 --show-pushes",
    values:
      "-h -p -s -a -u -n -r -i -d -D -t --user --pass --cacert --cert --key --sni --pattern --intrinsic-latency --count --quoted-pattern --memkeys-samples",
    opts: {
      "--rdb --functions-rdb": "write",
      "--eval --ldb": "exec",
      "--pipe": high(2, "runs statements that are not in the command"),
      "--cluster": { names: { "check info help": low() }, else: high(3, "changes the cluster") },
    },
    stopAtOperand: true,
    judge: redis,
  },
  "redis-server valkey-server": { is: medium(3, "starts a server") },
  "redis-benchmark pgbench mysqlslap sysbench": { is: high(2, "puts a server under load") },
  "mongosh mongo": {
    reach: "network",
    flags: "--quiet --norc --nodb --tls --ssl --json --ipv6",
    values: "--host --port -u --username --authenticationDatabase --authenticationMechanism --tlsCAFile",
    mays: "-p --password",
    opts: { "--eval": "text", "-f --file": "exec" },
    judge: mongo,
  },
  mongodump: {
    reach: "network",
    flags: "--gzip --oplog -v --quiet --ssl --tls",
    values:
      "--host -h --port -u --username --authenticationDatabase -d --db -c --collection --uri -q --query -j --excludeCollection",
    mays: "-p --password",
    is: medium(2, "writes a dump"),
    opts: { "-o --out": "write", "--archive": { role: "write", value: "may" } },
  },
  "mongorestore mongoimport": {
    is: high(2, "changes rows of a database"),
    opts: { "--drop": critical(3, "drops what is there before") },
    flags: "--gzip --oplogReplay -v --quiet --ssl --jsonArray --headerline",
    values:
      "--host -h --port -u --username --authenticationDatabase -d --db -c --collection --uri --type --file --dir --nsInclude",
  },
  "mongostat mongotop mongoexport": {
    reach: "network",
    flags: "--quiet --json --jsonArray --pretty --noheaders --ssl",
    values:
      "--host -h --port -u --username --authenticationDatabase -d --db -c --collection --uri -q --query -f --fields --type -n --rowcount --limit --sort",
    mays: "-p --password",
    opts: { "-o --out": "write" },
  },
  "ceph rados rbd cephadm radosgw-admin": {
    reach: "network",
    flags: "-n -s --status --health",
    values: "-p --pool -f --format --id",
    opts: { "-c --conf -k --keyring -i --in-file": "read", "-o --out-file": "write" },
    sub: {
      "status health df versions -s fsid report features time-sync-status quorum_status": {
        unlisted: low(),
        sub: { detail: low(), "mute unmute": medium(3, "hides a warning") },
      },
      "osd mon mgr pg fs orch device crash config auth tell dashboard balancer log mds": {
        sub: {
          "tree df stat status ls dump perf pool ls-tree get show list info stats histogram query versions metadata find ps host":
            {
              unlisted: low(3),
              sub: {
                "ls stats get": low(),
                "create set add drain maintenance label": high(3, "changes the cluster"),
                "delete rm": gone,
              },
              is: low(),
              judge: cephKeys,
            },
          "out down purge destroy rm crush lost reweight set unset in": critical(3, "changes what the cluster keeps"),
          "get-key print-key": high(4, "shows a key"),
        },
        modes: [
          { has: "-s --status --health", operands: 0, use: { is: low() } },
          { operands: 0, use: { is: high(3, "opens a program from which anything can be run") } },
        ],
        unlisted: high(3, "changes the cluster"),
      },
      "ls lspools du info bench snap": {
        sub: { "ls list": low(), create: medium(3, "takes a snapshot"), "rollback rm remove purge": gone },
        is: low(),
      },
      "ls list": { flags: "-l --long" },
      "create map unmap resize feature cp clone export import put get": high(3, "changes volumes"),
      "rm remove purge trash rmpool mkpool": gone,
    },
    unlisted: high(3, "changes the cluster"),
  },
};

const redisReads =
  /^(get|mget|keys|scan|exists|ttl|pttl|type|info|ping|dbsize|strlen|hget|hgetall|hkeys|hvals|hlen|hmget|hscan|hexists|lrange|llen|lindex|smembers|scard|sismember|sscan|zrange|zrangebyscore|zrevrange|zcard|zscore|zrank|zscan|zcount|getrange|bitcount|memory|object|time|role|lastsave|command|randomkey|xlen|xrange|xinfo|echo|slowlog|latency|monitor|module|select|lolwut|touch|dump|pfcount|geopos|geodist|getbit|expiretime)$/;

function redis(call: Call, say: Say): void {
  const [name, second] = call.operands;
  if (!name) {
    if (
      call.has(
        "--scan --stat --latency --latency-history --bigkeys --memkeys --hotkeys --eval --pipe --cluster --rdb --intrinsic-latency --latency-dist",
      )
    )
      return;
    say.risk(call.stdin.kind === "none" ? opens : high(2, "runs statements that are not in the command"));
    return;
  }
  const verb = name.text.toLowerCase();
  const part = second?.text.toLowerCase() ?? "";
  if (!name.known) say.risk(high(2, "runs a statement that is not known before"), name);
  else if (/^flush(all|db)$/.test(verb)) say.risk(critical(3, "deletes all keys"), name);
  else if (verb === "config" && /^(get|help)$/.test(part)) {
    const shown = call.operands.slice(2).find(({ text }) => /[*?[]|pass|auth/i.test(text));
    say.risk(shown ? high(4, "reads credential material") : low(), shown);
  } else if (/^(slowlog|latency|memory)$/.test(verb) && /^(reset|purge)$/.test(part))
    say.risk(medium(3, "empties what the server keeps for whoever looks"), name);
  else if (verb === "config" && /^(resetstat)$/.test(part)) say.risk(medium(3, "changes the server"), name);
  else if (
    /^(config|module|slaveof|replicaof|debug|eval|evalsha|script|function|fcall|migrate|restore|cluster|failover|swapdb)$/.test(
      verb,
    )
  )
    say.risk(high(3, "changes the server or runs code in it"), name);
  else if (verb === "acl" && /^(list|getuser)$/.test(part)) say.risk(high(4, "reads credential material"), name);
  else if (verb === "acl" && !/^(list|users|whoami|cat|getuser|log|help)$/.test(part))
    say.risk(critical(4, "changes who may sign in"), name);
  else if (verb === "shutdown") say.risk(high(3, "stops the server"), name);
  else if (verb === "client" && !/^(list|info|id|getname|help)$/.test(part))
    say.risk(high(3, "ends what the server does for others"), name);
  else if (/^(bgsave|save|bgrewriteaof)$/.test(verb)) say.risk(medium(3, "writes the data to disk"), name);
  else if (/^(client|acl|sentinel)$/.test(verb) || redisReads.test(verb)) {
    if (
      verb === "sentinel" &&
      !/^(masters?|slaves|replicas|sentinels|get-master-addr-by-name|ckquorum|myid)$/.test(part)
    )
      say.risk(high(3, "changes the server"), name);
    if (/^(module)$/.test(verb) && part !== "list") say.risk(high(3, "loads code into the server"), name);
  } else say.risk(high(2, "changes data"), name);
}

function mongo(call: Call, say: Say): void {
  const given = call.valuesOf("--eval");
  for (const value of given) {
    const { text, known } = value;
    if (/\b(dropDatabase|drop)\s*\(|\bdeleteMany\s*\(\s*\{\s*\}/.test(text)) say.risk(critical(3, "drops data"), value);
    else if (/\b(createUser|dropUser|updateUser|grantRoles\w*|changeUserPassword)\b/.test(text))
      say.risk(critical(4, "changes who may sign in"), value);
    else if (
      known &&
      /^\s*(db\.(stats|serverStatus|version|hostInfo|getCollectionNames|currentOp|isMaster|hello|getName)\(\)|rs\.(status|conf|printSecondaryReplicationInfo)\(\)|show (dbs|collections)|db\.getCollection\w*\([^()]*\)\.(countDocuments|find|stats)\([^()]*\)(\.(limit|count|pretty)\(\d*\))*|db\.\w+\.(countDocuments|estimatedDocumentCount|find|findOne|stats|getIndexes)\([^()]*\)(\.(limit|sort|count|pretty|toArray)\([^()]*\))*|db\.adminCommand\(\s*['"{]\s*(ping|listDatabases|"ping"|'ping')[^()]*\))\s*;?\s*$/.test(
        text,
      )
    )
      continue;
    else say.risk(high(2, "runs code in the database"), value);
  }
  if (given.length > 0 || call.has("-f --file")) return;
  say.risk(call.stdin.kind === "none" && call.operands.length < 2 ? opens : high(2, "runs code in the database"));
}

/** `ceph auth ls` and `ceph auth get` print keys. */
function cephKeys({ sub }: Call, say: Say): void {
  if (sub[0] === "auth") say.risk(high(4, "shows a key"));
}
