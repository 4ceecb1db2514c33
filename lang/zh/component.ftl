# The parts of pages: time, periods, forms, faults.

size-bytes = { $n ->
   *[other] { $shown } 字节
  }
size-kib = { $n } KiB
size-mib = { $n } MiB
size-gib = { $n } GiB

civil-date = { $year }年{ $month }{ $day }日
instant = { $date } { $time } { $zone }
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月

time-left = 剩余 { $length }
time-over = 已过 { $length }
length-days = { $days } 天
length-days-hours = { $days } 天 { $hours } 小时
length-hours-minutes = { $hours } 小时 { $minutes } 分
length-minutes = { $minutes } 分

article = 第{ $cite }条
annex = 附件 { $place }
cite-itself = { $cite }

# Periods of law. strict is the target to work by, legal latest the last lawful instant.
clocks-none = 没有正在计算的期限。
clock-strict = 目标时刻（strict）
clock-legal-latest = 最后合法时刻（legal_latest）
clock-strict-and-latest = 目标时刻和最后合法时刻
clock-gate-opens = 放行
clock-last-day = 最后一日
clock-met-at = 已办
clock-effect = 届满的意义
clock-calendar = 日历
clock-ours = 由您方办理
clock-theirs = 由对方办理
clock-contested = 有争议
clock-positions = 此处对法律可有不止一种解读。节点按第一种解读办理。
clock-position-none = 无时刻
clock-undetermined = 无法计算
clock-no-instant = 法律未规定时刻
clock-met = 已按时办理
clock-met-late = 已逾期办理
clock-used = 权利已行使
clock-used-late = 权利行使过迟
clock-open = 已放行
clock-open-and-owed = 已放行且应当送出，{ $left }
clock-open-and-due = 已放行且现在应当送出
clock-closed = 尚不得送出，{ $left }
clock-past-target = 目标时刻已过，{ $left }
clock-deadline-running = { $left }
clock-deadline-over = 已逾期，{ $left }
clock-window-running = 权利可以行使，{ $left }
clock-window-over = 权利已消灭，{ $left }
clock-gate-running = 等待放行，{ $left }
clock-gate-over = 已放行，{ $left }
clock-hold-running = 须保存，{ $left }
clock-hold-over = 保存期已满，{ $left }
clock-ceiling-running = 最长，{ $left }
clock-ceiling-over = 已达上限，{ $left }

effect-breach = 义务已被违反。
effect-ceases = 所保存的内容可以不再保存。
effect-enforcement_route_opens = 可以请求强制执行。
effect-exempt = 该方免除义务。
effect-gate_opens = 原先禁止的行为获得允许，并且应当办理。
effect-late_with_reasons = 仍须办理该行为，并说明迟延的原因。
effect-minimum_hold_ends = 最短保存时间已满；由人作出决定。
effect-none = 法律未规定后果。
effect-not_yet_allowed = 时间未到。
effect-overdue_inform_issuer = 将迟延情况告知签发机关。
effect-preserve_until_decision = 数据保存至作出决定时为止。
effect-preserve_until_produced = 数据保存至提交时为止。
effect-report_due = 须提交报告。
effect-right_lapses = 权利消灭。
effect-secrecy_ends = 可以告知当事人。
effect-still_suspended = 该措施继续中止；任何事项都不会自行终止。
effect-withdraw_and_delete_or_restrict = 撤回命令，并删除或限制数据。

reason-fact_missing = 该期限所依据的一项事实在此不明。
reason-holiday_calendar_not_loaded = 未载入所需的公共假日日历。
reason-instrument_not_in_force = 该法律文书在该日未生效。
reason-national_law_not_loaded = 该期限依国内法确定，而该国内法未载入。
reason-national_law_of_issuing_authority_not_loaded = 该期限依签发机关所在国的法律确定，而该法律未载入。
reason-no_fixed_period = 该法未规定具体数字。
reason-reservation_excludes = 有保留排除了该规则。
reason-state_not_bound = 该国不受约束。
reason-time_zone_not_known = 不知道行为方所在的时区。
reason-trigger_not_occurred = 期限的起算事由尚未发生。

needs-fact = 需要：事实 { $fact }。
needs-state = 涉及国家 { $state }。
needs-year = 涉及 { $year } 年。
needs-from = 自{ $date }起有答案。

counting-agreed = 按约定
counting-elapsed-hours = 自该时刻起按小时计算，不作任何增加
counting-fixed-date = 至一年中某一日期终了
counting-national-addressee = 依受文方所在国的法律
counting-national-issuing = 依签发机关所在国的法律
counting-none = 法律未规定数字
counting-plain-days = 日历日，不作顺延
counting-plain-months = 日历月，不作顺延
counting-plain-weeks = 日历周，不作顺延
counting-r1182-days = 按第1182/71号条例计算的日数
counting-r1182-hours = 按第1182/71号条例计算的小时数
counting-r1182-months = 按第1182/71号条例计算的月数
counting-r1182-weeks = 按第1182/71号条例计算的周数
counting-r1182-working-days = 按第1182/71号条例计算的工作日数

mark-verified = 措辞已核对
mark-memory = 措辞尚未核对

# Forms.
leaves-heading = 离开本节点的内容
leaves-nothing = 您提交此表单时，没有任何内容离开本节点。
defects-heading = 有 { $n } 处错误
form-refused = 此项未能办理
choose-none = 未作答
wrong-lead = 尚未保存任何内容。您输入的内容见下文；请更正这些答案后重新保存。
wrong-choose = 两名经办人对此作了回答；请说明以哪一个答案为准
wrong-needed = 必须作答
wrong-unfit = 此项与所选内容不相容；请去掉其中之一
wrong-country = “{ $text }”不是国家代码；请按 FR 的形式填写
wrong-date = “{ $text }”不是日期；请按 2027-03-08 的形式填写
wrong-instant = “{ $text }”不是时刻；请按 2027-03-08T10:00:00+01:00 的形式填写，并带时区偏移
wrong-invisible = 其中含有控制字符；请以纯文本重新输入
wrong-money = “{ $text }”不是金额；请按 120.50 EUR 的形式填写
wrong-number = “{ $text }”不是 1 至 { $n } 之间的整数
wrong-period = “{ $text }”不是期间；请按 P3Y（三年）或 P4M（四个月）的形式填写
wrong-selector = “{ $text }”不是已知种类的标识；请按 { $example } 的形式填写
wrong-too-long = 超过 { $n } 个字符；请将其余内容放入附件
wrong-too-many = 最多 { $n } 个答案；请将完整清单放入附件
wrong-code = “{ $text }”不在可选答案之列
wrong-yes-no = “{ $text }”既不是“是”也不是“否”
