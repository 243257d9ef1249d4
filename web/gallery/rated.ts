/** Ratings as the page of them shows: what only reads, and what does not. */
import type { RatingView } from "../../src/api/rate.ts";

const sha256 = "0".repeat(64);

export const ratedLines: Record<string, { command: string; rating: RatingView }> = {
  "rate-low": {
    command: "df -h | sort -k5 -rn | head -5",
    rating: { risk: "low", level: 1, sha256, found: [], effects: [], confine: "local" },
  },
  "rate-critical": {
    command: "sudo systemctl restart nginx && rm -rf /srv/app/old; dd if=image of=/dev/sda",
    rating: {
      risk: "critical",
      level: 4,
      sha256,
      found: [
        { risk: "critical", level: 4, from: 65, to: 76, text: "writes to a device", rule: "path.device.device" },
        {
          risk: "high",
          level: 2,
          from: 39,
          to: 51,
          text: "deletes a directory and all in it",
          rule: "path.deleteTree.data",
        },
        { risk: "medium", level: 3, from: 5, to: 22, text: "starts or restarts a unit", rule: "systemctl restart" },
      ],
      effects: [],
    },
  },
};
