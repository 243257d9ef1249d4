/** nginx, Apache, HAProxy and PHP: what stands behind is too slow, gone, or has no worker left. */
import { plainPath, plainUnit } from "../rule.ts";
import { fix, times, type Sign } from "./sign.ts";

const placed = (upstream: string): string => upstream.replace(/^(?:fastcgi|https?|uwsgi):\/\//, "").split("/")[0] ?? "";

export const web: readonly Sign[] = [
  {
    id: "workers-exhausted",
    shape: /\[pool ([\w.-]{1,60})\] server reached (?:pm\.)?max_children setting \((\d+)\)/,
    certainty: "certain",
    cause: ({ parts: [, pool = "", most = ""], count }) =>
      `PHP has no worker left: the pool ${pool} may have ${most}, and all are busy${times(count)}`,
    fixes: ({ machine }) => [
      fix(`why is ${machine} slow?`, "what keeps the workers busy so long"),
      fix(`show the processes with the most memory on ${machine}`, "whether there is memory for more workers"),
    ],
    about: ({ parts: [, pool = ""] }) => `pool:${pool}`,
    depth: 0,
  },
  {
    id: "worker-too-slow",
    shape:
      /\[pool ([\w.-]{1,60})\] child \d+, script '([^']{1,300})' .*execut(?:ion timed out|ing too slow) \(([\d.]+) sec\)/,
    certainty: "certain",
    cause: ({ parts: [, pool = "", script = "", seconds = ""], count }) =>
      `the script ${script} takes ${Number(seconds).toFixed(1)} s in the PHP pool ${pool}${times(count)}`,
    fixes: ({ parts: [, , script = ""], machine }) => [
      ...(plainPath(script) ? [fix(`show ${script} on ${machine}`, "what it waits for")] : []),
      fix(`why is ${machine} slow?`, "whether it is the machine"),
    ],
    about: ({ parts: [, pool = ""] }) => `pool:${pool}`,
    depth: 1,
  },
  {
    id: "upstream-slow",
    shape: /upstream timed out \(110: [^)]*\) while ([\w ]+?)(?: from)? upstream.*?upstream: "([^"]{1,200})"/,
    certainty: "certain",
    cause: ({ parts: [, , upstream = ""], count }) =>
      `what stands behind the web server at ${placed(upstream)} does not answer in time${times(count)}, which visitors see as 504`,
    fixes: ({ machine }) => [
      fix(`why is ${machine} slow?`, "whether it is the machine"),
      fix(`which services failed on ${machine}`, "whether what should answer runs at all"),
    ],
    about: ({ parts: [, , upstream = ""] }) => `upstream:${placed(upstream)}`,
    depth: 2,
  },
  {
    id: "upstream-gone",
    shape:
      /connect\(\) (?:to (unix:[\w./-]{1,160}) )?failed \((?:2|13|111): ([^)]*)\) while connecting to upstream.*?upstream: "((?:fastcgi|uwsgi):\/\/[^"]{1,200})"/,
    certainty: "certain",
    cause: ({ parts: [, , why = "", upstream = ""], count }) =>
      `the web server does not reach the program behind it at ${upstream.replace(/^\w+:\/\//, "").replace(/:$/, "")}: ${why}${times(count)}, which visitors see as 502`,
    fixes: ({ machine, parts: [, socket = ""] }) => {
      const unit = /\/(php[\d.]*-fpm)\.sock/.exec(socket)?.[1] ?? "";
      return [
        ...(plainUnit(unit) ? [fix(`restart the unit “${unit}” on ${machine}`, "it makes its socket anew")] : []),
        fix(`which services failed on ${machine}`, "whether what should answer runs at all"),
      ];
    },
    about: ({ parts: [, , , upstream = ""] }) => `upstream:${placed(upstream)}`,
    depth: 1,
  },
  {
    id: "upstreams-none",
    shape:
      /no live upstreams while connecting to upstream.*?upstream: "([^"]{1,200})"|(?:backend|proxy) ([\w.-]{1,60}) has no server available/,
    certainty: "certain",
    cause: ({ parts: [, upstream = "", backend = ""], count }) =>
      `none of the servers behind ${backend || placed(upstream)} answers${times(count)}, so all of them are left out for a while`,
    fixes: ({ machine }) => [fix(`show the open ports on ${machine}`, "whether they listen where they should")],
    about: ({ parts: [, upstream = "", backend = ""] }) => `upstream:${backend || placed(upstream)}`,
    depth: 3,
  },
  {
    id: "server-connections",
    shape: /\b(\d{1,9}) worker_connections are not enough|AH0(?:0161|0484): server reached MaxRequestWorkers/,
    certainty: "certain",
    cause: ({ parts: [, most = ""], count }) =>
      most === ""
        ? `Apache has no worker left: MaxRequestWorkers are all busy${times(count)}`
        : `nginx has no connection left: a worker may have ${most}${times(count)}`,
    fixes: ({ parts: [, most = ""], machine }) => [
      fix(`show the network connections on ${machine}`, "who holds them, and whether they are an attack"),
      ...(most === "" ? [] : [fix(`show /etc/nginx/nginx.conf on ${machine}`, "worker_connections stands there")]),
    ],
    about: () => "web:connections",
    depth: 0,
  },
  {
    id: "body-too-large",
    shape: /client intended to send too large (?:chunked )?body: (\d+) bytes/,
    certainty: "certain",
    cause: ({ parts: [, bytes = ""], count }) =>
      `uploads are refused: one of ${bytes} bytes is more than client_max_body_size allows${times(count)}`,
    fixes: ({ machine }) => [
      fix(`show /etc/nginx/nginx.conf on ${machine}`, "client_max_body_size is set there, or not at all"),
    ],
    about: () => "web:body",
    depth: 3,
  },
];
