/** How much one planning may cost, counted outside of the model: answers, calls, tokens, money, time. */
export type Limits = {
  /** Answers of the model before a first proposal, and in all with those of specialists. */
  answersBefore: number;
  answers: number;
  calls: number;
  callsAtOnce: number;
  inputTokens: number;
  costMicroUsd: number;
  ms: number;
};

export const usualLimits: Limits = {
  answersBefore: 15,
  answers: 30,
  calls: 60,
  callsAtOnce: 8,
  inputTokens: 200_000,
  costMicroUsd: 1_000_000,
  ms: 600_000,
};

export type Paid = { inputTokens: number; cachedTokens?: number; costMicroUsd?: number };

export class Budget {
  readonly limits: Limits;
  readonly #now: () => number;
  readonly #beganAt: number;
  #answers = 0;
  /** Questions whose answer is on its way: specialists that work at the same time may not pass the limit together. */
  #open = 0;
  #calls = 0;
  #inputTokens = 0;
  #costMicroUsd = 0;
  #told = false;
  proposed = false;

  constructor(limits: Partial<Limits> = {}, now: () => number) {
    this.limits = { ...usualLimits, ...limits };
    this.#now = now;
    this.#beganAt = now();
  }

  answered({ inputTokens, cachedTokens = 0, costMicroUsd = 0 }: Paid): void {
    this.#answers++;
    // What the endpoint has kept costs about a tenth.
    this.#inputTokens += inputTokens - 0.9 * Math.min(cachedTokens, inputTokens);
    this.#costMicroUsd += costMicroUsd;
  }
  asked(): void {
    this.#open++;
  }
  heard(): void {
    this.#open--;
  }
  called(): void {
    this.#calls++;
  }

  get answers(): number {
    return this.#answers;
  }
  get callsLeft(): number {
    return Math.max(0, this.limits.calls - this.#calls);
  }

  /** Shares that are used up, the fullest first: name and 0..1. */
  #used(): [string, number][] {
    const { limits } = this;
    const most = this.proposed ? limits.answers : Math.min(limits.answersBefore, limits.answers);
    const shares: [string, number][] = [
      // The last answer is the one without tools.
      ["answers", (this.#answers + this.#open) / Math.max(1, most - 1)],
      ["calls", this.#calls / limits.calls],
      ["tokens", this.#inputTokens / limits.inputTokens],
      ["cost", this.#costMicroUsd / limits.costMicroUsd],
      ["time", (this.#now() - this.#beganAt) / limits.ms],
    ];
    return shares.toSorted(([, a], [, b]) => b - a);
  }

  /** What is used up, in words; undefined while there is some left. */
  over(): string | undefined {
    const [fullest] = this.#used();
    return fullest && fullest[1] >= 1 ? words[fullest[0]] : undefined;
  }

  /** Once, when four fifths of something are used. */
  nearlyOver(): string | undefined {
    const [fullest] = this.#used();
    if (this.#told || !fullest || fullest[1] < 0.8 || fullest[1] >= 1) return undefined;
    this.#told = true;
    return words[fullest[0]];
  }
}

const words: Record<string, string> = {
  answers: "number of answers",
  calls: "number of looks",
  tokens: "number of tokens",
  cost: "money",
  time: "time",
};
