/** Chinese, simplified. */
import { zhEveryday, zhEverydayWords } from "./everyday-zh.ts";
import { zhMore, zhShapes } from "./more.ts";
import { entries, type DayPart, type Glossary, oclock } from "./glossary.ts";

const digits = "零一二三四五六七八九";
/** 十 to 九十九, and 两. */
function numberOf(said: string): string {
  if (said === "半") return "30";
  if (/^\d+$/.test(said)) return said;
  const [tens, ones] = said.includes("十") ? said.split("十") : [undefined, said];
  const value = (one: string | undefined): number => (one === "两" ? 2 : Math.max(0, digits.indexOf(one || "零")));
  return String((tens === undefined ? 0 : (tens === "" ? 1 : value(tens)) * 10) + value(ones));
}
const number = "(\\d+|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])";
const part = "(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|深夜)?";
const at = new RegExp(`${part}\\s*(?:的)?\\s*${number}\\s*(?:点钟?|时|:)\\s*(?:${number}|(半))?分?`, "gu");
const acts =
  "重新启动|重新加载|重启|停止|停掉|停|启动|删除|删掉|卸载|关掉|关闭|关机|打开|杀掉|备份|锁定|禁用|更新|升级";

function dayPart(said: string): DayPart {
  if (/下午|傍晚|中午/.test(said)) return "afternoon";
  return /晚上|夜里|半夜|深夜/.test(said) ? "night" : undefined;
}

export const zh: Glossary = {
  shapes: [
    ...zhEveryday,
    ...zhShapes,
    [/(?:所有|全部)的?\s*负载均衡(?:器|服务器)?上?的?/gu, " all load balancers "],
    [/负载均衡(?:器|服务器)?/gu, " load balancer "],
    [/([今明每])(晚|早)(?!上)/gu, (_w, day: string, when: string) => `${day}天${when}上`],
    [/[，、]/gu, ", "],
    [/[。！]/gu, ". "],
    [/把\s*([^,.?!]+?)\s*(重新启动|重新加载)(?:一下|起来|了|掉|吧)*/gu, "$2 $1"],
    [new RegExp(`[把将让]\\s*([^,.?!]+?)\\s*(?:给)?(${acts})(?:一下|起来|了|掉|吧)*`, "gu"), "$2 $1"],
    [/百分之\s*(\d+)/gu, "$1 percent"],
    [
      /除了?\s*(.+?)\s*(?:以外|之外|外)的?\s*(所有|全部)?的?\s*(⁅\d+⁆|[a-z]+)?\s*(服务器|机器|主机)上?的?/giu,
      " all $3 servers except $1 ",
    ],
    [/(?:所有|全部)的?\s*生产(?:环境的?)?\s*(?:服务器|机器|主机)/gu, " all production servers "],
    [/(所有|全部)的?\s*([a-z]+)?\s*(?:服务器|机器|主机|节点)/giu, " all $2 servers "],
    [/邮件服务器/gu, " mail server "],
    [/([a-z]{2,})\s*(?:服务器|机器|主机)/giu, " $1 servers "],
    [/(?:这台|那台|这个|那个)\s*(?:服务器|机器|主机|容器|服务)?/gu, " "],
    [new RegExp(`${number}\\s*个?(?:小时|钟头)(?:以?后|之后)`, "gu"), (_w, n: string) => ` in ${numberOf(n)} hours `],
    [new RegExp(`${number}\\s*分钟(?:以?后|之后)`, "gu"), (_w, n: string) => ` in ${numberOf(n)} minutes `],
    [/半个?小时(?:以?后|之后)/gu, " in 30 minutes "],
    [
      at,
      (_w, when: string | undefined, hour: string, minutes: string | undefined, half: string | undefined) =>
        ` at ${oclock(numberOf(hour), (minutes ?? half) ? numberOf(minutes ?? half ?? "") : undefined, dayPart(when ?? ""))} `,
    ],
    [/每天\s*(?:晚上|夜里|凌晨|早上)?\s*(?=\s*at )/gu, " every day "],
    [/每(?:周|个?星期)\s*([一二三四五六日天])/gu, (_w, day: string) => ` every ${days[day] ?? day} `],
    [
      new RegExp(`(?:最近|最后|最新)的?\\s*${number}\\s*(?:行|条)`, "gu"),
      (_w, n: string) => ` last ${numberOf(n)} lines `,
    ],
    [new RegExp(`${number}\\s*(?:行|条)`, "gu"), (_w, n: string) => ` ${numberOf(n)} lines `],
    [new RegExp(`(?:最近|过去)的?\\s*${number}\\s*个?小时`, "gu"), (_w, n: string) => ` last ${numberOf(n)} hours `],
    [/(\d+)\s*小时/gu, "$1 hours"],
    [/(\d+)\s*分钟/gu, "$1 minutes"],
    [/(\d+)\s*(?:号)?端口/gu, " port $1 "],
    [/端口\s*(\d+)/gu, " port $1 "],
    [/(?:哪个进程|什么进程|什么程序|谁|什么)\s*(?:在)?\s*(?:监听|占用了?)(?=\s*port)/gu, " what is listening on "],
    [/(?:卡住|卡死|死机|没(?:有)?(?:响应|反应)|无响应|不响应)了?(?=\s*,)/gu, " hangs "],
    [/(⁅\d+⁆)\s*(?:上)?的?\s*(?:网站|网页)\s*(?:打不开|访问不了|没响应)/gu, " is website on $1 not responding "],
    [/什么\s*(?:东西|文件)?\s*占(?:了|用了?)?\s*(?:那么多|这么多)?(?:空间|磁盘|硬盘)/gu, " what is taking up space "],
    [/谁\s*(?:最近|上次)\s*(?:登录|登陆)过?\s*(⁅\d+⁆)/gu, "last logins on $1"],
    [/(?:给|为|对)?\s*(⁅\d+⁆)\s*(?:做|打|创建|建)(?:一)?个?快照/gu, " snapshot $1 "],
    [/(?:开着|开机|在线)(?:吗|没)/gu, " reachable "],
    [/检查(?:一下)?\s*(⁅\d+⁆)\s*(?:check whether|是否|是不是)\s*(?:在线|reachable)/gu, "is $1 reachable"],
    [/^\s*(⁅\d+⁆)\s*reachable/gu, "is $1 reachable"],
    [/(?:现在)?在干(?:什么|嘛|啥)/gu, " what is running "],
    [/(⁅\d+⁆)\s*(?:上)?的?\s*(⁅\d+⁆)\s*(?:复制|拷贝)(?:一份)?到\s*(⁅\d+⁆)/gu, " copy $2 to $3 on $1 "],
    [/(?:复制|拷贝)\s*(⁅\d+⁆)\s*(?:上)?的?\s*(⁅\d+⁆)\s*到\s*(⁅\d+⁆)/gu, " copy $2 to $3 on $1 "],
    [/否则(?:就)?(?:什么)?都?不(?:要)?(?:做|动|管)/gu, " otherwise do nothing "],
    [/锁(?:定|掉|了)+/gu, " lock "],
    [
      /(⁅\d+⁆)\s*(?:上)?的?\s*(?:磁盘|硬盘)?空间\s*(?:还)?(?:够不够|够吗|够用吗|够不够用)/gu,
      "is there enough room on $1",
    ],
    [
      /(?:哪台|哪个|哪一台)\s*(?:服务器|机器|主机)的?\s*(CPU|cpu|内存|负载|磁盘)(?:使用率|占用率|占用|使用)?\s*最高/gu,
      (_w, what: string) => `which machine has the highest ${most[what.toLowerCase()] ?? what}`,
    ],
    [/(?:正在)?(?:运行|跑)(?:的|着的|中的)进程/gu, " processes "],
    [
      /(⁅\d+⁆)\s*(?:上)?的?\s*(⁅\d+⁆)\s*(?:服务)?\s*(?:要是|如果|若|万一)\s*(?:挂了?|停了?|没了|宕了?|挂掉了?)(?:的话)?\s*,?\s*(?:就|请|帮我)?\s*(?:把它)?(?:拉起来|启动起来|启动|拉起)(?:它|一下)?/gu,
      "if $2 on $1 is down, start it",
    ],
    [
      /(⁅\d+⁆)\s*(?:上)?的?\s*(⁅\d+⁆)\s*(?:服务)?\s*(?:要是|如果|若|万一)\s*(?:挂了?|停了?|没了|宕了?|挂掉了?)(?:的话)?\s*,?\s*(?:就|请|帮我)?\s*(?:把它)?(?:重启|重新启动)(?:它|一下)?/gu,
      "if $2 on $1 is down, restart it",
    ],
    [/发(?:给)?(?:我|一下)|给我发(?:过来)?/gu, " "],
    [/(?:概况|概览|总览)/gu, " overview "],
    [/今晚\s*(?=at )/gu, " today "],
    [/关闭\s*(⁅\d+⁆)\s*(?=$|[.?!,])/gu, " shut down $1 "],
    [/(⁅\d+⁆)\s*上?(?:有)?哪些容器(?:是)?(?:停了|停止了?|没在运行|已停止)/gu, "which containers are stopped on $1"],
    [/(⁅\d+⁆)\s*(?:上|里)?(?:有|跑着|运行着)?哪些虚拟机(?:在运行|在跑|正在运行)?/gu, " which vms run on $1 "],
    [
      /(⁅\d+⁆)\s*(?:上|里)?(?:现在)?(?:有)?哪些容器(?:正)?(?:在)?(?:运行|跑)(?:着)?/gu,
      "which containers are running on $1",
    ],
    [/(?:在)?监听/gu, " listening on "],
    [/(?:连得上|能连上|连得到|能连接|能访问|可达|能ping通|通不通|在不在线|在线)/gu, " reachable "],
    [/^\s*(⁅\d+⁆)\s*(?:还)?\s*reachable\s*(?:吗|么)?/gu, "is $1 reachable"],
    [/从\s*(⁅\d+⁆)\s*(?:上)?\s*(?:去)?\s*ping\s*(?:一下)?\s*(⁅\d+⁆)/giu, "ping $2 from $1"],
    [/(⁅\d+⁆)\s*能(?:不能)?\s*(?:ping|连)\s*(?:通|到|上)?\s*(⁅\d+⁆)/giu, "can $1 reach $2"],
    [
      /(哪些|哪几台|哪台|有哪些)\s*(服务器|机器|主机)\s*(?:已经|都)?\s*(?:离线|掉线|下线|宕机|不在线|挂)了?/gu,
      "which machines are offline",
    ],
    [
      /(哪些|哪几台|哪台|有哪些)\s*(服务器|机器|主机)\s*(?:需要|要|得)\s*(?:重启|重新启动)/gu,
      "which machines need a reboot",
    ],
    [
      /(哪些|哪几台|哪台|有哪些)\s*(服务器|机器|主机)上?\s*(?:在|都)?(?:运行|跑|装)(?:着|了)?\s*(⁅\d+⁆|[\w.-]+)/gu,
      "which machines run $3",
    ],
    [
      /(哪些|哪几台|哪台|有哪些)\s*(服务器|机器|主机)的?\s*(内存|磁盘|硬盘|CPU|cpu)\s*(?:使用率|占用率|使用|占用|用量)?\s*(?:超过|大于|高于)了?\s*(\d+\s*(?:%|percent))/gu,
      "machines with $3 over $4",
    ],
    [/(?:我们|一共|总共)*\s*有?\s*(?:多少|几)台\s*(?:服务器|机器|主机)/gu, "how many servers are there"],
    [
      /(⁅\d+⁆)\s*(?:上|里)?的?\s*(?:是不是|有没有|是否)?\s*(?:已经)?(?:装了|安装了|装没装|装有)\s*([\w.-]+)\s*(?:吗|没有|没|么)?/gu,
      "is $2 installed on $1",
    ],
    [
      /有没有(?:在)?(?:运行|跑)|是不是(?:在)?(?:运行|跑)|是否(?:在|正在)?(?:运行|跑)|是不是(?:挂了?|停了?)/gu,
      " running, ",
    ],
    [/是不是|是否|有没有|能不能|在不在/gu, " check whether "],
    [
      /(?:如果|要是|若|假如)?(?:没有|没)(?:在)?(?:运行|跑|启动)(?:的话)?\s*,?\s*(?:就|则|那就)?/gu,
      (whole) => (/^[如要若假]/.test(whole) ? " if not running " : " not running , "),
    ],
    [
      /(?:如果|要是|若)?(?:没有|没|不是|不在)(?:的话)?\s*,?\s*(?:就|则|那就)(?:把它|将它)?(重启|启动)(?:它|一下|起来)*/gu,
      " if not $1 it ",
    ],
    [/(?:如果|要是|若)?(?:没有|没|不是|不在)(?:的话)?\s*,?\s*(?:就|则|那就)/gu, " if not "],
    [/(?:如果|要是|若)\s*([^,]*?not running) ,/gu, " if $1 , "],
    [/没有|不要|不能|不用|别|勿/gu, " not "],
    [/(?:里面?)?(?:写了|是|有)什么\s*$|(?:里面?)?写了什么|的内容(?:是什么)?/gu, " show "],
    [/什么时候(?:会)?(?:过期|到期)|何时(?:过期|到期)|(?:到期|过期)时间/gu, " expires "],
    [/(⁅\d+⁆)\s*的?\s*证书\s*expires/gu, "when does the certificate on $1 expire"],
    [/(?:运行|开机|启动)(?:了|有)?(?:多久|多长时间)了?/gu, " uptime "],
    [
      /(?:什么|哪个|哪些)进程\s*(?:最)?(?:占用?|吃|消耗)\s*(?:的)?(内存|CPU|cpu)(?:最?多|最高)?/gu,
      " which process uses most $1 ",
    ],
    [/(?:上|里)?(?:运行着|在运行|跑着|在跑|正在运行)的?(?:是)?(?:有)?(?:哪些|什么)服务/gu, " which services running "],
    [/(?:上|里)?(?:运行着|在运行|跑着|在跑|正在运行)的?(?:是)?(?:有)?(?:哪些|什么)(容器|进程)/gu, " 哪些$1 running "],
    [/(?:有)?(?:哪些|什么)服务(?=在运行|在跑|正在)/gu, " which services "],
    [/^\s*(⁅\d+⁆)\s*的?\s*IP\s*(?:地址)?\s*(?:是多少|是什么|是啥)?/giu, "which ip does $1 have"],
    [/谁(?:在|还)?\s*(?:登录|登陆)了?\s*(?:到|在)?\s*(⁅\d+⁆)/gu, "who is logged in on $1"],
    [/(?:有)?(哪些|什么)服务(?:失败了?|挂了?|挂掉了?|没起来)/gu, " which services have failed on "],
    [/(?:怎么|为什么|为何)\s*(?:会)?\s*(?:这么|那么|如此)?\s*(?:慢|卡)/gu, " why is it so slow "],
    [/^\s*(⁅\d+⁆)\s*why is it so slow/gu, "why is $1 so slow"],
    [/^\s*why is it so slow\s*(⁅\d+⁆)/gu, "why is $1 so slow"],
    [/(?:为什么|为何)\s*(⁅\d+⁆)\s*(?:会)?\s*(?:这么|那么|如此)?\s*(?:慢|卡)/gu, "why is $1 so slow"],
    [
      /^\s*(⁅\d+⁆)\s*上?的?\s*(⁅\d+⁆)\s*(?:服务)?\s*(?:怎么了|出了什么问题|有什么问题)/gu,
      "what is wrong with $2 on $1",
    ],
    [/^\s*(⁅\d+⁆)\s*(?:怎么了|出了什么问题|有什么问题)/gu, "what is wrong with $1"],
    [/^\s*(⁅\d+⁆)\s*(?:上)?(?:用|装|跑|运行|安装)?的?是?(?:什么|哪个|哪种)(?:操作)?系统/gu, "what os is $1"],
    [/什么操作系统|操作系统(?:是什么|版本)?|什么系统/gu, " which os "],
    [
      /(?:待|可用的?|可以|需要|要)更新的?(?:软件)?包?|可用的?更新|(?:有没有|有|没有)(?:什么|哪些)?(?:可用的?|待安装的?)?(?:更新|补丁)/gu,
      " pending updates ",
    ],
    [/下面?(?:最大的)(目录|文件)(?:是哪些|有哪些|是什么)?/gu, " biggest $1 "],
    [/最大的(目录|文件)(?:是哪些|有哪些|是什么)?/gu, " biggest $1 "],
  ],
  words: {
    ...entries(`
请, 请你, 请问, 帮我, 帮忙, 麻烦, 麻烦你, 一下, 吧, 吗, 么, 呢, 了, 的, 把, 给我, 给, 我, 你, 您, 谢谢, 多谢, 你好, 您好, 大家好, 嗨, 早, 现在, 目前, 当前, 正在, 下, 着, 个, 台, 要, 想, 想要, 需要, 可以, 能, 都, 我想, 我要, 掉, 快, 赶紧, 马上, 立刻, 一共, 我们, 咱们, 先, 再, 上的 = -
看看, 看一下, 看下, 查看, 查看一下, 看, 显示, 列出, 列一下, 展示, 给我看, 查一下, 查查, 查询, 打印, 告诉我 = show
检查, 检测, 确认, 核实, 检查一下 = check
重启, 重新启动, 重起 = restart
启动, 开启, 打开, 拉起, 起来 = start
停止, 停掉, 停下, 关闭, 关掉, 停 = stop
关机 = shut down
重新加载, 重载, 重新加载配置 = reload
安装, 装 = install
卸载, 移除 = uninstall
删除, 删掉 = delete
更新, 升级 = update
安全更新, 安全补丁 = security updates
复制, 拷贝 = copy
移动, 迁移 = move
创建, 新建, 添加 = create
备份 = back up
锁定, 禁用 = lock
解锁 = unlock
杀掉, 杀死, 结束进程, 终止 = kill
搜索, 查找, 搜一下 = search
上, 上面, 里, 里面, 中 = -
在 = on
从 = from
和, 跟, 与, 以及 = and
或者, 还是 = or
不, 未, 禁止, 无需, 避免 = not
只 = only
除了 = except
如果, 假如, 要是 = if
否则 = otherwise
然后, 之后, 接着 = then
就 = -
什么, 哪些, 哪个, 哪台, 哪几台, 啥, 哪 = which
谁 = who
为什么, 为何 = why
怎么样, 怎么了, 如何 = how is
怎么 = how
多少, 几 = how much
多久, 多长时间 = how long
内存, 内存使用情况, 内存使用率, 内存使用, 内存占用 = memory usage
磁盘, 硬盘, 磁盘空间, 磁盘使用情况, 硬盘空间, 磁盘使用率, 磁盘使用, 空间, 磁盘占用 = disk usage
负载, 使用率, 占用率, 性能 = load
处理器 = cpu
使用情况, 情况, 状态, 状况 = status
使用, 占用, 用 = usage
最多, 最高 = most
进程 = process
哪些容器, 什么容器 = which containers
所有容器, 所有的容器, 全部容器 = all containers
容器 = container
运行的, 运行中的, 运行着的, 运行, 正在运行, 正在运行的, 在运行, 跑, 活着 = running
停止的, 已停止的 = stopped
服务 = service
服务器, 机器, 主机, 节点 = servers
生产, 生产环境 = production
虚拟机 = vms
邮件 = mail
所有, 全部, 所有的, 每台, 每个 = all
数据库 = database
网页服务器, 网站服务器 = web servers
日志, 记录 = log
错误, 报错 = errors
文件 = file
目录, 文件夹 = directories
内容 = contents
配置, 配置文件, 设置 = config
正常, 好的, 没问题, 正确 = ok
软件包, 包 = packages
补丁 = updates
用户 = user
账号, 账户 = account
登录, 登录着, 登陆, 登录了, 登陆了, 在线上 = logged in
端口 = ports
监听 = listening
开放, 开着 = open
证书 = certificate
过期, 到期 = expires
网络 = network
版本, 什么版本 = version
慢, 很慢, 卡 = slow
这么, 那么, 特别, 非常 = so
满, 满了 = full
挂了, 挂掉, 宕机, 崩了, 停了 = down
离线, 掉线 = offline
失败的, 失败 = failed
运行时间, 启动时间 = uptime
超过, 大于, 高于 = over
低于, 小于, 少于 = under
今天 = today
昨天 = yesterday
明天 = tomorrow
每天 = every day
每晚, 每天晚上 = every night
每小时 = every hour
每天早上 = every morning
今天晚上 = tonight
工作日 = weekdays
一个一个, 逐个, 依次, 逐台, 一台一台 = one after another
镜像 = images
剩余, 剩, 空闲, 还有, 还剩 = left
定时任务, 计划任务 = cron jobs
几点 = what time
地址 = address
它, 他 = it
还 = -
有 = has
是 = is
`),
    ...zhEverydayWords,
    ...zhMore,
  },
  held: /不|别|勿|没(?!问题)|未|无需|禁止|避免|为什么|为何|怎么|如何|谁|已经|昨天|刚才|刚刚|算了|应该|该不该|要不要|是否需要|什么时候|^(?![^]*(?:帮|请(?!问)|麻烦))[^]*(?:吗|么)[?\s。.]*$/u,
  harmless:
    /(?:禁止|取消)[^,，。]*开机自?启动?|(?:不要|别)(?:动|碰|影响|管)(?:其他|其它|别的)|没(?:有)?(?:响应|反应)|无响应|不响应|否则(?:就)?(?:什么)?都?不(?:要)?(?:做|动|管)|打不开|不急|不着急|不好意思|没关系|别的|特别|不用急|不赶时间/gu,
};

const days: Record<string, string> = {
  一: "monday",
  二: "tuesday",
  三: "wednesday",
  四: "thursday",
  五: "friday",
  六: "saturday",
  日: "sunday",
  天: "sunday",
};

const most: Record<string, string> = { cpu: "cpu", 负载: "load", 内存: "memory usage", 磁盘: "disk usage" };
