import { describe, expect, test } from "bun:test";
import { natives } from "./native.ts";

const order = { verb: "install", wanted: [{ name: "nginx" }], downgrade: false } as const;
const said = (stdout: string, exitCode = 0) => ({ stdout, stderr: "", exitCode });

/** In the form that their dry runs have; none of these four was run for it. */
describe("a dry run", () => {
  test("of dnf is a table by headings", () => {
    const stdout = `Dependencies resolved.
================================================================================
 Package            Arch     Version                  Repository           Size
================================================================================
Installing:
 nginx              x86_64   1:1.20.1-14.el9          appstream            36 k
Installing dependencies:
 nginx-core         x86_64   1:1.20.1-14.el9          appstream           565 k
Removing:
 httpd              x86_64   2.4.57-5.el9             @appstream          4.6 M

Transaction Summary
================================================================================
Install  2 Packages
Remove   1 Package

Operation aborted.
`;
    expect(natives.dnf.foresees(said(stdout, 1))?.changed).toEqual([
      { name: "nginx", to: "1:1.20.1-14.el9" },
      { name: "nginx-core", to: "1:1.20.1-14.el9" },
      { name: "httpd", from: "2.4.57-5.el9" },
    ]);
    expect(natives.dnf.foresees(said("Nothing to do.\n"))).toEqual({ changed: [] });
    expect(natives.dnf.foresees(said("Error: Unable to find a match: nginx\n", 1))).toBeUndefined();
    // A name that does not fit into its column: not all was read, so nothing is known.
    const broken = stdout.replace(
      " httpd              x86_64",
      " a-very-long-name-of-a-package\n                    x86_64",
    );
    expect(natives.dnf.foresees(said(broken, 1))).toBeUndefined();
  });

  test("of apk is a numbered list", () => {
    const stdout =
      "(1/3) Installing pcre (8.45-r3)\n(2/3) Upgrading nginx (1.24.0-r6 -> 1.24.0-r7)\n(3/3) Purging old (1-r0)\nOK: 12 MiB in 20 packages\n";
    expect(natives.apk.foresees(said(stdout))?.changed).toEqual([
      { name: "pcre", to: "8.45-r3" },
      { name: "nginx", from: "1.24.0-r6", to: "1.24.0-r7" },
      { name: "old", from: "1-r0" },
    ]);
    expect(natives.apk.read("nginx-1.24.0-r7 x86_64 {nginx} (BSD-2-Clause) [installed]\n").versions.get("nginx")).toBe(
      "1.24.0-r7",
    );
  });

  test("of pacman is a list of names and versions", () => {
    expect(natives.pacman.foresees(said("nginx 1.26.2-1\nmailcap 2.1.54-2\n"))?.changed).toEqual([
      { name: "nginx", to: "1.26.2-1" },
      { name: "mailcap", to: "2.1.54-2" },
    ]);
    expect(natives.pacman.read("nginx 1.26.2-1\n").versions.get("nginx")).toBe("1.26.2-1");
  });

  test("of zypper is sentences with names under them", () => {
    const stdout =
      "The following 2 NEW packages are going to be installed:\n  nginx nginx-source\n\nThe following package is going to be REMOVED:\n  apache2\n\n2 new packages to install, 1 to remove.\n";
    expect(natives.zypper.foresees(said(stdout))?.changed).toEqual([
      { name: "nginx", to: "?" },
      { name: "nginx-source", to: "?" },
      { name: "apache2", from: "?" },
    ]);
  });
});

describe("a command line", () => {
  test("asks nobody, whichever manager it is", () => {
    expect(
      Object.values(natives).map(({ command }) =>
        command(order)
          .join(" ")
          .replace(/-o \S+ /g, ""),
      ),
    ).toEqual([
      "apt-get -q -y install -- nginx",
      "dnf -y install -- nginx",
      "apk --no-progress --wait 120 add -- nginx",
      "pacman --noconfirm --noprogressbar -S --needed -- nginx",
      "zypper --non-interactive --quiet install -- nginx",
    ]);
  });
});
