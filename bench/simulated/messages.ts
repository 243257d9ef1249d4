/** What a bench and a process of simulated agents say to each other. */

export type Manner =
  /** Answers a call at once: what is left is the hub's own work. */
  | "reply"
  /** Starts /bin/true with both pipes, as an agent does, and waits for it. */
  | "exec";

export type Where = { url: string; unix?: string; ca?: string };

export type Order =
  /** Enrols so many agents named PREFIXn and connects them. */
  | { do: "join"; where: Where; token: string; prefix: string; from: number; count: number }
  /** Opens so many WebSockets that answer every message with a short one: the floor. */
  | { do: "bare"; where: Where; count: number }
  | { do: "manner"; manner: Manner }
  /** Every agent says so many samples and pongs in each second, not all at once; 0 stops them. */
  | { do: "talk"; samples: number; pongs: number }
  /** When calls came and were settled since this was last asked, in ms since the epoch. */
  | { do: "times" }
  | { do: "disconnect" }
  /** Cuts what connections there are and connects again. */
  | { do: "reconnect" };

export type Times = { came: number[]; settled: number[]; sent: number; ended: number };
export type Answer = { ok: true; times?: Times } | { ok: false; why: string };
