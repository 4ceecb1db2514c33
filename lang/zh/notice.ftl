# The notice to the person whose data were produced.

notice-heading = 告知当事人
notice-rule = 法定义务
notice-delays = 合法推迟
notice-delays-lead = 除非下列任一情形存在并由两名经办人认定，且仅在其存续期间，否则须告知当事人：
notice-delays-none = 法律没有规定推迟的理由。
notice-standing = 告知
notice-standing-due = 须予告知
notice-standing-deferred = 已推迟
notice-standing-given = 已告知
notice-not-owed = 尚未提交任何数据。数据到达此处后，须告知当事人。
notice-since = 须予告知，始于
notice-because-production = 数据已提交
notice-because-review = 推迟的复核日已到
notice-because-ground-ceased = 推迟的理由不再存在
notice-asked-at = 已请求推迟
notice-asked = 在另一人同意之前，不推迟任何事项
notice-agreed-at = 同意时间
notice-recorded-at = 记录时间

notice-give-heading = 已告知当事人
notice-give-lead = 请在告知之后记录。节点不向当事人发送任何内容。
notice-told-on = 告知日期
notice-means = 方式
notice-means-electronic = 电子方式
notice-means-in-person = 当面
notice-means-letter = 信函
notice-means-other = 其他方式
notice-means-representative = 通过律师或代表
notice-language = 语言
notice-language-hint = 告知当事人所用的语言，以代码填写。
notice-remedies = 已告知当事人的救济途径
notice-remedies-hint = 哪些法院或机关，以及截止时间。
notice-proof = 告知当事人的内容
notice-proof-hint = 逐字写明的文本。下面填有摘要值的，此项可以留空。
notice-sha256 = 信函或其送达证明的摘要值
notice-sha256-hint = SHA-256，64 个字符；上面填有文本的，此项可以留空。
notice-give-button = 记录告知

notice-defer-heading = 请求推迟
notice-defer-lead = 告知是原则。推迟须有理由、说明、重新审查之日，以及另一名经办人的同意。此前仍须告知。
notice-ground = 理由
notice-justification = 简述
notice-justification-hint = 用一句话写明，供重新审查者阅读。
notice-reasons = 说明
notice-reasons-hint = 留在卷宗中，不提供给其他任何人。
notice-review-on = 重新审查日期
notice-review-on-hint = 该日重新产生告知义务。最迟为{ $day }。
notice-defer-button = 请求推迟

notice-review-heading = 有一项推迟等待决定
notice-review-lead = 该理由是否成立，是否足以推迟这么久？
notice-verdict = 决定
notice-verdict-agreed = 成立：告知暂缓
notice-verdict-declined = 不成立：仍须告知
notice-why = 原因
notice-why-hint = 理由不成立的，必须填写。
notice-review-button = 作出决定

notice-end-heading = 该理由不再成立
notice-end-lead = 立即须予告知。
notice-end-button = 终止推迟

notice-mark-due = 须予告知
notice-mark-deferred = 告知已推迟

notices-owed = 有 { $n } 项措施须告知当事人其数据已被提交
notices-owed-body = 均在下文标明。措施即使已经办结，仍须告知。
desk-duty-owed = 应当履行，始于
desk-notice-owed = 须告知当事人，始于
desk-notice-review = 推迟告知的复核日

standard-without-undue-delay = 无不当迟延
