/** Chinese of every day: times, conditions, disks, networks, accounts, containers and batches in further words. */
import { entries, type Shape } from "./glossary.ts";

const counted: Record<string, string> = { 一: "1", 两: "2", 二: "2", 三: "3", 五: "5", 十: "10" };
const lastHours = (n: string): string => (n === "一" || n === "1" ? "hour" : `${counted[n] ?? n} hours`);

export const zhEveryday: readonly Shape[] = [
  [/[,，]\s*(?:它|他)?(?:已经)?(?:没有?响应|没反应|无响应|不响应|卡住|卡死|挂)了?\s*[。.]?\s*$/gu, ", it hangs"],
  [
    /^\s*(⁅\d+⁆)\s*(?:上)?有(?:多少|几)个?(?:待更新|可更新|需要更新|待升级)的?(?:软件)?包?/gu,
    "how many pending updates on $1",
  ],
  [
    /给\s*(⁅\d+⁆)\s*(?:上)?的?\s*([a-z][\w.-]*)\s*(?:加上?|添加|授予|开通|开)\s*(?:sudo|root|管理员)\s*(?:权限|权)/giu,
    "give $2 sudo rights on $1",
  ],
  [
    /从\s*(⁅\d+⁆)\s*(?:上)?\s*(?:检查|测试|看看|看)(?:一下)?\s*(⁅\d+⁆)\s*(?:是否|是不是|能否)?\s*(?:可达|能访问|能连通|连得上|通)(?:不通|吗)?/gu,
    "can $1 reach $2",
  ],
  [/(?:备份|导出)\s*(⁅\d+⁆)\s*(?:上)?的?\s*数据库\s*到\s*(⁅\d+⁆)/gu, "back up the database on $1 to $2"],
  [/(?:备份|导出)\s*(⁅\d+⁆)\s*(?:上)?的?\s*数据库/gu, "back up the database on $1"],
  [/(?:把|将)?\s*(?:虚拟机|容器)\s*(\d+)\s*(?:迁移|移动|搬|挪)到\s*(⁅\d+⁆)/gu, "migrate vm $1 to $2"],
  [/(停止|停掉|停)并(?:且)?(禁用)/gu, " stop and disable "],
  [/(启动)并(?:且)?(启用)/gu, " start and enable "],
  [
    /(⁅\d+⁆)\s*(?:上)?\s*(?:最近|过去)的?\s*([一两二三五十]|\d+)\s*个?小时(?:内|里|之内)?的?\s*(?:(?:登录|登陆)失败|失败的?(?:登录|登陆))(?:的)?(?:记录|日志|尝试)?/gu,
    (_w, on: string, n: string) => ` failed logins on ${on} in the last ${lastHours(n)} `,
  ],
  [
    /(⁅\d+⁆)\s*(?:上)?\s*(?:最近|过去)的?\s*([一两二三五十]|\d+)\s*个?小时(?:内|里|之内)?的?\s*(?:错误|报错)(?:的)?(?:日志|记录|信息)?/gu,
    (_w, on: string, n: string) => ` errors in the log of ${on} in the last ${lastHours(n)} `,
  ],
  [
    /^\s*(⁅\d+⁆)\s*(?:上)?的?\s*(\d+)\s*(?:号)?端口\s*(?:是否|是不是)?\s*(?:开着|开放|打开|通)(?:了)?(?:吗|么|没有|没)?/gu,
    "is port $2 open on $1",
  ],
  [
    /(⁅\d+⁆)\s*(?:上)?的?\s*(⁅\d+⁆)\s*(?:现在|目前|当前)?(?:在|是)(?:哪个|什么|哪一个)分支/gu,
    "which branch is checked out in $2 on $1",
  ],
  [
    /^\s*(?:请)?(?:不要|别|请勿|勿)(?:重启|停止|动|关闭|更新|重新启动|碰)\s*(⁅\d+⁆)\s*[,，]\s*(?:请)?(?:只|仅|就)(?:要|需)?(?:看一下|看看|查看|显示|告诉我|给我看)\s*(?:它|他|其)?的?\s*(.+)$/gu,
    "show $2 of $1",
  ],
  [/(⁅\d+⁆)\s*上?(?:所有|全部)的?\s*容器/gu, " all containers on $1 "],
  [
    /(?:逐个|依次|逐一|一个一个|一个个|挨个)(?:地)?\s*(?:重启|重新启动)\s*(⁅\d+⁆)\s*上?的?(?:所有|全部)?的?\s*容器/gu,
    "restart all containers on $1 one after another",
  ],
  [
    /把\s*(⁅\d+⁆)\s*上?的?(?:所有|全部)?的?\s*容器\s*(?:逐个|依次|逐一|一个一个|一个个|挨个)(?:地)?\s*(?:重启|重新启动)(?:一下|一遍)?/gu,
    "restart all containers on $1 one after another",
  ],
  [
    /(?:清理|清除|清一下|清掉)(?:一下|掉)?\s*(⁅\d+⁆)\s*上?的?\s*(?:无用的?|没用的?|旧的?|未使用的?)?\s*(?:docker|⁅\d+⁆)?\s*(?:的)?(?:无用的?|没用的?|旧的?|未使用的?)?\s*镜像/giu,
    "delete unused docker images on $1",
  ],
  [/(?:清理|清除|清一下)(?:一下)?\s*(?:docker)(?!\s*镜像)/giu, "clean up docker"],
  [
    /(?:最近|过去)的?\s*(一|两|\d+)\s*个?小时的?\s*(?:登录|登陆)失败(?:的)?(?:记录|日志|尝试)?/gu,
    (_w, n: string) => ` failed logins in the last ${n === "一" ? "1" : n === "两" ? "2" : n} hours `,
  ],
  [/(?:登录|登陆)失败(?:的)?(?:记录|日志|尝试)?|失败的?(?:登录|登陆)(?:记录|尝试|日志)?/gu, " failed logins "],
  [/(⁅\d+⁆)\s*上?\s*(⁅\d+⁆)\s*(?:有)?多大/gu, "how big is $2 on $1"],
  [
    /(⁅\d+⁆)\s*(?:上|里)?\s*(?:有没有|是否有|有)(?:什么|可用的?|待安装的?|新的?)?(?:安全更新|安全补丁)(?:吗)?/gu,
    "are there security updates on $1",
  ],
  [
    /(?:将|把)?\s*([\w-]+|⁅\d+⁆)\s*(?:添加|加入|加)(?:到)?\s*(⁅\d+⁆)\s*(?:上)?的?\s*([\w-]+|⁅\d+⁆)\s*(?:用户)?组/gu,
    "add $1 to the group $3 on $2",
  ],
  [
    /(?:如果|要是|若|当)\s*(⁅\d+⁆)\s*的?\s*(?:磁盘|硬盘)(?:使用率?|占用率?|空间)?\s*(?:超过|大于|高于)了?\s*(\d+\s*(?:%|percent))\s*,?\s*(?:的话)?\s*,?\s*(?:就|则|请)?/gu,
    "if the disk on $1 is over $2 full, ",
  ],
  [/(?:两|二|2)台\s*负载均衡(?:器|服务器)?(?:上)?的?/gu, " both load balancers "],
  [
    /(?:禁止|取消|关闭|禁用)\s*(⁅\d+⁆)\s*(?:上)?的?\s*(⁅\d+⁆)\s*(?:服务)?(?:的)?\s*(?:开机自?启动?|开机自启)/gu,
    "disable $2 on $1",
  ],
  [
    /(?:设置|让|开启|启用)\s*(⁅\d+⁆)\s*(?:上)?的?\s*(⁅\d+⁆)\s*(?:服务)?(?:的)?\s*(?:开机自?启动?|开机自启)/gu,
    "enable $2 on $1",
  ],
  [/(?:把|将)?\s*(⁅\d+⁆)\s*的?时区\s*(?:设置?|改|调)(?:为|成|到)\s*(\S+)/gu, "set the time zone on $1 to $2"],
  [
    /(⁅\d+⁆)\s*(?:上次|最近一次|最后一次)(?:是)?(?:什么时候)?(?:重启|启动|开机)(?:的)?(?:是|时间)?(?:什么时候|是什么时候)?/gu,
    "when was $1 last rebooted",
  ],
  [/(⁅\d+⁆)\s*(?:上|里)?(?:有)?(?:哪些|什么)(?:用户|账号|账户)/gu, "which users are there on $1"],
  [/(?:结束|杀掉|杀死|终止|干掉)\s*(⁅\d+⁆)\s*(?:上)?的?\s*进程\s*(\d+)/gu, "kill process $2 on $1"],
  [
    /(⁅\d+⁆)\s*(?:上)?\s*(?:有)?(?:哪些|什么)(?:软件)?包\s*(?:过期|过时|需要更新|可以更新|待更新|太旧)(?:了)?/gu,
    "which packages are outdated on $1",
  ],
  [
    /(⁅\d+⁆)\s*(?:上)?\s*(⁅\d+⁆)\s*(?:目录)?(?:下|里|下面)?(?:面)?(?:占用)?最大的?(?:前)?\s*([一二三五十\d]+)\s*个(?:目录|文件夹)/gu,
    (_w, on: string, path: string, n: string) =>
      `show the ${({ 一: "1", 三: "3", 五: "5", 十: "10", 二十: "20" } as Record<string, string>)[n] ?? n} biggest directories under ${path} on ${on}`,
  ],
  [/(?:测试|预发布?|预发|staging)环境?的?(?:所有|全部)?(?:服务器|机器|主机)/giu, " staging servers "],
  [/(?:所有|全部)的?\s*(?:测试|预发布?|预发)环境?的?(?:服务器|机器|主机)/gu, " all staging servers "],
  [/(⁅\d+⁆)\s*(?:上)?的?\s*(?:docker)\s*占(?:用)?了?多少(?:磁盘|硬盘)?空间/giu, "how much space does docker use on $1"],
  [/大后天/gu, " in 3 days "],
  [/后天/gu, " day after tomorrow "],
  [
    /每隔?\s*(\d+|半|[一二两三四五六十]+)\s*个?(小时|分钟)/gu,
    (_w, n: string, unit: string) =>
      n === "半"
        ? " every 30 minutes "
        : ` every ${({ 一: "1", 二: "2", 两: "2", 三: "3", 四: "4", 五: "5", 六: "6", 十: "10", 十五: "15", 三十: "30" } as Record<string, string>)[n] ?? n} ${unit === "小时" ? "hours" : "minutes"} `,
  ],
  [/每(?:个)?月\s*(?:的)?\s*(?:1|一)\s*(?:号|日)/gu, " on the first of every month "],
  [/每(?:个)?月\s*(?:的)?\s*(\d{1,2})\s*(?:号|日)/gu, " on the $1th of every month "],
  [/直到/gu, " until "],
  [/(?:在)?我(?:们)?(?:更新|升级|修改|改动?)[^,，。]*?之?前\s*[,，]?/gu, " "],
];
export const zhEverydayWords = entries(`
暂时, 先暂时, 直到另行通知 = -
清理, 清除 = clean up
后 = after
中午 = at noon
午夜 = at midnight
每周, 每星期 = every week
每月, 每个月 = every month
周末 = weekends
时区 = time zone
密码 = password
温度 = temperature
分区 = partitions
交换空间, 交换分区 = swap
网卡, 网络接口 = interfaces
连接, 网络连接 = connections
防火墙规则, 防火墙 = firewall rules
路由表, 路由 = routes
邮件队列 = mail queue
内核版本 = kernel version
内核 = kernel
主机名 = hostname
所有者, 属主 = owner
权限 = permissions
占了, 占 = using
访问日志 = access log
错误日志 = error log
系统日志 = syslog
公钥, ssh公钥 = ssh keys
卷, 数据卷 = volumes
数据目录 = data directory
备份文件 = backups
过时, 过期了 = outdated
执行 = run
`);
