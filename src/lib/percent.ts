/** Shares for people. */

/** 0.834 is `83%`. */
export const percentText = (ratio: number): string => `${Math.round(ratio * 100)}%`;

/** The use of a disk as `df` tells it: rounded up to a per cent, so that 100% is said as soon as the last one is touched. */
export const diskShare = (ratio: number): number => Math.ceil(Number((ratio * 100).toFixed(6))) / 100;

/** 0.834 of a disk is `84%`, everywhere. */
export const percentUp = (ratio: number): string => percentText(diskShare(ratio));
