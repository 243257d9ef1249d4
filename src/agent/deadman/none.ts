/** Where an agent can arm no way back, nothing is changed that needs one. */
import { ToolError, type DeadmanPort } from "../../tools/define.ts";

export const noDeadman: DeadmanPort = {
  arm: () => Promise.reject(new ToolError("not_armed", "This agent arms no ways back. Nothing was changed.")),
};
