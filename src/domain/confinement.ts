/** What a machine can hold a step to, and what a run was held to: each layer and each gap by its name. */
import * as z from "zod/mini";
import { once } from "../lib/once.ts";
import { confinements, type Confinement } from "./risk.ts";

const words = () => z.array(z.string().check(z.maxLength(200))).check(z.maxLength(20));

/** What an agent says it can hold; it is tried when the agent starts. */
export const holdingSchema = once(() =>
  z.object({
    /** Profiles that it can hold; what is not here is asked instead. */
    profiles: z.array(z.enum(confinements)),
    /** The layers, strongest first: "Landlock 7", "seccomp", "read-only mounts", "user nobody". */
    by: words(),
    /** What none of them stops, in words. */
    gaps: words(),
  }),
);
export type Holding = z.infer<ReturnType<typeof holdingSchema>>;

/** What one run was held to. Without `profile` it only ran as another user. */
export const heldBySchema = once(() =>
  z.object({ profile: z.optional(z.enum(confinements)), by: words(), gaps: words() }),
);
export type HeldBy = z.infer<ReturnType<typeof heldBySchema>>;

const profileWords: Record<Confinement, string> = {
  local: "writing nothing, reaching no daemon and no network",
  "network-read": "writing nothing and reaching no daemon (connections out are allowed)",
};

/** The one gap that is all of it: a command that only reads, on a machine that cannot hold it to that. */
const askedGap = "it could not be held to reading; asked instead";
export const askedInstead = ({ by }: Pick<HeldBy, "by">): HeldBy => ({ by, gaps: [askedGap] });

/** "Held to writing nothing, reaching no daemon and no network, by Landlock 7, seccomp, user nobody." */
export function heldText({ profile, by, gaps }: HeldBy): string {
  const what = profile === undefined ? "Ran without root" : `Held to ${profileWords[profile]}`;
  const stopped = by.length === 0 ? [] : [`${what}, by ${by.join(", ")}.`];
  if (gaps.includes(askedGap)) return [...stopped, "It could not be held to reading; asked instead."].join(" ");
  return [...stopped, ...(gaps.length > 0 ? [`Not stopped: ${gaps.join("; ")}.`] : [])].join(" ");
}

/** "local, network-read: Landlock 7, seccomp"; what a machine can hold, for a list of its properties. */
export const holdingText = (holding: Holding | undefined): string =>
  holding === undefined || holding.profiles.length === 0 ? "nothing; it is asked instead" : holding.by.join(", ");

/** True where the machine's agent says that it can hold this. An older agent says nothing. */
export const holds = ({ facts }: { facts: { confinement?: Holding | undefined } }, profile: Confinement): boolean =>
  facts.confinement?.profiles.includes(profile) === true;
