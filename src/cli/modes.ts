/** The table of all commands. A command is one entry here and one file that its `load` names. */
import type { Mode } from "./mode.ts";
import { access } from "./modes/access.ts";
import { audit } from "./modes/audit.ts";
import { asking } from "./modes/asking.ts";
import { driving } from "./modes/driving.ts";
import { keeping } from "./modes/keeping.ts";
import { models } from "./modes/models.ts";
import { people } from "./modes/people.ts";
import { policy } from "./modes/policy.ts";
import { secrets } from "./modes/secrets.ts";
import { serving } from "./modes/serving.ts";

export const modes: readonly Mode[] = [
  ...serving,
  ...asking,
  ...driving,
  ...audit,
  ...people,
  ...policy,
  ...secrets,
  ...keeping,
  ...models,
  ...access,
];
