/** Chinese, simplified. */
import { entries, type Glossary } from "./glossary.ts";

export const zh: Glossary = {
  marks: /\p{Script=Han}/gu,
  shapes: [
    [
      /把\s*([^，。,.？?！!]+?)\s*(重启|停止|停掉|停|启动|删除|删掉|重新加载|关掉|关闭|打开)(?:一下|了|掉|吧)?/gu,
      "$2 $1",
    ],
    [/[，、]/gu, ", "],
    [/[。！]/gu, ". "],
    [/？/gu, "? "],
    [/：/gu, ": "],
    [/百分之\s*(\d+)/gu, "$1 percent"],
    [/最近\s*(\d+)\s*(?:行|条)/gu, "last $1 lines"],
    [/最后\s*(\d+)\s*(?:行|条)/gu, "last $1 lines"],
    [/(\d+)\s*(?:行|条)/gu, "$1 lines"],
    [/每天(?:晚上|夜里|凌晨)\s*(\d+)\s*点/gu, "every day at $1:00"],
    [/每天\s*(?:早上)?\s*(\d+)\s*点/gu, "every day at $1:00"],
    [/(\d+)\s*小时/gu, "$1 hours"],
    [/(\d+)\s*分钟/gu, "$1 minutes"],
    [/是不是|是否|有没有|能不能|在不在/gu, " check whether "],
    [/没有|不要|不能|别/gu, " not "],
  ],
  words: entries(`
请, 请你, 帮我, 帮忙, 麻烦, 麻烦你, 一下, 吧, 吗, 呢, 了, 的, 把, 给我, 给, 我, 你, 谢谢, 现在, 目前, 当前, 正在, 下, 着, 个, 要, 想, 想要, 需要, 可以, 能, 都 = please
看看, 看一下, 看下, 查看, 看, 显示, 列出, 列一下, 展示, 给我看, 查一下, 查查, 查询, 打印 = show
检查, 检测, 确认, 核实 = check
重启, 重新启动, 重起 = restart
启动, 开启, 打开, 拉起, 起来 = start
停止, 停掉, 停下, 关闭, 关掉, 停 = stop
重新加载, 重载 = reload
安装, 装 = install
卸载, 移除 = uninstall
删除, 删掉 = delete
更新, 升级 = update
复制, 拷贝 = copy
移动, 迁移 = move
创建, 新建 = create
备份 = back up
杀掉, 结束进程 = kill
搜索, 查找 = search
上, 上面, 里, 里面, 中 = please
在 = on
和, 跟, 与, 以及 = and
或者, 还是 = or
不 = not
只 = only
除了 = except
如果, 假如, 要是 = if
否则 = otherwise
然后, 之后 = then
就 = please
什么, 哪些, 哪个, 哪台, 哪几台, 啥 = which
谁 = who
为什么, 为何 = why
怎么样, 怎么了, 如何 = how is
多少 = how much
多久 = how long
内存, 内存使用情况, 内存使用率, 内存使用 = memory usage
磁盘, 硬盘, 磁盘空间, 磁盘使用情况, 硬盘空间, 磁盘使用率, 磁盘使用, 空间 = disk usage
负载, 使用率, 占用率, 性能 = load
处理器 = cpu
使用情况, 情况, 状态, 状况 = status
使用, 占用, 用 = usage
最多, 最高 = most
进程 = processes
容器 = containers
运行的, 运行中的, 运行着的, 运行, 正在运行, 正在运行的, 在运行, 跑 = running
停止的, 已停止的 = stopped
服务 = service
服务器, 机器, 主机, 节点 = servers
所有, 全部, 所有的, 每台, 每个 = all
数据库 = database
网页服务器, 网站服务器 = web servers
日志, 记录 = log
错误, 报错 = errors
文件 = file
目录, 文件夹 = directory
内容 = contents
配置, 配置文件, 设置 = config
正常, 好的, 没问题, 正确 = ok
软件包, 包 = packages
补丁 = updates
安全更新 = security updates
用户 = users
账号, 账户 = account
登录 = logged in
端口 = ports
监听 = listening
开放 = open
证书 = certificate
过期, 到期 = expires
网络 = network
版本 = version
慢, 很慢, 卡 = slow
这么, 那么, 特别, 非常 = so
满, 满了 = full
挂了, 挂掉, 宕机 = down
失败的, 失败 = failed
运行时间, 启动时间 = uptime
超过, 大于, 高于 = over
低于, 小于, 少于 = under
今天 = today
昨天 = yesterday
明天 = tomorrow
每天 = every day
一个一个, 逐个, 依次, 逐台 = one after another
镜像 = images
剩余, 剩, 可用, 空闲 = free
它, 他 = it
还 = still
有 = has
是 = is
`),
};
