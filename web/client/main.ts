/** All that the pages do in a browser besides htmx: keys, times, output, copying, the state of the live stream. */
import { startApprove } from "./approve.ts";
import { startAsk } from "./ask.ts";
import { startCopy } from "./copy.ts";
import { startDialogs } from "./dialogs.ts";
import { startForms } from "./forms.ts";
import { startKeys } from "./keys.ts";
import { startLive } from "./live.ts";
import { startLook } from "./look.ts";
import { startQuestion } from "./question.ts";
import { startRuns } from "./runs.ts";
import { startTimes } from "./times.ts";

for (const start of [
  startLook,
  startDialogs,
  startForms,
  startAsk,
  startApprove,
  startKeys,
  startCopy,
  startTimes,
  startLive,
  startRuns,
  startQuestion,
])
  start();
