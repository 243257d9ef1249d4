/** Risk and level of looking into a log: the journal is for everybody here, a file is rated as `file.read` rates it. */
import type { Level } from "../../domain/risk.ts";
import type { ToolRisk } from "../define.ts";
import { readLevel } from "../file/read.ts";
import { secretIn } from "../file/paths.ts";

type Asked = { path?: string | undefined };

export const logRisk = ({ path }: Asked): ToolRisk => {
  const secret = path === undefined ? undefined : secretIn(path);
  return secret ? { risk: "high", reasons: [`${path} ${secret}`] } : { risk: "low", reasons: ["only reads"] };
};

export const logLevel = ({ path }: Asked): Level => (path === undefined ? 1 : readLevel({ path }));
