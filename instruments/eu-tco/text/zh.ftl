# Words of the pack eu-tco in Chinese. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = 关于网上恐怖主义内容的第(EU) 2021/784号条例

kind-removal-order = 移除令
kind-removal-feedback = 移除后的反馈
kind-removal-impossible = 无法遵行命令
kind-clarification = 对移除令的澄清
kind-obstacle-gone = 障碍已消除
kind-scrutiny-request = 审查请求
kind-content-provider-request = 内容提供者的请求（记录）
kind-scrutiny-decision = 审查未认定违反
kind-reinstatement = 内容已恢复
kind-non-disclosure = 不予披露
kind-content-provider-information = 告知内容提供者

## Sections

section-removal-order-A = 受文方和机关
    .help = 由谁向谁下令。
section-removal-order-B = 内容
    .help = 必须移除的内容及原因。
section-removal-order-C = 告知内容提供者
    .help = 是否告知。
section-removal-order-D = 救济
    .help = 提供者和内容提供者可以采取的办法。
section-removal-order-E = 签发机关
    .help = 由谁签署。
section-removal-order-F = 联系
    .help = 向谁致电。
section-removal-order-file = 留存卷宗，不载于任何文本
    .help = 该机关下令之前所认定的情况。
section-removal-feedback-A = 命令
    .help = 哪一命令。
section-removal-feedback-B = 措施
    .help = 做了什么，何时做的。
section-removal-feedback-C = 签名
    .help = 由谁签署。
section-removal-impossible-A = 命令
    .help = 哪一命令。
section-removal-impossible-B = 说明
    .help = 为何无法遵行。
section-removal-impossible-C = 签名
    .help = 由谁签署。
section-clarification-A = 请求
    .help = 此函件所涉的请求。
section-clarification-B = 对移除令的澄清
    .help = 此函件的内容。
section-clarification-Z = 签名
    .help = 由谁负责。
section-obstacle-gone-A = 请求
    .help = 此函件所涉的请求。
section-obstacle-gone-B = 障碍已消除
    .help = 此函件的内容。
section-obstacle-gone-Z = 签名
    .help = 由谁负责。
section-content-provider-request-A = 请求
    .help = 所涉的命令。
section-content-provider-request-B = 内容提供者的请求内容
    .help = 所在国机关在七十二小时之内答复。
section-content-provider-request-Z = 签名
    .help = 对此函件负责的人。
section-scrutiny-request-A = 请求
    .help = 此函件所涉的请求。
section-scrutiny-request-B = 审查请求
    .help = 此函件的内容。
section-scrutiny-request-Z = 签名
    .help = 由谁负责。
section-scrutiny-decision-A = 请求
    .help = 此函件所涉的请求。
section-scrutiny-decision-B = 审查未认定违反
    .help = 此函件的内容。
section-scrutiny-decision-Z = 签名
    .help = 由谁负责。
section-reinstatement-A = 请求
    .help = 此函件所涉的请求。
section-reinstatement-B = 内容已恢复
    .help = 此函件的内容。
section-reinstatement-Z = 签名
    .help = 由谁负责。
section-non-disclosure-A = 请求
    .help = 此函件所涉的请求。
section-non-disclosure-B = 不予披露
    .help = 此函件的内容。
section-non-disclosure-Z = 签名
    .help = 由谁负责。
section-content-provider-information-A = 请求
    .help = 此函件所涉的请求。
section-content-provider-information-B = 告知内容提供者
    .help = 此函件的内容。
section-content-provider-information-Z = 签名
    .help = 由谁负责。

## Fields

field-issuing_state = 机关所在成员国
    .help = 下令的机关所在国。
field-issuing_authority = 签发机关
    .help = 其名称；须为就此类命令指定的机关。
field-addressee = 受文方
    .help = 提供者，以及其法律代表（如有）。
field-contact_point = 联络点
    .help = 可在任何时间接收命令之处。
field-establishment_state = 主要机构所在成员国
    .help = 由该国机关收到副本。
field-issued_at = 签发日期和时间
    .help = 带时区偏移。
field-reference = 文号
    .help = 每次答复中均会引用。
field-url = 内容的确切地址
    .help = 每行一个；为找到内容所需的，附进一步信息。
field-content_information = 为找到内容所需的进一步信息
    .help = 仅在地址不足以找到内容时填写。
field-content_reasons = 内容类型
    .help = 为何属于恐怖主义内容。
code-content_reasons-incites = 煽动实施恐怖主义犯罪
code-content_reasons-solicits_offence = 怂恿实施或协助实施恐怖主义犯罪
code-content_reasons-solicits_group = 怂恿参加恐怖主义团体
code-content_reasons-instructs = 传授爆炸物、武器或其他方法
code-content_reasons-threatens = 威胁实施恐怖主义犯罪
field-statement_of_reasons = 理由说明
    .help = 须足够详细，以供审查。
field-legal_basis = 法律依据
    .help = 该条例和国内法中的依据。
field-non_disclosure = 告知内容提供者
    .help = 保密最长六周。
code-non_disclosure-may_inform = 告知内容提供者
code-non_disclosure-not_informed = 暂不告知内容提供者
field-non_disclosure_reasons = 保密的理由
    .help = 属于公共安全方面。
code-non_disclosure_reasons-prevention = 预防恐怖主义犯罪
code-non_disclosure_reasons-investigation = 侦查恐怖主义犯罪
code-non_disclosure_reasons-detection = 发现恐怖主义犯罪
code-non_disclosure_reasons-prosecution = 起诉恐怖主义犯罪
field-redress = 救济
    .help = 上诉的机构、方式和截止期限。
field-appeal_deadline = 上诉的截止期限
    .help = 按国内法的规定。
field-complaint_information = 所在国机关的审查
    .help = 如何请求审查。
field-signatory = 签署人
    .help = 电子签名见下面的人员。
field-issuing_post = 职位
    .help = 职务名称或职级。
field-issuing_address = 地址
    .help = 街道、城镇、国家。
field-contact_phone = 电话
    .help = 任何时间。
field-contact_email = 电子邮件
    .help = 用于提问和答复。
field-first_order = 对该提供者的首个命令
    .help = 则须至少提前十二小时告知程序和截止期限。
code-first_order-later = 此前已有命令
code-first_order-first = 此为首个命令
code-first_order-emergency = 此为首个命令，且属于有正当理由的紧急情况
field-first_order_emergency = 为何属于紧急情况
    .help = 未事先告知即发出首个命令的理由。
field-informed_at = 告知提供者的时间
    .help = 告知程序和截止期限；十二小时之后可以签发命令。
field-order_authority = 下令机关
    .help = 与命令所载一致。
field-order_reference = 命令文号
    .help = 与命令所载一致。
field-addressee_reference = 受文方文号
    .help = 其自己的文号。
field-order_received_at = 收到命令的时间
    .help = 一小时自此起算。
field-measure = 所采取的措施
    .help = 两者择一。
code-measure-removed = 已移除
code-measure-disabled = 已在所有成员国禁止访问
field-measure_at = 采取措施的日期和时间
    .help = 带时区偏移。
field-signed_on = 签署日期
    .help = 本报告的日期。
field-impossibility = 原因
    .help = 一项或多项。
code-impossibility-force_majeure = 不可抗力
code-impossibility-de_facto = 因不可归责于提供者的原因，事实上无法办理
code-impossibility-manifest_errors = 命令有明显错误
code-impossibility-insufficient = 命令所含信息过少
field-impossibility_reasons = 说明
    .help = 表明该原因的事实。
field-information_asked = 要求提供的信息
    .help = 遵行命令所需的信息。
field-measure_reference = 请求文号
    .help = 对方可据以查找。
field-content_provider_informed_at = 告知内容提供者的时间
    .help = 请求须自此时起四十八小时之内提出。
field-reply = 答复
    .help = 与问题同样确切。
field-signatory_name = 签署人
    .help = 对此函件负责的人。
field-reasons = 说明
    .help = 使用对方能够核查的措辞。
field-done_at = 办理时间
    .help = 具体时刻，不是日期。
field-done_what = 已办理的事项
    .help = 对方可以信赖的内容。

## Checks and notices

check-protected-purposes = 该内容是否不属于受保护的内容：教育、新闻、艺术、研究，或者预防恐怖主义？

## Clocks

clock-first-order-information = 首个命令之前的告知
    .help = 至少在对提供者发出首个命令之前十二小时，告知其程序和截止期限；有正当理由的紧急情况除外。
clock-remove = 移除或禁止访问
    .help = 自收到时起一小时；因无法办理、错误或缺少信息的，自澄清之时或该事由消失之时起，一小时重新计算。
clock-host-scrutiny = 所在国机关主动审查
    .help = 自收到副本时起七十二小时。
clock-scrutiny-request = 审查请求
    .help = 四十八小时：提供者自收到命令时起算，内容提供者自获知移除时起算；后者可能晚于所在国机关自身的期间。
clock-scrutiny-on-request = 应请求进行的审查
    .help = 自收到请求时起七十二小时，作出说明理由的决定。
clock-preserve = 保存被移除的内容
    .help = 自移除或禁止访问时起六个月；仅可应请求为正在进行的审查延长。
clock-secrecy = 对内容提供者保密
    .help = 自决定不予披露时起最长六周。
clock-secrecy-extended = 保密（延长一次）
    .help = 自第一个期限届满时起再延长六周，仅限一次。
clock-complaint-outcome = 投诉的结果
    .help = 自提供者收到投诉之日起两周。
clock-exposure-report = 关于特定措施的报告
    .help = 自收到认定提供者暴露于恐怖主义内容的决定之日起三个月。
clock-transparency-report = 透明度报告
    .help = 在3月1日之前提交上一年度的报告。

## Duties without a number

duty-inform-content-provider = 将移除一事告知内容提供者
duty-reinstate = 命令一经失效，即恢复内容
duty-threat-to-life = 将显示对生命迫在眉睫的威胁的内容告知机关

## Grounds

ground-3-7 = 不可抗力，或者事实上无法办理
    .help = 不可归责于提供者；以附件三告知，事由消失时一小时重新计算。
ground-3-8 = 明显错误，或者信息过少
    .help = 以附件三告知；自澄清之时起一小时重新计算。
ground-4-3 = 严重或明显违反，由所在国机关主动审查认定
    .help = 违反该条例或基本权利；命令失效，内容予以恢复。
ground-4-4 = 严重或明显违反，应请求认定
    .help = 在提供者或内容提供者提出请求后七十二小时之内认定。

## Statistics

stat-7-3-b = 针对再次出现的内容的措施
stat-7-3-c = 被移除或禁止访问的内容项，以及未被遵行的命令
stat-7-3-d = 投诉及其结果
stat-7-3-e = 行政或司法复审及其结果
stat-7-3-f = 复审后恢复的内容
stat-7-3-g = 投诉后恢复的内容
stat-8-1-a = 已签发的移除令和已审查的命令
stat-8-1-b = 关于暴露于恐怖主义内容的提供者的决定
stat-8-1-c = 受复审的命令及其结果
stat-8-1-d = 所处的处罚

# By what they are told apart.
dimension-outcome = 结果
dimension-outcome-open = 未结
dimension-outcome-granted = 予以准许
dimension-outcome-granted-in-part = 部分准许
dimension-outcome-rejected = 驳回

# The figures of the counters.
figure-measures-against-reappearance = 针对再次出现的内容的措施
figure-items-removed = 被移除的内容项
figure-items-disabled = 被禁止访问的内容项
figure-orders-with-removal = 导致内容项被移除的命令
figure-orders-with-disabling = 导致内容项被禁止访问的命令
figure-orders-impossible = 无法遵行的命令：不可抗力，或者事实上无法办理
figure-orders-unclear = 无法遵行的命令：明显错误，或者信息过少
figure-complaints = 投诉
figure-reinstated-on-complaint = 投诉后恢复
figure-reviews = 复审
figure-reinstated-on-review = 复审后恢复
figure-removal-orders-issued = 已签发的移除令
figure-items-removed-after-orders = 其后被移除或禁止访问的内容项
figure-orders-performed = 已履行的命令
figure-scrutinies = 已审查的命令
figure-infringements-found = 已认定的违反
figure-scrutinies-without-finding = 经审查未认定违反的命令
figure-exposure-decisions = 关于暴露于恐怖主义内容的提供者的决定
figure-orders-reviewed = 受复审的命令
figure-penalties = 所处的处罚
