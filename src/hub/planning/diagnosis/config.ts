/** Configuration that a program refuses: as its own check says, or as a service says before it ends. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { ValidateOutput } from "../../../tools/config/validate.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import { changeLine, plainPath, plainUnit, type Draft, type Fix } from "./rule.ts";
import { aroundOf, isFailing, lastWords, unitsOf, type Line, type Unit } from "./units.ts";

export const config = (looked: Looked): Draft[] => [...checked(looked), ...said(looked)];

const serviceOf: Record<string, readonly string[]> = {
  nginx: ["nginx"],
  apache: ["apache2", "httpd"],
  sshd: ["ssh", "sshd"],
  haproxy: ["haproxy"],
};

function checked(looked: Looked): Draft[] {
  return seenOf<ValidateOutput>(looked, "config.validate").flatMap((seen) => {
    const { fault, of, exact } = seen.output;
    if (!fault) return [];
    const path = forHtml(fault.file);
    const where = fault.line === undefined ? path : `line ${fault.line} of ${path}`;
    const unit = unitsOf(looked).find(({ service }) => (serviceOf[of] ?? [of]).includes(service));
    const near = (fault.near ?? []).map(({ line, text }) => ({ line, text: forHtml(text) }));
    const mended =
      of === "nginx" && plainPath(path) ? semicolon({ near, line: fault.line ?? 0, path, looked }) : undefined;
    const wrong = mended ? near.find(({ line }) => line === mended.line) : undefined;
    return [
      {
        id: "config-broken",
        certainty: "certain",
        cause: mended
          ? `the configuration of ${of} is wrong: in line ${mended.line} of ${path} a semicolon is missing${unit && !unit.active ? `, so ${unit.service} does not start` : ""}`
          : `the configuration of ${of} is wrong in ${where}: ${forHtml(fault.message)}${unit && !unit.active ? `, so ${unit.service} does not start` : ""}`,
        evidence: [
          evidence(seen, `${forHtml(exact)}: ${where}: ${forHtml(fault.message)}`),
          ...(wrong ? [evidence(seen, `line ${wrong.line}: ${wrong.text.trim()}`)] : []),
        ],
        fixes: [
          ...(mended ? [withStart(mended.fix, unit, looked)] : []),
          ...(plainPath(path)
            ? [{ say: `show ${path} on ${looked.machine}`, why: "to see the line and what stands around it" }]
            : []),
        ],
        about: unit ? `unit:${unit.service}` : `config:${path}`,
        depth: 0,
      },
    ];
  });
}

type Near = { line: number; text: string };

/** nginx names the line where it gave up; what lacks its end stands there or above. */
function semicolon({
  near,
  line,
  path,
  looked,
}: {
  near: Near[];
  line: number;
  path: string;
  looked: Looked;
}): { line: number; fix: Fix } | undefined {
  const before = near.filter((each) => each.line <= line).toReversed();
  const open = before.find(({ text, line: at }) => {
    const code = text.replace(/\s#.*$/, "").trim();
    return code !== "" && !code.startsWith("#") && !/[;{}]$/.test(code) && at >= line - 5;
  });
  const code = open?.text.replace(/\s#.*$/, "").trim();
  if (!open || code === undefined || !/^[\w./:$ -]+$/.test(code)) return undefined;
  const say = changeLine({ from: code, to: `${code};`, path, machine: looked.machine });
  if (say === undefined) return undefined;
  const why = "the semicolon is put where it is missing; nginx checks it, and what it refuses is put back";
  return { line: open.line, fix: { say, why } };
}

const withStart = ({ say, why }: Fix, unit: Unit | undefined, { machine }: Looked): Fix =>
  unit && !unit.active
    ? { say: `${say} and restart ${unit.service} on ${machine}`, why: `${why}; then it is started` }
    : { say, why };

const refused =
  /\b(?:bad|invalid|illegal|unknown|unexpected|wrong|unrecogni[sz]ed|cannot parse|syntax error|parse error|not a|not '|malformed|unsupported|could not parse)\b/i;
const place =
  /(\/etc\/[\w./@+-]+?)(?::(\d+)\b|,? (?:on |at |in )?line (\d+))|\bline (\d+) (?:of|in) (\/etc\/[\w./@+-]+)/;

function said(looked: Looked): Draft[] {
  return unitsOf(looked)
    .filter((unit) => isFailing(unit, looked.atMs) && plainUnit(unit.service))
    .flatMap((unit) => {
      const line = lastWords(looked, unit).find(({ text }) => place.test(text) && refused.test(text));
      return line ? [refusal(looked, unit, line)] : [];
    });
}

function refusal(looked: Looked, unit: Unit, line: Line): Draft {
  const [, before, colon, word, after, behind] = place.exec(line.text) ?? [];
  const path = before ?? behind ?? "";
  const at = colon ?? word ?? after ?? "";
  const { machine } = looked;
  const number = numberMeant(line.text);
  const [setting] = aroundOf(looked).flatMap(({ settings, from }) =>
    settings
      .filter((each) => forHtml(each.path) === path && each.line === Number(at))
      .map((each) => ({ ...each, from, of: each })),
  );
  const stands = setting ? forHtml(setting.text).trimEnd() : "";
  const mended =
    number && stands.includes(number.said)
      ? changeLine({ from: stands, to: stands.replace(number.said, String(number.value)), path, machine })
      : undefined;
  const fixes: Fix[] =
    mended !== undefined && number
      ? [
          {
            say: `${mended} and restart ${unit.service} on ${machine}`,
            why: `“${number.said}” is a word where a number is wanted`,
          },
        ]
      : [];
  if (plainPath(path))
    fixes.push({ say: `show ${path} on ${machine}`, why: `to see line ${at} and what stands around it` });
  const rest = line.text.slice(line.text.indexOf(path) + path.length).replace(/^[:, ]*(?:line )?\d*[:, ]*/, "");
  // nginx says first what is wrong and then where.
  const what = /\w/.test(rest) ? rest : line.text.slice(0, line.text.indexOf(path)).replace(/ (?:in|at|of) *$/, "");
  return {
    id: "config-refused",
    certainty: "certain",
    cause: `${unit.service} refuses its configuration, line ${at} of ${path}: ${what.slice(0, 160)}`,
    evidence: [
      evidence(line.from, line.text, line),
      ...(setting ? [evidence(setting.from, `${path}, line ${at}: ${stands}`, { of: setting.of })] : []),
      evidence(unit.from, `${unit.service}: ${unit.restarts} restarts, result ${unit.result}`, { of: unit.of }),
    ],
    fixes,
    about: `unit:${unit.service}`,
    // The program's own check says the same and more.
    depth: 1,
  };
}

const numberWords = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** “bad value for workers: 'two'”: a number that was written as a word. */
function numberMeant(text: string): { name: string; value: number; said: string } | undefined {
  const [, name = "", said = ""] = /\bfor ['"]?([A-Za-z][\w.-]{0,60})['"]?[:,]? ['"“]([a-z]+)['"”]/.exec(text) ?? [];
  const value = numberWords.indexOf(said);
  return name !== "" && value >= 0 ? { name, value, said } : undefined;
}
