/** File systems without room, and what of it lies there that nobody needs. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { Evidence } from "../../../domain/finding.ts";
import { bytesText } from "../../../lib/bytes.ts";
import { percentUp } from "../../../lib/percent.ts";
import type { SearchOutput } from "../../../tools/file/search.ts";
import type { DiskOutput } from "../../../tools/system/disk.ts";
import { evidence, seenOf, type Looked, type Seen } from "./looked.ts";
import { unitOfPid } from "./units.ts";
import { plainPath, plainUnit, type Draft, type Fix } from "./rule.ts";

/** From here on programs begin to fail; a disk that is merely well used is not a cause. */
const fullRatio = 0.95;
/** What was asked about is told earlier. */
const nearlyFullRatio = 0.9;

type Disk = DiskOutput["disks"][number];
type Large = { path: string; sizeBytes: number; seen: Seen<unknown>; of: object };

export function disk(looked: Looked): Draft[] {
  const limit = looked.asked.about === "full" ? nearlyFullRatio : fullRatio;
  return seenOf<DiskOutput>(looked, "system.disk").flatMap((seen) =>
    seen.output.disks.filter(({ usedRatio }) => usedRatio >= limit).map((each) => full(looked, each, seen)),
  );
}

function full(looked: Looked, own: Disk, seen: Seen<DiskOutput>): Draft {
  const { mount, usedRatio, totalBytes, freeBytes } = own;
  const others = seen.output.disks.filter((each) => each.mount !== mount).map((each) => each.mount);
  const large = largest(looked).filter(
    ({ path }) => lies(path, mount) && !others.some((other) => other.length > mount.length && lies(path, other)),
  );
  const needless = large.filter(({ path }) => kindOf(path) !== undefined);
  const held = heldOf(looked, mount);
  const [first] = needless;
  const most = first ?? large[0];
  return {
    id: "disk-full",
    certainty: "certain",
    cause: `${mount} is full (${percentUp(usedRatio)} of ${bytesText(totalBytes)})${most ? `; ${most.path}${kindText(most.path)} takes ${bytesText(most.sizeBytes)} of it` : ""}`,
    evidence: [
      ...held.map(({ told }) => told),
      evidence(seen, `${mount}: ${bytesText(freeBytes)} of ${bytesText(totalBytes)} free`, { of: own }),
      ...[...needless, ...large.filter((each) => !needless.includes(each))]
        .slice(0, 4)
        .map(({ path, sizeBytes, seen: from, of }) => evidence(from, `${path}: ${bytesText(sizeBytes)}`, { of })),
    ],
    fixes: [...held.map(({ fix }) => fix), ...fixesOf(looked.machine, needless, mount)],
    about: `disk:${mount}`,
    depth: 0,
  };
}

const lies = (path: string, mount: string): boolean => mount === "/" || path === mount || path.startsWith(`${mount}/`);

const largest = (looked: Looked): Large[] =>
  seenOf<SearchOutput>(looked, "file.search")
    .flatMap((seen) =>
      seen.output.matches
        .filter(({ kind }) => kind === "file")
        .map((of) => ({ path: forHtml(of.path), sizeBytes: of.sizeBytes, seen, of })),
    )
    .toSorted((a, b) => b.sizeBytes - a.sizeBytes);

/** Less than this is not worth a restart. */
const muchHeld = 100 << 20;

/** Files that were removed but take room until the program that holds them lets go. */
function heldOf(looked: Looked, mount: string): { told: Evidence; fix: Fix }[] {
  return seenOf<SearchOutput>(looked, "file.search").flatMap((seen) =>
    (seen.output.held ?? []).flatMap((of) => {
      const { pid, process, path, sizeBytes } = of;
      const unit = unitOfPid(looked, pid);
      if (sizeBytes < muchHeld || !unit || !plainUnit(unit.service) || !lies(forHtml(path), mount)) return [];
      return [
        {
          told: evidence(
            seen,
            `${forHtml(path)} was removed, but ${forHtml(process)} (process ${pid}) holds ${bytesText(sizeBytes)} of it`,
            { of },
          ),
          fix: {
            say: `restart the unit “${unit.service}” on ${looked.machine}`,
            why: `it lets go of ${bytesText(sizeBytes)} that were removed already`,
          },
        },
      ];
    }),
  );
}

type Kind = "core" | "rotated" | "packages" | "journal";
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/\/core(?:\.\d+)?$|\/var\/lib\/systemd\/coredump\//, "core"],
  [/\.log\.\d+(?:\.(?:gz|xz|zst|bz2))?$|\.log-\d{8}(?:\.\w+)?$|\/syslog\.\d+/, "rotated"],
  [/^\/var\/cache\/(?:apt\/archives|dnf|yum|pacman\/pkg|apk)\//, "packages"],
  [/^\/var\/log\/journal\//, "journal"],
];
const kindOf = (path: string): Kind | undefined => kinds.find(([shape]) => shape.test(path))?.[1];

const kindText = (path: string): string => {
  const kind = kindOf(path);
  return kind === undefined
    ? ""
    : ` (${{ core: "a crashed program's memory", rotated: "an old log", packages: "a downloaded package", journal: "the journal" }[kind]})`;
};

/** What may go without asking whose it is: memory images of crashes first, then old logs, then what can be fetched again. */
function fixesOf(machine: string, needless: readonly Large[], mount: string): Fix[] {
  const fixes: Fix[] = [];
  const [core] = needless.filter(({ path }) => kindOf(path) === "core");
  if (core && plainPath(core.path))
    fixes.push({
      say: `delete ${core.path} on ${machine}`,
      why: `${bytesText(core.sizeBytes)} that only a developer would look into`,
    });
  if (needless.some(({ path }) => kindOf(path) === "packages"))
    fixes.push({
      say: `clean the package cache on ${machine}`,
      why: "downloaded packages, which can be fetched again",
    });
  if (needless.some(({ path }) => kindOf(path) === "journal"))
    fixes.push({ say: `shrink the journal to 200M on ${machine}`, why: "its oldest entries go" });
  const [old] = needless.filter(({ path }) => kindOf(path) === "rotated");
  if (old && plainPath(old.path))
    fixes.push({ say: `delete ${old.path} on ${machine}`, why: `${bytesText(old.sizeBytes)} of an old log` });
  return [...fixes, { say: `show the largest files in ${mount} on ${machine}`, why: "what else could go" }];
}
