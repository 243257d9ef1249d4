/** The user before and now. */
import type { ChangedAccount } from "./accounts.ts";
import { ChangedUser } from "./parts.view.tsx";

export const Outcome = ({ output }: { output: ChangedAccount }) => <ChangedUser output={output} />;
