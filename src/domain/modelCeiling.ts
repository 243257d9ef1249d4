/** What models may cost: in tokens and money, for a task and for a month. */

/** In micro-USD: whole numbers, so that sums stay exact. Absent: no ceiling. */
export type ModelCeilings = {
  monthMicroUsd?: number;
  monthTokens?: number;
  taskMicroUsd?: number;
  taskTokens?: number;
};
export type ModelSpent = { tokens: number; microUsd: number };

/** `$0.0042`, `$1.20`, `$1,300.00`: two digits from a cent on, below that as many as are needed to see something. */
export function usdText(microUsd: number): string {
  const usd = microUsd / 1e6;
  if (usd === 0 || usd >= 0.01)
    return `$${usd.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  return `$${usd.toFixed(6).replace(/0+$/, "")}`;
}

export const tokensText = (tokens: number): string => `${tokens.toLocaleString("en")} tokens`;

/** Why nothing more may be asked, as a sentence; undefined where there is room. */
export function ceilingReached(
  { monthMicroUsd, monthTokens, taskMicroUsd, taskTokens }: ModelCeilings,
  { month, task }: { month: ModelSpent; task: ModelSpent },
): string | undefined {
  if (monthMicroUsd !== undefined && month.microUsd >= monthMicroUsd)
    return `This month's ceiling for models of ${usdText(monthMicroUsd)} is used up.`;
  if (monthTokens !== undefined && month.tokens >= monthTokens)
    return `This month's ceiling for models of ${tokensText(monthTokens)} is used up.`;
  if (taskMicroUsd !== undefined && task.microUsd >= taskMicroUsd)
    return `The model has used up what one task may cost, ${usdText(taskMicroUsd)}.`;
  if (taskTokens !== undefined && task.tokens >= taskTokens)
    return `The model has used up what one task may take, ${tokensText(taskTokens)}.`;
  return undefined;
}
