/** Logs that grow by the second, and memory without a limit: both mostly a setting. */
import { forHtml } from "../../../domain/untrusted.ts";
import { bytesText } from "../../../lib/bytes.ts";
import type { ExplainOutput } from "../../../tools/service/explain.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import { changeLine, plainPath, plainUnit, type Draft, type Fix } from "./rule.ts";
import { aroundOf, type Around } from "./units.ts";

export const growth = (looked: Looked): Draft[] =>
  aroundOf(looked).flatMap((around) =>
    plainUnit(around.service) ? [...flood(looked, around), ...withoutLimit(looked, around)] : [],
  );

/** Bytes a second; what a busy server writes stays under it. */
const floodRate = 100_000;
/** A file that is emptied only where it has become large. */
const largeBytes = 1 << 20;

type Setting = Around["settings"][number];
const settingOf = ({ settings }: Around, name: RegExp, value: RegExp): Setting | undefined =>
  settings.find((each) => name.test(forHtml(each.name)) && value.test(forHtml(each.value)));

function flood(looked: Looked, around: Around): Draft[] {
  const seconds =
    (seenOf<ExplainOutput>(looked, "service.explain").find(({ run }) => run === around.from.run)?.output.measuredMs ??
      1_000) / 1_000;
  const file = around.files.find(
    ({ grewBytes, path }) => grewBytes / seconds > floodRate && /\blog\b|\.log$|\/log\//.test(forHtml(path)),
  );
  if (!file) return [];
  const { machine } = looked;
  const { service } = around;
  const path = forHtml(file.path);
  const rate = `${bytesText(Math.round(file.grewBytes / seconds))} a second`;
  const loud = settingOf(around, /level|verbos|^debug$/i, /^["']?(?:trace|debug|all|silly|verbose|true)["']?$/i);
  const fixes: Fix[] = [];
  const empty = `empty ${path} on ${machine}`;
  const large = plainPath(path) && file.sizeBytes > largeBytes;
  const quiet = loud && changed(loud, /^["']?true/i.test(forHtml(loud.value)) ? "false" : "info", machine);
  if (quiet !== undefined)
    fixes.push({
      say: `${quiet}, then restart ${service} on ${machine}${large ? `, then ${empty}` : ""}`,
      why: "it writes what matters and no more",
    });
  if (large) fixes.push({ say: empty, why: "room for now; it fills again while it is this loud" });
  return [
    {
      id: "log-flood",
      certainty: "certain",
      cause: `${service} writes ${rate} into ${path}${loud ? `: ${forHtml(loud.name)} is ${forHtml(loud.value)} in line ${loud.line} of ${forHtml(loud.path)}` : ""}`,
      evidence: [
        evidence(
          around.from,
          `${path}: ${bytesText(file.sizeBytes)}, ${bytesText(file.grewBytes)} more within ${seconds.toFixed(1)} s`,
          around,
        ),
        ...(loud
          ? [
              evidence(
                around.from,
                `${forHtml(loud.path)}, line ${loud.line}: ${forHtml(loud.name)} = ${forHtml(loud.value)}`,
                { of: loud },
              ),
            ]
          : []),
      ],
      fixes,
      about: `unit:${service}`,
      depth: 1,
    },
  ];
}

/** The request that gives a setting another value, where its line can be quoted. */
function changed({ path, text, value }: Setting, to: string, machine: string): string | undefined {
  const from = forHtml(text).trimEnd();
  const at = from.lastIndexOf(forHtml(value));
  if (at < 0) return undefined;
  return changeLine({
    from,
    to: from.slice(0, at) + to + from.slice(at + forHtml(value).length),
    path: forHtml(path),
    machine,
  });
}

/** Less is not worth a word. */
const muchMemory = 64 << 20;
/** A first limit, small enough to be felt; what fits is for people to say. */
const firstLimitMb = 32;

function withoutLimit(looked: Looked, around: Around): Draft[] {
  const limit = settingOf(
    around,
    /(?:limit|max).*(?:mb|mem|cache|size|bytes)|(?:mem|cache|size).*(?:limit|max)/i,
    /^["']?(?:0|-1|none|unlimited|off)["']?$/i,
  );
  if (!limit || around.memoryBytes < muchMemory) return [];
  const { machine } = looked;
  const { service } = around;
  const name = forHtml(limit.name);
  const path = forHtml(limit.path);
  const bounded = /mb$/i.test(name) ? changed(limit, String(firstLimitMb), machine) : undefined;
  return [
    {
      id: "no-limit",
      certainty: "likely",
      cause: `${service} holds ${bytesText(around.memoryBytes)} of memory and has no limit: ${name} is ${forHtml(limit.value)} in line ${limit.line} of ${path}`,
      evidence: [
        evidence(
          around.from,
          `${service}: ${bytesText(around.memoryBytes)} in ${around.processes} ${around.processes === 1 ? "process" : "processes"}`,
          around,
        ),
        evidence(around.from, `${path}, line ${limit.line}: ${name} = ${forHtml(limit.value)}`, { of: limit }),
      ],
      fixes: [
        ...(bounded === undefined
          ? []
          : [
              {
                say: `${bounded} and restart ${service} on ${machine}`,
                why: "it holds no more than that; raise it where that is too little",
              },
            ]),
        { say: `restart ${service} on ${machine}`, why: "the memory is free for now, and fills again" },
      ],
      about: `unit:${service}`,
      depth: 2,
    },
  ];
}
