/** What bash does itself, apart from what the flattening of the text already follows (cd, eval, source, exec, trap). */
import { high, type Programs } from "../rule.ts";

export const builtins: Programs = {
  ": break continue return shift getopts times": { style: "none" },
  "jobs wait hash type": { flags: "-l -n -p -r -s -a -f -P -t", args: "text" },
  ulimit: {
    flags: "-a -H -S",
    mays: "-c -d -f -l -m -n -s -t -u -v",
    judge: ({ operands: [limit] }, say) => {
      if (limit) say.risk(high(2, "changes the limits of what follows"), limit);
    },
  },
};
