/** All rules of a diagnosis, a family a file. */
import type { Rule } from "./rule.ts";
import { services } from "./services.ts";

export const rules: readonly Rule[] = [services];
