/** The one registry. A new tool is its folder entry and one line here. */
import { AppError } from "../domain/error.ts";
import { changePreview } from "./change/preview.ts";
import { configEdit } from "./config/edit.ts";
import { configRestore } from "./config/restore.ts";
import { configShow } from "./config/show.ts";
import { configValidate } from "./config/validate.ts";
import { containerInspect } from "./container/inspect.ts";
import { containerList } from "./container/list.ts";
import { containerLogs } from "./container/logs.ts";
import { containerRestart } from "./container/restart.ts";
import { containerRevert } from "./container/revert.ts";
import { containerStart } from "./container/start.ts";
import { containerStop } from "./container/stop.ts";
import { containerUpdate } from "./container/update.ts";
import { cronAdd } from "./cron/add.ts";
import { cronList } from "./cron/list.ts";
import { cronRemove } from "./cron/remove.ts";
import type { Tool } from "./define.ts";
import { fileCopy } from "./file/copy.ts";
import { fileDelete } from "./file/delete.ts";
import { fileEdit } from "./file/edit.ts";
import { fileList } from "./file/list.ts";
import { fileMove } from "./file/move.ts";
import { fileRead } from "./file/read.ts";
import { fileRestore } from "./file/restore.ts";
import { fileSearch } from "./file/search.ts";
import { fileStat } from "./file/stat.ts";
import { fileWrite } from "./file/write.ts";
import { firewallApply } from "./firewall/apply.ts";
import { firewallShow } from "./firewall/show.ts";
import { fleetCompare } from "./fleet/compare.ts";
import { fleetDescribe } from "./fleet/describe.ts";
import { fleetFind } from "./fleet/find.ts";
import { gitPull } from "./git/pull.ts";
import { gitStatus } from "./git/status.ts";
import { logErrors } from "./log/errors.ts";
import { logFollow } from "./log/follow.ts";
import { logSearch } from "./log/search.ts";
import { metricsNow } from "./metrics/now.ts";
import { metricsTop } from "./metrics/top.ts";
import { networkCertificate } from "./network/certificate.ts";
import { networkConnections } from "./network/connections.ts";
import { networkDns } from "./network/dns.ts";
import { networkHttp } from "./network/http.ts";
import { networkInterfaces } from "./network/interfaces.ts";
import { networkPing } from "./network/ping.ts";
import { networkPorts } from "./network/ports.ts";
import { packageInstall } from "./package/install.ts";
import { packageList } from "./package/list.ts";
import { packageRemove } from "./package/remove.ts";
import { packageSearch } from "./package/search.ts";
import { packageUpdate } from "./package/update.ts";
import { processKill } from "./process/kill.ts";
import { processList } from "./process/list.ts";
import { processTree } from "./process/tree.ts";
import { serviceDisable } from "./service/disable.ts";
import { serviceEnable } from "./service/enable.ts";
import { serviceExplain } from "./service/explain.ts";
import { serviceList } from "./service/list.ts";
import { serviceLogs } from "./service/logs.ts";
import { serviceMask } from "./service/mask.ts";
import { serviceReload } from "./service/reload.ts";
import { serviceRestart } from "./service/restart.ts";
import { serviceStart } from "./service/start.ts";
import { serviceStatus } from "./service/status.ts";
import { serviceStop } from "./service/stop.ts";
import { serviceUnmask } from "./service/unmask.ts";
import { settingHostname } from "./setting/hostname.ts";
import { settingSysctl } from "./setting/sysctl.ts";
import { settingTimezone } from "./setting/timezone.ts";
import { shellRun } from "./shell/run.ts";
import { systemDisk } from "./system/disk.ts";
import { systemInfo } from "./system/info.ts";
import { systemMemory } from "./system/memory.ts";
import { systemReboot } from "./system/reboot.ts";
import { systemUpdates } from "./system/updates.ts";
import { systemUptime } from "./system/uptime.ts";
import { systemUsers } from "./system/users.ts";
import { userAdd } from "./user/add.ts";
import { userGroups } from "./user/groups.ts";
import { userList } from "./user/list.ts";
import { userLock } from "./user/lock.ts";
import { userRemove } from "./user/remove.ts";
import { userUnlock } from "./user/unlock.ts";
import { webFetch } from "./web/fetch.ts";
import { webRequest } from "./web/request.ts";
import { webSearch } from "./web/search.ts";

export const tools: readonly Tool[] = [
  settingHostname,
  settingSysctl,
  settingTimezone,
  shellRun,
  serviceList,
  serviceStatus,
  serviceExplain,
  serviceStart,
  serviceStop,
  serviceRestart,
  serviceReload,
  serviceEnable,
  serviceDisable,
  serviceMask,
  serviceUnmask,
  serviceLogs,
  processList,
  processTree,
  processKill,
  systemInfo,
  systemDisk,
  systemMemory,
  systemUptime,
  systemUsers,
  systemUpdates,
  systemReboot,
  networkPorts,
  networkConnections,
  networkInterfaces,
  networkPing,
  networkDns,
  networkHttp,
  networkCertificate,
  fileRead,
  fileList,
  fileStat,
  fileSearch,
  fileWrite,
  fileEdit,
  fileDelete,
  fileCopy,
  fileMove,
  fileRestore,
  configShow,
  configValidate,
  configEdit,
  configRestore,
  changePreview((name) => byName.get(name)),
  packageList,
  packageSearch,
  packageInstall,
  packageRemove,
  packageUpdate,
  userList,
  userAdd,
  userRemove,
  userLock,
  userUnlock,
  userGroups,
  cronList,
  containerUpdate,
  cronAdd,
  cronRemove,
  firewallShow,
  firewallApply,
  containerList,
  containerInspect,
  containerLogs,
  containerRevert,
  containerStart,
  containerStop,
  containerRestart,
  logSearch,
  logErrors,
  logFollow,
  gitStatus,
  gitPull,
  metricsNow,
  metricsTop,
  fleetFind,
  webFetch,
  webSearch,
  webRequest,
  fleetDescribe,
  fleetCompare,
];

const byName: ReadonlyMap<string, Tool> = new Map(tools.map((tool) => [tool.name, tool]));

/** The tool of that name, or undefined. */
export const findTool = (name: string): Tool | undefined => byName.get(name);

/** The tool of that name; throws `no_such_tool`. */
export function toolNamed(name: string): Tool {
  const tool = byName.get(name);
  if (!tool) throw new AppError("no_such_tool", `There is no tool named ${JSON.stringify(name.slice(0, 64))}.`);
  return tool;
}
