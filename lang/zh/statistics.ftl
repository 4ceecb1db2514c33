# The yearly figures.

statistics-title = { $year } 年统计
statistics-lead = 根据本成员各项措施的情况和经办人所作登记，按事项发生的日历年计数。一项措施总计只计一次；要求多类数据的措施，列入每一类的行中。
statistics-years = 其他年份
statistics-empty = 没有可计数的内容：在要求统计的法律之下，本成员没有措施，也没有登记。
statistics-figure = 统计项
statistics-number = 数量
statistics-mean = 平均时间
statistics-median = 时间中位数
statistics-all = 总计
statistics-not-said = 未记载
dimension-addressee = 受文方
dimension-data_type = 数据
dimension-emergency = 紧急情况
dimension-ground = 理由
dimension-issuing_state = 签发国
dimension-kind = 措施

# What officers note for them.

statistics-to-notes = 为这些统计所作的登记，以及新增登记

notes-title = { $year } 年的登记
notes-step = 登记
notes-lead = 措施中没有载明的事项，由经办人登记：救济、费用、投诉、处罚。统计计入其发生的年份。登记从不更改；有误者将其划去，重新登记。
notes-noted = 发生的事项
notes-pages = 此列表的各页
notes-later = 较晚
notes-earlier = 较早
notes-empty = 该年没有登记。
notes-figures = 登记事项
notes-figures-lead = 这些统计项须登记。所有其他统计项由节点根据其措施的情况自行计数。

note-counter = 计入
note-took = 历时
note-noted = 已登记
note-struck = 已划去
note-struck-at = 划去时间

occurrence-title = 登记：{ $figure }（{ $cite }）
occurrence-lead = 请只登记有案可查的事项，每一事项只登记一次。您的登记在此处始终可读，即使其后被划去。
occurrence-n = 数量
occurrence-n-hint = 整数，最大为 { $n }。一并登记的所有事项，下列每项答案均须相同。
occurrence-happened-on = 发生日期
occurrence-happened-on-hint = 统计计入该日所在的年份。
occurrence-happened-at = 发生时间
occurrence-happened-at-hint = 所计时间的终点，带时区偏移：2027-03-08T16:30:00+01:00。统计计入该时刻所在的年份。
occurrence-began-at = 开始时间
occurrence-began-at-hint = 所计时间的起点，带时区偏移：2027-03-01T10:00:00+01:00。
occurrence-told-apart = 区分依据
occurrence-amount = 金额
occurrence-amount-hint = 带货币：120.50 EUR。
occurrence-on-file = 存卷处
occurrence-on-file-hint = 法院或机关名称及其案卷号。切勿填写人名。
occurrence-button = 登记

unfit-amount = 金额必须大于零
unfit-began-at = 开始时间不能晚于发生时间
unfit-happened-at = 该事项尚未发生
unfit-n = 不能登记此数量
unfit-told-apart = 法律以其他用语区分

strike-heading = 划去此登记
strike-lead = 统计立即不再计入。登记连同您的理由在此处仍然可读。划去后不能恢复：如果登记无误，请重新登记。
strike-why = 划去的原因
strike-why-hint = 登记有何错误。切勿填写人名。
strike-button = 划去该登记

statistics-recalls = 要求召回的副本
statistics-recalls-asked = 被请求销毁副本的接收方
statistics-recalls-confirmed = 按时确认
statistics-recalls-unconfirmed = 未按时确认
statistics-recalls-failed = 未销毁：有留存令、继续保存或函件未被接收
statistics-recalls-late = 上两项中其后确认的
statistics-recalls-open = 未结
