/** Who looks at a page, as its frame needs it: with the scope, which decides what the rail leads to. */
import type { PersonView } from "../../api/auth.ts";
import type { Actor } from "../../domain/account.ts";

export const personOf = ({ id, name, role, scope }: Actor): PersonView => ({
  id,
  name,
  role,
  ...(scope === undefined ? {} : { scope }),
});
