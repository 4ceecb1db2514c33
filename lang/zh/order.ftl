# An order that came in: at the provider, and at the enforcing authority.

order-title = 命令
order-genuine = 是否真实？
order-must = 我是否必须答复？
order-when = 何时之前？
order-refuse = 我可以拒绝什么？
order-asked = 所要求的内容
order-evidence = 已收集的证据
order-hand-over = 移交
uploads-heading = 正在上传
uploads-of = 共
uploads-until = 无人继续则放弃，时限
uploads-wrong = 与所申明的不符；不予封存
uploads-again = 重新查看
order-whole = 文本全文
order-received-at = 收到时间
order-notice = 告知用户

genuine-yes = 是
genuine-yes-body = 签名正确，并且签署时该密钥属于该职务。
genuine-no = 否
genuine-no-body = 请勿据此办理。请通过其他途径询问发送方。
genuine-signed-by = 签署人
genuine-signed-at = 签署时间
genuine-key = 密钥
genuine-roster = 根据成员名录第 { $version } 版
genuine-digest = 函件的 SHA-256
genuine-leaf = 在我方账本中
genuine-ledger = 在发送方账本中
genuine-ledger-yes = 是，其中记录了该次发送
genuine-ledger-no = 否，发送方账本未显示该次发送
genuine-ledger-unknown = 尚未查看

must-yes = 是。自您收到之时起，该命令对您有约束力。
must-done = 您已答复。请保存记录。
must-no = 否，已不再需要。

refuse-lead = 您不能因为自己会作出不同决定而拒绝。您可以根据下列理由提出异议：
refuse-own-lead = 您只能根据下列理由拒绝，不得以其他理由拒绝；可以全部拒绝、部分拒绝或附条件：
refuse-how = 无法办理、命令有错误或者与第三国法律相冲突，均不属于拒绝。此类情况以下列函件报告签发机关：
refuse-heading = 拒绝
ground-lead-refuse = 签发机关将看到该拒绝理由及其范围。此项不能收回。
ground-button-refuse = 发送：拒绝

evidence-file = 文件
evidence-file-hint = 节点将每个字节读取一遍，给出两个摘要值，并加密保存该文件。请将摘要值与您方的核对。如果中断，请重新选择同一文件，即可继续。
evidence-button = 收存该文件
bringing-heading = 上传文件
bringing-sealed = 已收存内容的 SHA-256，由节点和本浏览器分别计算：
bringing-again = 无法连接节点。正在重试；节点已有的内容不会丢失。
bringing-done = 已全部收存。
bringing-reading = 正在重新读取节点已有的内容：
bringing-sealing = 正在核对摘要值并封存：
bringing-sending = 正在发送：
bringing-stopped = 已停止。请重新选择同一文件，即可从原处继续。节点提示：
bringing-unread = 该文件已无法读取。请重新选择该文件，即可从原处继续。

hand-over-lead = 证据件封存并加密后送交 { $member }。对方核对每个摘要值并签收后，保管权即转移。
hand-over-button = 移交这些证据件
hand-over-nothing = 尚未收集任何内容。请先收存文件。

release-allowed = 数据可以送出
    .help = 没有任何妨碍。
release-due = 数据现在应当送出
    .help = 数据可以送出，并且法律要求送出。
release-forbidden = 数据尚不得送出
    .help = 执行机关的审查时间尚未届满。
release-stopped = 数据必须留在原处
    .help = 对该措施而言，此为最终结果。
release-suspended = 数据暂时必须留在原处
    .help = 须先解决某一事项。
release-contested = 须由人作出决定
    .help = 法律在此给出两种答案，或者缺少一项事实。请两个机关作出说明。
release-delete_or_restrict = 已送出的数据必须删除或限制
    .help = 数据送出之后，有人提出了拒绝理由。
release-escalate = 须由人就已送出的数据作出决定
    .help = 数据送出之后，有人提出了拒绝理由。
release-conditions = 随数据一并适用的条件

finding-channel_not_current = 对方可能已发送我方尚未看到的内容。
finding-declined = 一名经办人未使其产生效力。
finding-ground_late = 该拒绝理由是在权利消灭之后提出的。
finding-ineffective = 该内容到达时，已没有可以延长的期限。
finding-not_asked = 无人提出此要求。
finding-not_theirs = 对方无权办理此事项。
finding-too_late = 该内容到达过迟，不能改变任何情况。
finding-unknown_ground = 法律没有规定此拒绝理由。

notified-title = 已通知的命令
notified-answer = 您的答复
notified-not-yours = 此事项不由您的职务答复。

clear-heading = 不提出拒绝理由
clear-lead = 提供者一经得知即可移交。此项不能收回。
clear-button = 发送：不提出拒绝理由
clear-letter = 一封载明不提出拒绝理由的已签名函件
object-heading = 提出拒绝理由
ground-lead-object = 按时提出的拒绝理由使数据不得送出。法律要求您先与签发机关联系。
object-ground = 拒绝理由
object-extent = 范围
object-extent-all = 整项措施
object-extent-part = 仅部分数据类别
object-extent-conditions = 不阻止任何内容，但数据只能附条件使用
object-data = 类别
object-data-hint = 仅在限于部分时填写。
object-reasons = 说明
ground-reasons-object = 供签发机关阅读；提供者只知道是哪一项拒绝理由，不知道原因。
ground-reasons-refuse = 供提出请求的机关阅读。请使用其能够核查的措辞。
object-contacted_at = 与签发机关联系的时间
object-contacted_at-hint = 以任何适当方式，在提出拒绝理由之前联系。请按 2027-03-08T10:00:00+01:00 的形式填写，并带时区偏移。
act-contacted-at = 与我方联系的时间
object-conditions = 条件
object-conditions-hint = 仅在附条件时填写。条件随数据一并适用。
ground-button-object = 发送：此拒绝理由
object-letter = 一封载明拒绝理由及其范围的已签名函件
object-letter-why = 一封载明拒绝理由、其范围及原因的已签名函件
order-recalls = 要求召回的副本
