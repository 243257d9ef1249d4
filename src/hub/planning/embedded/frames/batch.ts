/** What people do to many machines at once that is no service, package or file. */
import { frame, type Frame } from "./frame.ts";
import { command, read } from "./say.ts";

export const batchFrames = (): Frame[] => [
  frame(
    [
      "(drop|clear|flush|empty|free)",
      "(caches|page cache|page caches|kernel caches|kernel cache|memory caches|memory cache|buffer cache|vm caches|disk cache)",
    ],
    () =>
      command({
        command: "sync && sysctl -w vm.drop_caches=3",
        does: "Drop the caches of the kernel",
        reads: false,
        needs: "Linux",
      }),
    { may: ["(file|kernel|system|linux|memory|all|os)"] },
  ),
  frame(["(free|available|unused|remaining|spare)", "(memory|ram|mem)"], () => read("system.memory", {}), {
    reads: true,
    may: ["(how much|is|there|left|and|swap)"],
  }),
  frame(
    ["(pull|fetch|download|get|grab)", "(images|container images|docker images)"],
    () =>
      command({
        command: "docker ps --format '{{.Image}}' | sort -u | xargs -r -n1 docker pull",
        does: "Pull the images of the containers that run",
        reads: false,
        needs: "docker",
      }),
    {
      may: [
        "(new|newer|newest|latest|fresh|current|updated|docker|container|all|the|only|just|versions of|do not restart|no restart|without restarting|without restart|not restart|for|running|containers|of)",
      ],
    },
  ),
];
