# Words of the pack eu-led in Chinese. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = 关于刑事事项中数据保护的第(EU) 2016/680号指令

kind-breach-notification = 个人数据泄露通知
kind-breach-supplement = 关于泄露的进一步信息
kind-supervisor-reply = 监督机关的答复

## Sections

section-breach-notification-A = 控制者
    .help = 由谁通知。
section-breach-notification-B = 泄露
    .help = 谁的数据发生了什么。
section-breach-notification-C = 后果和措施
    .help = 可能有何后果，采取何种措施。
section-breach-notification-D = 时间和其他控制者
    .help = 何时得知，还涉及谁。
section-breach-supplement-A = 进一步信息
    .help = 此前不知道的内容。
section-supervisor-reply-A = 答复
    .help = 该机关的意见及要求。

## Fields

field-controller = 控制者
    .help = 由谁决定数据处理。
field-contact = 联络点
    .help = 数据保护专员或其他人员。
field-contact_email = 电子邮件
    .help = 用于提问。
field-breach_nature = 泄露的性质
    .help = 发生了什么。
field-subject_categories = 人员类别
    .help = 每行一个。
field-n_subjects = 人员大致数量
    .help = 就所知填写。
field-record_categories = 记录类别
    .help = 每行一个。
field-n_records = 记录大致数量
    .help = 就所知填写。
field-consequences = 可能的后果
    .help = 可能发生的情况。
field-measures = 措施
    .help = 已采取或拟采取的措施，包括针对不利影响的措施。
field-aware_at = 得知时间
    .help = 小时数自此起算。
field-delay_reasons = 迟延的原因
    .help = 仅在晚于七十二小时时填写。
field-other_member_states = 所涉其他成员国
    .help = 须另行告知其控制者的成员国。
field-in_phases = 后续还将提供
    .help = 信息可以分阶段提供。
field-supplement = 现在已知的情况
    .help = 包括后来发现与此前不同的情况。
field-phases_ended = 后续不再提供
    .help = 则通知即告完整。
field-reply = 答复
    .help = 是否提出要求。
code-reply-taken_note = 该机关已知悉
code-reply-closed = 此事项已终结
code-reply-measures_asked = 该机关要求采取措施
field-measures_asked = 要求采取的措施
    .help = 须办理什么，何时之前办理。
field-signatory_name = 签署人
    .help = 对此函件负责的人。

## Clocks

clock-breach-notification = 将泄露通知监督机关
    .help = 在可行时，自控制者得知时起七十二小时；逾期的，说明原因。
clock-prior-consultation = 事先磋商后的建议
    .help = 自收到之日起六周；该机关可以延长一个月。

## Duties without a number

duty-notify-originating-controller = 将泄露告知另一成员国的控制者
duty-recall = 召回有误的或非法发送的数据
