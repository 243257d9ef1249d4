/** A moment, as machines tell it: epoch milliseconds that a calendar can show. */
import * as z from "zod/mini";

/** What JavaScript's calendar ends with; a number beyond it makes whoever formats it throw. */
const lastMs = 8_640_000_000_000_000;

/** Whole epoch ms, 1970 or later. */
export const instant = () => z.int().check(z.minimum(0), z.maximum(lastMs));

/** The same where a part of a millisecond may come along: times that were computed from ticks. */
export const roughInstant = () => z.number().check(z.minimum(0), z.maximum(lastMs));
