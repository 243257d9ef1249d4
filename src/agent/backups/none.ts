/** Where an agent keeps no copies, nothing is changed that needs one. */
import { ToolError, type BackupPort } from "../../tools/define.ts";

const refuse = (): Promise<never> =>
  Promise.reject(new ToolError("backup_failed", "This agent keeps no copies. Nothing was changed."));

export const noBackups: BackupPort = { keep: refuse, restore: refuse, find: refuse };
