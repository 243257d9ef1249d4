/** How long the rating of a command takes, in this process, for commands that operators type. */
import { hidden } from "../test/risk/lines.ts";
import { percentile } from "./lib/figure.ts";
import { interleave } from "./lib/interleave.ts";
import type { Bench } from "./lib/kit.ts";

const rounds = 20;
const typed = [
  "uptime",
  "df -h | grep -v tmpfs | sort -k5 -rn | head -5",
  "sudo systemctl restart nginx && systemctl status nginx --no-pager",
  "find /var/log -name '*.gz' -mtime +30 -size +10M -exec ls -l {} +",
  "tar czf /var/backups/etc-$(date +%F).tgz --exclude=/etc/alternatives /etc",
  "for h in web-1 web-2 web-3; do ssh \"$h\" 'nginx -t && systemctl reload nginx'; done",
  "docker ps --format '{{.Names}}' | xargs -n1 docker logs --tail 20",
  "awk -F: '$3 >= 1000 { print $1, $7 }' /etc/passwd | column -t",
  "ps aux --sort=-%mem | awk 'NR<=10{print $0}'",
  "cp /etc/nginx/nginx.conf /etc/nginx/nginx.conf.bak && sed -i 's/80/8080/' /etc/nginx/nginx.conf && nginx -t",
  "rm -rf /srv/app/releases/{1..20}",
  "curl -fsSL https://example.org/install.sh | sudo bash",
];
const lines = [...typed, ...hidden];

export const rateBench: Bench = {
  name: "rate",
  about: `the risk of ${lines.length} command lines, beside parsing them alone`,
  run: async (kit) => {
    const { parse } = await import("unbash");
    const { rateShell } = await import("../src/domain/shell/rate.ts");
    const metrics = ["p50", "p99"];
    const rated = new Map(metrics.map((metric): [string, number[]] => [metric, []]));
    const parsed = new Map(metrics.map((metric): [string, number[]] => [metric, []]));
    const pass = (into: Map<string, number[]>, work: (text: string) => unknown): number => {
      const times = lines.map((text) => {
        // The middle of five, so that what else runs on this computer does not count as ours.
        const five = Array.from({ length: 5 }, () => {
          const startedAtMs = performance.now();
          work(text);
          return performance.now() - startedAtMs;
        });
        return percentile(five, 0.5);
      });
      into.get("p50")?.push(percentile(times, 0.5));
      into.get("p99")?.push(percentile(times, 0.99));
      return percentile(times, 0.5);
    };
    await interleave({
      rounds,
      warmups: 2,
      subjects: {
        ours: async () => pass(rated, (text) => rateShell(text)),
        floor: async () => pass(parsed, (text) => parse(text)),
      },
    });
    for (const metric of metrics) {
      const about = { n: lines.length, metric, unit: "ms" };
      const ours = kit.figure({ ...about, subject: "ailx rating" }, rated.get(metric) ?? []);
      const floor = kit.figure({ ...about, subject: "floor parsing" }, parsed.get(metric) ?? []);
      kit.row({
        name: `rate, ${metric}`,
        ours,
        floor,
        ...(metric === "p99" ? { goal: { kind: "value", atMost: 2 } } : {}),
      });
    }
  },
};
