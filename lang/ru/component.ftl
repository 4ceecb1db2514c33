# The parts of pages: time, periods, forms, faults.

size-bytes = { $n ->
    [one] { $shown } байт
    [few] { $shown } байта
    [many] { $shown } байт
   *[other] { $shown } байта
  }
size-kib = { $n } КиБ
size-mib = { $n } МиБ
size-gib = { $n } ГиБ

civil-date = { $day } { $month } { $year } года
instant = { $date }, { $time } { $zone }
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря

time-left = осталось: { $length }
time-over = прошло: { $length }
length-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
  }
length-days-hours = { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
  } { $hours } ч
length-hours-minutes = { $hours } ч { $minutes } мин
length-minutes = { $minutes } мин

article = Статья { $cite }
annex = Приложение { $place }
cite-itself = { $cite }

# Periods of law. strict is the target to work by, legal latest the last lawful instant.
clocks-none = Ни один срок не течет.
clock-strict = Целевой срок (strict)
clock-legal-latest = Последний законный момент (legal_latest)
clock-strict-and-latest = Целевой срок и последний законный момент
clock-gate-opens = Открывается
clock-last-day = Последний день
clock-met-at = Исполнено
clock-effect = Что означает окончание
clock-calendar = календарь
clock-ours = Действует ваша сторона
clock-theirs = Действует другая сторона
clock-contested = Спорно
clock-positions = Здесь норму можно понимать по-разному. Узел работает по первому толкованию.
clock-position-none = момента нет
clock-undetermined = Нельзя рассчитать
clock-no-instant = Закон не устанавливает момента
clock-met = Исполнено в срок
clock-met-late = Исполнено с опозданием
clock-used = Право использовано
clock-used-late = Право использовано слишком поздно
clock-open = Открыто
clock-open-and-owed = Открыто и подлежит исполнению, { $left }
clock-open-and-due = Открыто и подлежит исполнению сейчас
clock-closed = Передавать пока нельзя, { $left }
clock-past-target = Целевой срок прошел, { $left }
clock-deadline-running = { $left }
clock-deadline-over = Просрочено, { $left }
clock-window-running = Право можно использовать, { $left }
clock-window-over = Право утрачено, { $left }
clock-gate-running = Откроется, { $left }
clock-gate-over = Открыто, { $left }
clock-hold-running = Хранить, { $left }
clock-hold-over = Хранение закончено, { $left }
clock-ceiling-running = Предел, { $left }
clock-ceiling-over = Предел достигнут, { $left }

effect-breach = Обязанность нарушена.
effect-ceases = Сохранявшееся можно больше не хранить.
effect-enforcement_route_opens = Можно просить о принудительном исполнении.
effect-exempt = Сторона освобождается от обязанности.
effect-gate_opens = Запрещенное становится разрешенным и подлежит исполнению.
effect-late_with_reasons = Действие по-прежнему обязательно, с указанием причин задержки.
effect-minimum_hold_ends = Минимальный срок хранения истек; решает человек.
effect-none = По закону ничего не следует.
effect-not_yet_allowed = Еще слишком рано.
effect-overdue_inform_issuer = Выдающему органу сообщают о задержке.
effect-preserve_until_decision = Данные хранятся до решения.
effect-preserve_until_produced = Данные хранятся до их предоставления.
effect-report_due = Требуется отчет.
effect-right_lapses = Право утрачено.
effect-secrecy_ends = Заинтересованное лицо можно известить.
effect-still_suspended = Мера остается приостановленной; само собой ничего не завершается.
effect-withdraw_and_delete_or_restrict = Распоряжение отзывается, а данные удаляются или их использование ограничивается.

reason-fact_missing = Здесь неизвестен факт, от которого зависит срок.
reason-holiday_calendar_not_loaded = Не загружен нужный календарь праздничных дней.
reason-instrument_not_in_force = На эту дату правовой акт не действует.
reason-national_law_not_loaded = Срок определяется национальным правом, которое не загружено.
reason-national_law_of_issuing_authority_not_loaded = Срок определяется правом государства выдающего органа, которое не загружено.
reason-no_fixed_period = Акт не называет числа.
reason-reservation_excludes = Норма исключена оговоркой.
reason-state_not_bound = Для этого государства акт не обязателен.
reason-time_zone_not_known = Часовой пояс действующей стороны неизвестен.
reason-trigger_not_occurred = Событие, с которого начинается срок, не наступило.

needs-fact = Нужен факт: { $fact }.
needs-state = Касается государства: { $state }.
needs-year = Касается года: { $year }.
needs-from = Ответ имеется начиная с этой даты: { $date }.

counting-agreed = по договоренности
counting-elapsed-hours = часы с момента события, без прибавлений
counting-fixed-date = конец определенного дня года
counting-national-addressee = по праву государства адресата
counting-national-issuing = по праву государства выдающего органа
counting-none = закон не называет числа
counting-plain-days = календарные дни, без переноса
counting-plain-months = календарные месяцы, без переноса
counting-plain-weeks = календарные недели, без переноса
counting-r1182-days = дни по Регламенту 1182/71
counting-r1182-hours = часы по Регламенту 1182/71
counting-r1182-months = месяцы по Регламенту 1182/71
counting-r1182-weeks = недели по Регламенту 1182/71
counting-r1182-working-days = рабочие дни по Регламенту 1182/71

mark-verified = формулировка проверена
mark-memory = формулировка еще не проверена

# Forms.
leaves-heading = Что покидает этот узел
leaves-nothing = При отправке этой формы ничто не покидает этот узел.
defects-heading = { $n ->
    [one] Обнаружена { $n } ошибка
    [few] Обнаружены { $n } ошибки
    [many] Обнаружено { $n } ошибок
   *[other] Обнаружены { $n } ошибки
  }
form-refused = Этого сделать не удалось
choose-none = Нет ответа
wrong-lead = Пока ничего не сохранено. Введенное вами показано ниже; исправьте эти ответы и сохраните снова.
wrong-choose = на этот вопрос ответили два должностных лица; укажите, какой ответ считать верным
wrong-needed = нужен ответ
wrong-unfit = это не сочетается с выбранным; уберите что-то одно
wrong-country = «{ $text }» — не код государства; запишите его в виде FR
wrong-date = «{ $text }» — не дата; запишите ее в виде 2027-03-08
wrong-instant = «{ $text }» — не момент времени; запишите его в виде 2027-03-08T10:00:00+01:00, со смещением
wrong-invisible = здесь есть управляющий знак; введите заново обычным текстом
wrong-money = «{ $text }» — не сумма; запишите ее в виде 120.50 EUR
wrong-number = «{ $text }» — не целое число от 1 до { $n }
wrong-period = «{ $text }» — не срок; запишите его в виде P3Y (три года) или P4M (четыре месяца)
wrong-selector = «{ $text }» — не идентификатор известного вида; запишите его в виде { $example }
wrong-too-long = текст длиннее допустимого ({ $n } знаков); вынесите остальное в приложение
wrong-too-many = { $n ->
    [1] достаточно одного ответа
    [one] не более { $n } ответа; вынесите список в приложение
    [few] не более { $n } ответов; вынесите список в приложение
    [many] не более { $n } ответов; вынесите список в приложение
   *[other] не более { $n } ответов; вынесите список в приложение
  }
wrong-code = «{ $text }» не входит в число ответов
wrong-yes-no = «{ $text }» — не «да» и не «нет»
