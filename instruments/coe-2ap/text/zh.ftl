# Words of the pack coe-2ap in Chinese. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = 《网络犯罪公约第二附加议定书》

kind-domain-registration-request = 域名注册信息请求
kind-subscriber-order = 订户信息令
kind-give-effect-request = 请求使外国命令产生效力
kind-emergency-disclosure = 紧急情况下的快速披露
kind-emergency-mla = 紧急司法协助
kind-disclosure-declined = 不披露任何内容
kind-information-complete = 信息完整
kind-provider-served = 已送达提供者

## Sections

section-domain-registration-request-A = 机关
    .help = 由谁提出请求。
section-domain-registration-request-B = 域名
    .help = 请求的内容。
section-domain-registration-request-C = 声明和答复
    .help = 为何请求、何时之前答复、如何答复。
section-subscriber-order-A = 机关
    .help = 由谁下令。
section-subscriber-order-B = 命令
    .help = 命令谁提供什么。
section-subscriber-order-C = 补充信息
    .help = 随命令附上的内容。
section-subscriber-order-D = 通知另一缔约方
    .help = 仅在该缔约方要求告知时填写；不提供给提供者。
section-give-effect-request-A = 机关
    .help = 由谁下令。
section-give-effect-request-B = 命令
    .help = 命令谁提供什么。
section-give-effect-request-C = 佐证信息
    .help = 未经同意，不向提供者出示。
section-emergency-disclosure-A = 机关
    .help = 由谁提出请求。
section-emergency-disclosure-B = 数据
    .help = 请求的内容。
section-emergency-disclosure-C = 紧急情况
    .help = 为何须立即办理。
section-emergency-mla-A = 机关
    .help = 由谁提出请求。
section-emergency-mla-B = 协助
    .help = 请求的内容。
section-emergency-mla-C = 紧急情况
    .help = 为何须立即办理。
section-disclosure-declined-A = 请求
    .help = 此函件所涉的请求。
section-disclosure-declined-B = 不披露任何内容
    .help = 此函件的内容。
section-disclosure-declined-Z = 签名
    .help = 由谁负责。
section-information-complete-A = 请求
    .help = 此函件所涉的请求。
section-information-complete-B = 信息完整
    .help = 此函件的内容。
section-information-complete-Z = 签名
    .help = 由谁负责。
section-provider-served-A = 请求
    .help = 此函件所涉的请求。
section-provider-served-B = 已送达提供者
    .help = 此函件的内容。
section-provider-served-Z = 签名
    .help = 由谁负责。

## Fields

field-issuing_authority = 签发机关
    .help = 签发的机关。
field-issuing_state = 签发国
    .help = 签发机关所属的缔约方。
field-issuing_date = 签发日期
    .help = 请求或命令的日期。
field-issuing_contact = 联系方式
    .help = 答复和提问送往何处。
field-pursuant_statement = 根据议定书签发
    .help = 关于根据议定书签发的声明。
field-domain_name = 域名
    .help = 每行一个。
field-data_elements = 寻求的数据要素
    .help = 所要求内容的清单。
field-relevance_statement = 与特定侦查的相关性
    .help = 该信息为特定侦查所需，且仅用于该侦查。
field-time_frame = 时限
    .help = 请求在何时之前答复。
field-manner = 披露方式
    .help = 希望以何种方式收到答复。
field-instructions = 特别指示
    .help = 该实体应当遵守的任何内容。
field-provider = 服务提供者
    .help = 命令发给谁。
field-offences = 犯罪
    .help = 每行一项：命令所涉的犯罪。
field-requesting_authority = 寻求数据的机关（如有不同）
    .help = 仅在不是签发机关时填写。
field-description = 所寻求信息的详细说明
    .help = 请勿超出案件的需要。
field-account = 用户名、登录名或账户
    .help = 每行一个，按 acct:NAME 的形式填写。
field-legal_grounds = 国内法律依据
    .help = 授权该机关签发的规定。
field-provisions_penalties = 条款和刑罚
    .help = 每行一个。
field-return_contact = 回送联系方式
    .help = 信息送往何处。
field-time_frame_days = 时限
    .help = 期限为三十日；此处所填更长的，以此处为准。
field-preservation_reference = 保全文号
    .help = 数据已保全的，填写此项。
field-special_procedure = 特别程序
    .help = 签发方法律所要求的内容。
field-notification_statement = 同时通知
    .help = 是否已告知提供者所在的缔约方。
code-notification_statement-notified = 已同时通知该缔约方
code-notification_statement-not_required = 不要求通知
field-notified_authority = 被通知的机关
    .help = 告知了哪一机关。
field-facts_summary = 事实概述
    .help = 仅供被通知的缔约方使用。
field-data_categories = 数据类别
    .help = 要求哪几类数据。
code-data_categories-subscriber = 订户信息
code-data_categories-traffic = 流量数据
code-data_categories-content = 内容数据
field-why_provider = 提供者为何拥有该数据
    .help = 表明其持有或控制该数据的事实。
field-relevance = 相关性
    .help = 数据如何有助于侦查。
field-other_attempts = 其他尝试
    .help = 是否曾以其他途径寻求该数据。
field-emergency_facts = 紧急情况的事实
    .help = 对人的生命或安全的重大、迫在眉睫的危险；仅仅损害系统或财产不构成紧急情况。
field-emergency_relation = 数据与紧急情况的关系
    .help = 为何这些数据有助于防止紧急情况。
field-measure_reference = 请求文号
    .help = 对方可据以查找。
field-asking_authority = 提出请求的机关
    .help = 发送请求的机关。
field-reasons = 说明
    .help = 使用对方能够核查的措辞。
field-signatory_name = 签署人
    .help = 对此函件负责的人。
field-done_at = 办理时间
    .help = 具体时刻，不是日期。

## Clocks

clock-subscriber-response = 对订户信息令的答复
    .help = 三十日，命令所定时限更长的，以该时限为准；仅在该日之后，方可通过另一缔约方办理。
clock-serve-provider = 送达提供者
    .help = 自收到完整信息之日起四十五日，可能时更早。
clock-return-subscriber = 回送订户信息
    .help = 自送达提供者之日起二十日。
clock-return-traffic = 回送流量数据
    .help = 自送达提供者之日起四十五日。

## Duties without a number

duty-emergency-disclosure = 在紧急情况下披露
duty-emergency-mla = 在紧急情况下提供协助
duty-incident-notice = 将安全事件告知转送机关

## Grounds

ground-8-8 = 公约规定的不使其产生效力的理由
    .help = 公约第25(4)条和第27(4)条规定的理由；可以附加条件和推迟办理。
ground-7-5-c = 被通知的缔约方指示提供者不披露
    .help = 本国侦查，或者公约第25(4)条和第27(4)条规定的理由。
ground-10-1 = 公约规定的不提供紧急协助的理由
    .help = 适用于司法协助的理由。
