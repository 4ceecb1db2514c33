# The desk.

desk-title = 工作台
desk-lead = { $n ->
    [0] 您的工作台上没有事项。
   *[other] { $n } 个事项，最近的法定时刻在前。
  }
desk-caption = 您的工作台上有 { $n } 个事项
desk-empty = 有事项需要您的职务办理时，将列在此处。
desk-clock = 时间
desk-reference = 文号
desk-kind = 种类
desk-counterparty = 对方
desk-state = 状态
desk-next = 下一步
desk-no-clock = 没有正在计算的期限
desk-new-case = 立案
desk-ending = 保存时间将满的证据件
desk-ending-lead = 除非留存令仍然有效，或者经办人说明理由设定更晚的截止日，否则不得继续保存。任何内容都不会自行销毁：由两名经办人决定。
desk-ending-caption = { $n } 个证据件的保存时间将满

step-complete-draft = 完成草稿
step-issue = 阅读两份文本并作出决定
step-wait-for-issuer = 由有权的经办人决定
step-wait-for-receipts = 等待回执
step-wait-for-production = 等待数据
step-wait-for-answer = 等待答复
step-wait-for-gate = 等待：数据尚不得送出
step-ingest = 收存数据
step-answer = 以函件答复
step-hand-over = 移交
step-decide-ground = 决定是否提出拒绝理由
step-export = 导出案件
step-nothing = 无
step-look = 查看：此事项需要人工处理
step-tell = 告知当事人
step-review-delay = 就推迟告知作出决定

desk-unopened-since = 未打开，自
desk-unopened = 有 { $n } 封函件未及时打开
desk-agreements = 需要您办理的协议

# Letters that have not arrived.

desk-waiting = { $n } 封函件尚未到达
desk-late = { $n } 封已迟延
desk-given-up = 有 { $n } 封函件已放弃，等待您处理
desk-given-up-see = 查看是哪些，以及该怎么办
waiting-take-back = 撤回函件
waiting-take-back-why = 撤回的原因
waiting-take-back-help = 一旦收件部门已收到，便无法撤回。仍可能收到的一方会被要求不要阅读。
waiting-take-back-choose = 选择原因
waiting-why-agreement = 协议禁止其发出。
waiting-why-mistake = 其内容或附件不应有。
waiting-why-moot = 不再需要。
waiting-why-recipient = 本应发给他人。
given-up-heading = 已放弃的函件
given-up-help = 在此列出 30 天。日志永久保存。
given-up-arrived = 仍然送达
given-up-do-arrived = 收件方已声明收到此函件。请查看其页面上的声明，如需更正，请另写函件。
given-up-asked = 已撤回
given-up-do-asked = 已要求收件方不要阅读，尚未答复。
given-up-expired = 已过期限
given-up-do-expired = 无人按时接收，此函件已失效。请致电收件方询问其节点是否正常，如仍需要，请重新书写。
given-up-left = 未被阅读
given-up-do-left = 收件方声明未阅读，并已销毁已取得的内容。
given-up-unsent = 已撤回
given-up-do-unsent = 它从未离开本节点。
waiting-title = 尚未到达的函件
waiting-lead = { $n ->
    [0] 有关您所办事项的函件均已到达。
   *[other] { $n } 封函件。节点将继续尝试，直至每一接收方签收。
  }
waiting-empty = 没有等待的函件。
waiting-to = 致
waiting-only = 仅列出因下列原因等待的函件
waiting-all = 显示全部
waiting-kind-agreement-consent = 对转给他人的同意
waiting-kind-agreement-end = 协议的终止
waiting-kind-agreement-proposal = 待签署的协议
waiting-kind-agreement-reinstatement = 解除中止
waiting-kind-agreement-signature = 对协议的签署
waiting-kind-agreement-suspension = 协议的中止
waiting-kind-handover-offer = 移交的数据
waiting-kind-measure-answer = 答复
waiting-kind-measure-issue = 命令
waiting-kind-measure-letter = 函件
waiting-kind-measure-withdraw = 撤回
waiting-kind-recall-ask = 召回
waiting-kind-recall-confirmed = 对召回的确认
waiting-kind-recall-refused = 对召回的拒绝
waiting-about = 事由
waiting-node = 节点
waiting-lane = 缓急
waiting-lane-emergency = 紧急
waiting-lane-urgent = 加急
waiting-lane-ordinary = 普通
waiting-lane-bulk = 不急
waiting-since = 等待始于
waiting-deliver-by = 到达期限
waiting-in-time = 来得及
waiting-at-risk = 有逾期风险
waiting-missed = 已逾期
waiting-spent = 时间已过 { $n }%
waiting-why = 未到达的原因
waiting-untried = 无：现在发出。
waiting-failed-no-connection = 接收方的地址无人应答。
waiting-failed-no-endpoint = 名录未列出接收方的地址。
waiting-failed-kept-for-reader = 接收方的节点自行取件：此函件已备好待取。
waiting-failed-fetches = 接收方的节点自行取件，无人与其建立连接。
waiting-failed-broken-connection = 收到应答之前连接中断。
waiting-failed-timed-out = 接收方未及时应答。
waiting-failed-busy = 接收方现在不接收函件。
waiting-failed-slow-down = 接收方请我方放慢发送。
waiting-failed-quota = 接收方所存的我方函件已达其上限。
waiting-failed-too-early = 接收方的时钟慢于我方。
waiting-failed-roster-behind = 接收方尚不知道我方在名录中的条目。
waiting-failed-not-a-peer = 接收方不认识本节点。须由运维人员查看。
waiting-failed-wrong-network = 接收方属于另一网络。须由运维人员查看。
waiting-failed-malformed = 接收方无法读取我方发送的内容。须由运维人员查看。
waiting-failed-ours = 本节点未能发送。须由运维人员查看。
waiting-failed-version = 接收方表示不支持我方的交换协议版本。须由运维人员查看。
waiting-failed-other = 接收方的应答不能算数。
waiting-held-no-quorum = 应答的见证方过少：在其应答之前，不交出任何内容。
waiting-held-agreement-differs = 此函件所引用的协议文件与此处的不同。须由各方查看。
waiting-held-agreement-missing = 贵成员单位要求有各方签署的协议，而没有涵盖此函件的协议。
waiting-held-agreement-not-covering = 此函件所引用的协议不涵盖此函件。函件将被收回。
waiting-held-agreement-not-yet = 此函件所引用的协议的首日尚未到来。
waiting-held-agreement-sunset = 此函件所引用的协议已经终止。终止三十天后，函件将被收回；如有其他依据，请另写一封。
waiting-held-agreement-suspended = 一方已中止该协议。中止解除后，函件将自行发出。
waiting-held-onward-consent-missing = 向我方提供此内容者尚未同意将其转给该成员。
waiting-held-version-ours = 接收方不再支持本节点所支持的交换协议版本。本节点须升级；须由运维人员查看。
waiting-held-version-theirs = 接收方不支持本节点所支持的任何交换协议版本。其节点须升级。
waiting-held-other = 法律现在不允许数据送出。
waiting-silent = 对方无应答，始于
waiting-attempts = 尝试次数
waiting-n-attempts = { $n ->
    [0] 尚未尝试
   *[other] { $n } 次
  }
waiting-next = 下次尝试
waiting-now = 现在
waiting-once-ended = 待其结束后
waiting-try-now = 立即尝试

# Whether letters reach each member.
reach-title = 函件能否送达
reach-lead = 每天一次，向每一成员发送一封不含意义的函件，走完往返全程：签名、加密、接收、打开。这样，在命令遇到故障之前即可发现。
reach-empty = 名录中没有其他成员。
reach-member = 成员
reach-state = 状态
reach-asked = 尝试时间
reach-took = 用时
reach-last = 上次全程畅通
reach-act = 尝试
reach-never = 从未
reach-try = 立即尝试
reach-seconds = { $n } 秒
reach-accepted = 接收用时
reach-opened = 打开用时
reach-untried = 尚未尝试
reach-untried-means = 首次尝试在明天。
reach-under-way = 进行中
reach-under-way-means = 应答须在一刻钟之内到达。
reach-lost = 未被接收
reach-lost-means = 对方未予接收。在其接收之前，函件等待。
reach-unopened = 未被打开
reach-unopened-means = 对方已接收但未打开。请致电其运维人员。
reach-refused = 被拒绝
reach-refused-means = 对方无法读取。请致电其运维人员。
reach-whole = 畅通
reach-whole-means = 已被接收并打开。
reach-upgrade-they = 该成员须升级：其不支持我方所支持的任何交换协议版本。在其升级之前，函件等待。
reach-upgrade-we = 我方须升级：该成员不再支持我方所支持的任何交换协议版本。在我方升级之前，函件等待。
reach-fetches = 无人连接此节点：给它的函件在此等候，直到它来取。
reach-compared = 上次核对
reach-compare = 立即核对
reach-compare-open = 进行中
reach-compare-failed = 上次询问未得到正确的应答。
reach-differs-arrived-after-all = 对方持有 { $n } 封我方已放弃或撤回的函件。请通知撰写函件的部门。
reach-differs-contradicts = 对方就我方 { $n } 封函件各作出了两项不能同时成立的声明。须由运维人员查看。
reach-differs-denied-by-peer = 有 { $n } 封函件列于对方发送给我方的清单中，而对方并无这些函件。
reach-differs-forgotten-by-peer = 我方持有 { $n } 封带有对方封印的函件，对方已将其丢失。请告知其运维人员。
reach-differs-lost-by-peer = 对方曾丢失 { $n } 封已签收的函件；这些函件已重新发送。
reach-differs-lost-by-us = 对方持有 { $n } 封带有我方封印的函件，而此处没有记录。我方的记录比对方的旧。
reach-differs-not-ours = 对方出示 { $n } 封函件，称属我方，而我方并未加封。须由运维人员查看。
reach-differs-rest = 另有 { $n } 处较早的差异已经解决，此处仅计其数。
reach-differs-unshown = 对方列出 { $n } 封函件，称属我方，而此处没有记录，对方也未出示。须由运维人员查看。
