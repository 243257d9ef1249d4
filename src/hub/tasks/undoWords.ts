/** “undo that”, “undo all”, “undo task 4f09c2”, “undo step 2 of 4f09c2”: words that mean one of a person's own tasks. */

export type UndoWords = { task?: string; step?: string; force: boolean };

const shape =
  /^(?:please )?(?:undo|revert|roll back|take back)(?: (?:that|it|this|all|everything|all of it|all of that|all that|the last|the last (?:task|change|changes|thing)|my last (?:task|change)))?(?: step (?<step>\d{1,3}))?(?: (?:of )?(?:task )?(?<task>[0-9a-f]{6}|[0-9a-f-]{36}))?(?<force> anyway| by force| with force)?(?: please)?[.!]?$/i;

/** Undefined where the words ask for something else. */
export function undoWords(text: string): UndoWords | undefined {
  const found = shape.exec(text.trim().replaceAll(/\s+/g, " "));
  if (!found) return undefined;
  const { step, task, force } = found.groups ?? {};
  return {
    ...(task === undefined ? {} : { task: task.toLowerCase() }),
    ...(step === undefined ? {} : { step }),
    force: force !== undefined,
  };
}
