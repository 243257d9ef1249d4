/** What a model says at the end, with what is true beside it: nothing was changed by saying so. */

/** Claims that something was done, in the words models use for it. */
const claims =
  /\b(?:i|we)(?:'ve| have| just| already| successfully)* (?:re-?start|start|stop|reload|fix|install|updat|upgrad|remov|delet|chang|edit|creat|enabl|disabl|repair|resolv|reboot|clean|clear|appl|execut|run|kill|add|configur)\w*(?:ed|d|t)?\b|\b(?:has|have) been (?:successfully )?(?:re-?started|started|stopped|reloaded|fixed|installed|updated|upgraded|removed|deleted|changed|edited|created|enabled|disabled|repaired|resolved|rebooted|cleaned|cleared|applied|executed|killed|added|configured)\b|\b(?:was|were|is|are) (?:successfully |now )(?:re-?started|started|stopped|fixed|installed|updated|removed|deleted|changed|resolved|rebooted|repaired)\b|\bsuccessfully (?:re-?started|started|stopped|reloaded|fixed|installed|updated|upgraded|removed|deleted|changed|edited|created|enabled|disabled|completed|applied)\b|^\s*(?:done|fixed|restarted|completed|resolved|success)\b[.!]?|\b(?:task|restart|update|installation|fix) (?:is |was )?(?:complete|completed|successful|done)\b|\berfolgreich\b|已(?:重启|完成|修复)/im;

export const claimsChange = (text: string): boolean => claims.test(text);

export function honest(
  text: string,
  { looked, stopping, before }: { looked: boolean; stopping: string | undefined; before: boolean },
): string {
  const first = claimsChange(text)
    ? `${before ? "Nothing more was changed" : "Nothing was changed"}: this is only what the model says. `
    : looked
      ? ""
      : "Not checked on any machine: this is only what the model says. ";
  const last = stopping === undefined ? "" : `\n\nIt was stopped before it was through: ${stopping}.`;
  return `${first}${text}${last}`;
}
