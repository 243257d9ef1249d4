/** How logs are kept: how large the journal is, how it is set, when files are rotated. */
import { frame, type Frame } from "./frame.ts";
import { span } from "./say.ts";
import { act, byInit, look, looking, looks } from "./ways.ts";

const beside = [
  span,
  "(log|logs|entries|history|last|latest|recent|list|check|times|on|by|of|in|from|week|this|month|{svc}|file|tail|grep|read|open|print|full)",
];

export const logKeepFrames = (): Frame[] => [
  ...looks(
    [
      [
        "(journal|journald|systemd journal|system journal)",
        "(how large|how big|size|how much space|disk usage|how far back|how old|oldest|how long|space|reach back|retention|go back|take up)",
      ],
      ["(journal)", "(big|large|huge)"],
    ],
    {
      does: "Show how large the journal is and how far it goes back",
      run: byInit("journalctl --disk-usage; journalctl --no-pager -o short-iso | head -n 1"),
      needs: "a journal",
      may: [
        "(how far back|how large|how big|go|goes|back|reach|reaches|go back|size|entry|disk|space|usage|take|takes|up|uses|use|kept|keep|persistent|old|oldest|logs|does|far)",
      ],
    },
  ),
  ...looks(
    [
      [
        "(journald|journal)",
        "(config|configuration|settings|limit|limits|max size|retention|persistent|configured|maximum size)",
      ],
    ],
    {
      does: "Show how the journal is set",
      run: "cat /etc/systemd/journald.conf",
      may: ["(size|max|maximum|file|set|setting|limit|limits|storage)"],
    },
  ),
  look(["(journal|journald|log|logs)", "(corrupt|corrupted|integrity|verify|consistent|damaged|intact)"], {
    does: "Check the journal",
    run: byInit("journalctl --verify"),
    needs: "a journal",
    may: ["(files|file|check|still|of)"],
  }),
  frame(
    [
      "(logs|log files|log|{svc} log|{svc} logs)",
      "(last rotated|rotated|rotation|rotate properly|logrotate|rotating)",
      "(when|check|status|is|are|was|were|did|how often|last|working|configured|look|show|settings|config)",
    ],
    () => looking("Show when logs were rotated", "cat /var/lib/logrotate/status || cat /var/lib/logrotate.status"),
    {
      reads: true,
      may: [...beside, "(time|properly|working|work|works|being|get|getting|configured|how|often|all|state|when)"],
    },
  ),
  frame(
    [
      "(logrotate)",
      "(config|configuration|status|state|rules|settings|test|dry run|dry-run|configured|when|last|check|working|set up)",
    ],
    (match) =>
      looking(
        "Show how logs are rotated",
        /\b(?:status|state|when|last)\b/.test(match.text)
          ? "cat /var/lib/logrotate/status"
          : "logrotate -d /etc/logrotate.conf",
      ),
    { reads: true, may: [...beside, "(properly|work|works|working|dry|run|for|of|all)"] },
  ),
  act(
    [
      "(force|run|trigger|do|rotate|start)",
      "(logrotate|log rotation|rotation of logs|all logs|logs|log files)",
      "(now|logrotate|rotate|rotation|force|by hand|manually)",
    ],
    {
      does: "Rotate the logs",
      run: "logrotate -f /etc/logrotate.conf",
      may: ["(now|force|by hand|manually|all|right|away|of|for|system)"],
    },
  ),
  act(["(rotate)", "(journal|systemd journal|journald)"], {
    does: "Rotate the journal",
    run: byInit("journalctl --rotate"),
    needs: "a journal",
    may: ["(files|now|logs|log)"],
  }),
];
