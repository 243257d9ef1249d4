/** Lines that were made to look harmless: each was once called too low. */
import { describe, expect, test } from "bun:test";
import type { Risk } from "../../risk.ts";
import { rateShell } from "../rate.ts";

const attacks: Record<string, [string, Risk][]> = {
  "paths that are made in the line": [
    ["x=/etc/xhadow; cat ${x/x/s}", "high"],
    ["x=/etc/shadowX; cat ${x%X}", "high"],
    ["x=X/etc/shadow; cat ${x#X}", "high"],
    ["x=X/etc/shadow; cat ${x:1}", "high"],
    ["x=/ETC/SHADOW; cat ${x,,}", "high"],
    ["x=y y=/etc/shadow; cat ${!x}", "high"],
    ["for x in a /etc/shadow; do cat {$x,b}; done", "high"],
    ["for x in a /etc/shadow; do a=($x); cat ${a[0]}; done", "high"],
    ["HOME=/etc; cat ~/shadow", "high"],
    ["cat /proc/self/root/etc/shadow", "high"],
    ["cat /proc/1/task/1/root/etc/shadow", "high"],
    ["cat /proc/self/cwd/../etc/shadow", "high"],
  ],
  "directories that a cd leaves or not": [
    ["cd /etc; cat ~+/shadow", "high"],
    ["cd /etc; cd /; cat ~-/shadow", "high"],
    ["cd /etc; cd /; cat $OLDPWD/shadow", "high"],
    ["cd /etc; cd /; cd -; cat shadow", "high"],
    ["pushd /etc; pushd /; cat ~1/shadow", "high"],
    ["cd /etc; cd /nowhere; cat shadow", "high"],
    ["cd /etc || cd /tmp; cat shadow", "high"],
    ["cd /etc; if false; then cd /tmp; fi; cat shadow", "high"],
    ["cd /etc; for i in 1; do cd /tmp/$i; done; cat shadow", "high"],
  ],
};

for (const [name, lines] of Object.entries(attacks))
  describe(name, () => {
    test.each(lines)("%s", (line, risk) => expect(rateShell(line).risk).toBe(risk));
  });
