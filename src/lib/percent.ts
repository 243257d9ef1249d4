/** Shares for people. */

/** 0.834 is `83%`. */
export const percentText = (ratio: number): string => `${Math.round(ratio * 100)}%`;

/** As `df` prints the use of a disk: rounded up, so that 100% is said as soon as the last per cent is touched. */
export const percentUp = (ratio: number): string => `${Math.ceil(Number((ratio * 100).toFixed(6)))}%`;
