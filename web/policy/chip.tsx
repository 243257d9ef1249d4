/** What a rule or a decision says: a word, an icon and a colour, always the three together. */
import type { PolicyRule } from "../../src/domain/policy.ts";
import { Icon } from "../kit/index.ts";
import { answerChip, answerIcon, answerTone } from "./words.ts";

export const AnswerChip = ({ answer, word }: { answer: PolicyRule["then"]; word?: string }) => (
  <span class={`chip answer answer-${answerTone[answer]}`}>
    <Icon name={answerIcon[answer]} size={14} />
    {word ?? answerChip[answer]}
  </span>
);
