/** All frames, in the order in which they are tried. */
import { once } from "../../../../lib/once.ts";
import { agentMoreFrames } from "./agent-more.ts";
import { batchFrames } from "./batch.ts";
import { batchMoreFrames } from "./batch-more.ts";
import { cronFrames } from "./cron.ts";
import { diskActFrames } from "./disk-act.ts";
import { diskLookFrames, inodeFrames } from "./disk-look.ts";
import { diskMoreFrames } from "./disk-more.ts";
import { diskPoolFrames } from "./disk-pools.ts";
import { engineFrames } from "./engine.ts";
import { fileFindFrames } from "./file-find.ts";
import { fileFolderFrames } from "./file-folders.ts";
import { fileLookFrames } from "./file-look.ts";
import { fileMakeFrames } from "./file-make.ts";
import { fileRightFrames } from "./file-rights.ts";
import { dnsSettingFrames } from "./settings-dns.ts";
import { processSaidFrames } from "./process-said.ts";
import { logSaidFrames } from "./log-said.ts";
import { serviceSaidFrames } from "./service-said.ts";
import { configSaidFrames } from "./config-said.ts";
import { fileSaidFrames } from "./file-said.ts";
import { haproxySettingFrames } from "./settings-haproxy.ts";
import { dockerSaidFrames } from "./docker-said.ts";
import { configLineFrames } from "./config-lines.ts";
import { logCountFrames } from "./log-counts.ts";
import { fileFetchFrames } from "./file-fetch.ts";
import { mailQueueFrames } from "./mail-queue.ts";
import type { Frame } from "./frame.ts";
import { fileFrames } from "./files.ts";
import { fleetFactFrames } from "./fleet-facts.ts";
import { fleetFrames } from "./fleet.ts";
import { gitChangeFrames } from "./git-change.ts";
import { gitLogFrames } from "./git-log.ts";
import { gitMoreFrames } from "./git-more.ts";
import { gitLookFrames } from "./git-look.ts";
import { gitShareFrames } from "./git-share.ts";
import { logFrames } from "./logs.ts";
import { logAboutFrames } from "./log-about.ts";
import { logAroundFrames } from "./log-around.ts";
import { logKeepFrames } from "./log-keep.ts";
import { logKernelFrames } from "./log-kernel.ts";
import { logKindFrames } from "./log-kinds.ts";
import { logStatusFrames } from "./log-status.ts";
import { logTimeFrames } from "./log-times.ts";
import { logWebFrames } from "./log-web.ts";
import { machineFrames } from "./machines.ts";
import { networkFrames } from "./network.ts";
import { networkLinkFrames } from "./network-links.ts";
import { networkMoreFrames } from "./network-more.ts";
import { networkPortFrames } from "./network-port-more.ts";
import { networkNameFrames } from "./network-names.ts";
import { networkPathFrames } from "./network-paths.ts";
import { networkRuleFrames } from "./network-rules.ts";
import { ownerFrames } from "./owners.ts";
import { packageActFrames } from "./package-act.ts";
import { packageKeepFrames } from "./package-keep.ts";
import { packageLookFrames } from "./package-look.ts";
import { packageMoreFrames } from "./package-more.ts";
import { packageStateFrames } from "./package-state.ts";
import { packageFrames } from "./packages.ts";
import { peopleFrames } from "./people.ts";
import { processFrames } from "./processes.ts";
import { stepFrames } from "./steps.ts";
import { proxmoxAskFrames } from "./proxmox-ask.ts";
import { proxmoxMakeFrames } from "./proxmox-make.ts";
import { proxmoxLookFrames } from "./proxmox-look.ts";
import { proxmoxMoreFrames } from "./proxmox-more.ts";
import { proxmoxNodeFrames } from "./proxmox-node-more.ts";
import { proxmoxMoveFrames } from "./proxmox-move.ts";
import { proxmoxSetFrames } from "./proxmox-set.ts";
import { repositoryFrames } from "./repos.ts";
import { settingFrames } from "./settings.ts";
import { systemSettingFrames } from "./settings-system.ts";
import { serviceFrames } from "./services.ts";
import { dockerActFrames } from "./docker-acts.ts";
import { composeFrames } from "./docker-compose.ts";
import { settingFileFrames } from "./settings-files.ts";
import { dockerFactFrames } from "./docker-facts.ts";
import { dockerListFrames } from "./docker-lists.ts";
import { processActFrames } from "./process-acts.ts";
import { processFactFrames } from "./process-facts.ts";
import { agentFrames } from "./service-agent.ts";
import { serviceActFrames } from "./service-acts.ts";
import { serviceFactFrames } from "./service-facts.ts";
import { insideFrames } from "./service-inside.ts";
import { processMoreFrames } from "./process-more.ts";
import { serviceQuestionFrames } from "./service-questions.ts";
import { serviceListFrames } from "./service-lists.ts";
import { settingFactFrames } from "./settings-facts.ts";
import { kernelFrames } from "./settings-kernel.ts";
import { programSettingFrames } from "./settings-programs.ts";
import { tuneFrames } from "./settings-tune.ts";
import { limitFrames } from "./settings-limits.ts";
import { hostSettingFrames } from "./settings-host.ts";
import { userActFrames, userKeyFrames } from "./user-act.ts";
import { userChangeFrames } from "./user-change.ts";
import { userRightFrames } from "./user-rights.ts";
import { loginFrames, userMoreFrames } from "./user-more.ts";
import { userFleetFrames } from "./user-fleet.ts";
import { userLookFrames } from "./user-look.ts";

/** Each list by itself, so that a hub can make them in pieces. */
export const frameParts: readonly (() => Frame[])[] = [
  proxmoxSetFrames,
  proxmoxMoveFrames,
  proxmoxMakeFrames,
  proxmoxLookFrames,
  proxmoxMoreFrames,
  proxmoxNodeFrames,
  proxmoxAskFrames,
  gitMoreFrames,
  gitChangeFrames,
  gitShareFrames,
  gitLookFrames,
  gitLogFrames,
  settingFrames,
  logTimeFrames,
  logSaidFrames,
  logStatusFrames,
  logWebFrames,
  logKernelFrames,
  logKindFrames,
  logKeepFrames,
  configSaidFrames,
  configLineFrames,
  settingFileFrames,
  haproxySettingFrames,
  programSettingFrames,
  systemSettingFrames,
  kernelFrames,
  dnsSettingFrames,
  hostSettingFrames,
  tuneFrames,
  limitFrames,
  settingFactFrames,
  composeFrames,
  dockerActFrames,
  dockerSaidFrames,
  dockerFactFrames,
  dockerListFrames,
  processActFrames,
  processSaidFrames,
  processFactFrames,
  agentFrames,
  agentMoreFrames,
  processMoreFrames,
  insideFrames,
  mailQueueFrames,
  serviceSaidFrames,
  serviceQuestionFrames,
  serviceActFrames,
  serviceFactFrames,
  serviceListFrames,
  logAroundFrames,
  logCountFrames,
  logFrames,
  logAboutFrames,
  cronFrames,
  engineFrames,
  fileFetchFrames,
  ownerFrames,
  inodeFrames,
  diskMoreFrames,
  diskActFrames,
  fileSaidFrames,
  fileFindFrames,
  fileFolderFrames,
  fileMakeFrames,
  fileRightFrames,
  fileFrames,
  fileLookFrames,
  serviceFrames,
  packageMoreFrames,
  packageActFrames,
  packageKeepFrames,
  packageStateFrames,
  packageFrames,
  packageLookFrames,
  processFrames,
  loginFrames,
  machineFrames,
  networkPathFrames,
  networkLinkFrames,
  networkNameFrames,
  networkRuleFrames,
  networkMoreFrames,
  networkPortFrames,
  diskPoolFrames,
  diskLookFrames,
  networkFrames,
  userMoreFrames,
  userKeyFrames,
  userActFrames,
  userChangeFrames,
  peopleFrames,
  userFleetFrames,
  userLookFrames,
  userRightFrames,
  stepFrames,
  repositoryFrames,
  batchFrames,
  batchMoreFrames,
  fleetFactFrames,
  fleetFrames,
].map(once);

export const frames = once((): Frame[] => frameParts.flatMap((part) => part()));
