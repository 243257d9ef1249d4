/** What a diagnosis found: the cause and how sure it is, what speaks for it as links to the very line, and what would mend it. */
import type { FindingView } from "../../src/api/finding.ts";
import { Age, Icon, count, said } from "../kit/index.ts";
import type { IconName } from "../kit/icons.ts";
import { Offered } from "./follow-up.tsx";

type Props = {
  task: string;
  findings: readonly FindingView[];
  /** The sentence above; a cause that it names is not said twice. */
  told?: string;
  /** What each look was, by its run. */
  looked?: readonly { run: string; what: string }[];
  mayAct?: boolean;
};

/** Of each cause; what is left is in the runs. */
const evidenceAtMost = 6;
const causesAtMost = 12;

export const Findings = ({ task, findings, told = "", looked = [], mayAct = true }: Props) => (
  <ol class="findings" aria-label="What was found">
    {findings.slice(0, causesAtMost).map((finding) => (
      <Found task={task} finding={finding} isTold={told.includes(finding.cause)} looked={looked} mayAct={mayAct} />
    ))}
  </ol>
);

type FoundProps = {
  task: string;
  finding: FindingView;
  isTold: boolean;
  looked: NonNullable<Props["looked"]>;
  mayAct: boolean;
};

const Found = ({ task, finding, isTold, looked, mayAct }: FoundProps) => {
  const sure = certainty[finding.certainty];
  return (
    <li class="finding">
      <p class="finding-cause">
        <span class={`certainty certainty-${finding.certainty}`} title={sure.means}>
          <Icon name={sure.icon} size={14} /> {sure.words}
        </span>
        {isTold ? (
          <span class="muted">{count(finding.evidence.length, "thing speaks", "things speak")} for it</span>
        ) : (
          <>
            <strong>{said(finding.machine)}</strong>
            <span>{said(finding.cause)}</span>
          </>
        )}
      </p>
      <ul class="finding-evidence" aria-label={`What speaks for it, on ${said(finding.machine)}`}>
        {finding.evidence.slice(0, evidenceAtMost).map((each) => (
          <li>
            <a href={evidenceHref(each)}>{placeOf(each, looked)}</a>
            <code>{said(each.text)}</code>
            <Age at={each.at} />
          </li>
        ))}
      </ul>
      {mayAct && finding.fixes.length > 0 ? (
        <div class="options" data-list aria-label="What would put it right">
          {finding.fixes.map(({ say, why }) => (
            <Offered task={task} say={said(say)} why={said(why)} />
          ))}
        </div>
      ) : null}
    </li>
  );
};

/** “Look at the log of nginx, line 14”: what was looked at, as the link to it says it. */
function placeOf({ run, line, row }: FindingView["evidence"][number], looked: FoundProps["looked"]): string {
  const what = looked.find((look) => look.run === run)?.what;
  const at =
    line === undefined
      ? row === undefined || row === 1
        ? undefined
        : `row ${row.toLocaleString("en")}`
      : `line ${line.toLocaleString("en")}`;
  return (
    said([what, at].filter((part) => part !== undefined).join(", ")) ||
    (looked.length > 0 && !looked.some((look) => look.run === run) ? "an earlier task" : "what it answered")
  );
}

/** The run may be of another task, one that only looked; the hub knows which. */
export const evidenceHref = ({
  run,
  line,
  row,
}: Pick<FindingView["evidence"][number], "run" | "line" | "row">): string =>
  `/runs/${run}${line === undefined ? (row === undefined ? "" : `?row=${row}`) : `?line=${line}`}`;

const certainty: Record<FindingView["certainty"], { words: string; means: string; icon: IconName }> = {
  certain: { words: "certain", means: "What was seen cannot be otherwise.", icon: "circle-check" },
  likely: { words: "likely", means: "It fits, and nothing speaks against it.", icon: "circle-alert" },
  possible: { words: "possible", means: "Worth a look.", icon: "circle-question-mark" },
};
