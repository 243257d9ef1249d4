/** What a diagnosis found: the cause and how sure it is, what speaks for it as links to the very line, and what would mend it. */
import type { FindingView } from "../../src/api/finding.ts";
import { Age, Icon, said } from "../kit/index.ts";
import type { IconName } from "../kit/icons.ts";
import { Offered } from "./follow-up.tsx";

type Props = { task: string; findings: readonly FindingView[]; mayAct?: boolean };

/** Of each cause; what is left is in the runs. */
const evidenceAtMost = 6;
const causesAtMost = 12;

export const Findings = ({ task, findings, mayAct = true }: Props) => (
  <ol class="findings" aria-label="What was found">
    {findings.slice(0, causesAtMost).map((finding) => (
      <Found task={task} finding={finding} mayAct={mayAct} />
    ))}
  </ol>
);

const Found = ({ task, finding, mayAct }: { task: string; finding: FindingView; mayAct: boolean }) => {
  const sure = certainty[finding.certainty];
  return (
    <li class="finding">
      <p class="finding-cause">
        <span class={`certainty certainty-${finding.certainty}`} title={sure.means}>
          <Icon name={sure.icon} size={14} /> {sure.words}
        </span>
        <strong>{said(finding.machine)}</strong>
        <span>{said(finding.cause)}</span>
      </p>
      <ul class="finding-evidence" aria-label={`What speaks for it, on ${said(finding.machine)}`}>
        {finding.evidence.slice(0, evidenceAtMost).map((each) => (
          <li>
            <a href={evidenceHref(each)}>
              {each.line === undefined ? "what it answered" : `line ${each.line.toLocaleString("en")}`}
            </a>
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

/** The run may be of another task, one that only looked; the hub knows which. */
export const evidenceHref = ({ run, line }: Pick<FindingView["evidence"][number], "run" | "line">): string =>
  `/runs/${run}${line === undefined ? "" : `?line=${line}`}`;

const certainty: Record<FindingView["certainty"], { words: string; means: string; icon: IconName }> = {
  certain: { words: "certain", means: "What was seen cannot be otherwise.", icon: "circle-check" },
  likely: { words: "likely", means: "It fits, and nothing speaks against it.", icon: "circle-alert" },
  possible: { words: "possible", means: "Worth a look.", icon: "circle-question-mark" },
};
