# Cases: the list, one case, opening one, and what happened in it.

cases-title = Дела
cases-caption = { $n ->
    [one] { $n } дело
    [few] { $n } дела
    [many] { $n } дел
   *[other] { $n } дела
  }
cases-empty = Вы не участвуете ни в одном деле.
case-title = Дело
case-codename = Название
case-docket = Номер
case-state = Состояние
case-purpose = Цель
case-n-measures = Меры
case-registered = Зарегистрировано
case-focus = Предмет
case-participants = Кто участвует
case-measures = Меры
case-new-measure = Составить проект меры
case-exhibits = Доказательства
case-keeping = Что по этому делу хранится, защищено запретом и уничтожено
case-packages = Пакеты
case-export = Экспортировать дело
case-export-again = Экспортировать дело еще раз
case-export-hint = Все запечатанное по делу помещается в один файл, который суд проверяет без этого узла. Файл остается здесь, пока его не скачают.
case-timeline = Что произошло
case-timeline-hint = Сначала новое. У каждой записи есть свое место в журнале и подтверждение этого места.
measures-caption = { $n ->
    [one] { $n } мера
    [few] { $n } меры
    [many] { $n } мер
   *[other] { $n } меры
  }
measures-empty = Мер пока нет.
packages-empty = Пакетов пока нет.

new-case-title = Открыть дело
new-case-lead = Дело получает собственный номер. В нем участвуете вы и те сотрудники вашей организации, кого вы отметите ниже.
new-case-codename = Условное название
new-case-codename-hint = Как вы называете его между собой. Ни в коем случае не имя человека.
new-case-focus = О чем оно
new-case-focus-hint = Несколько слов. Они остаются на этом узле.
new-case-participant = Кто еще участвует
new-case-participant-hint = Дело читает только тот, кто в нем участвует. В их числе должны быть судья, который будет выдавать распоряжения, и тот, кто экспортирует доказательства.
new-case-colleague = { $office }: { $unit }
new-case-button = Открыть дело

exhibit-no = Номер
exhibit-name = Имя
exhibit-size = Размер
exhibit-digests = Хеш-суммы
exhibit-state = Состояние
exhibit-made-from = изготовлено из
exhibit-root = { $no } у передавшего
exhibit-not-fixed = еще не зафиксировано
exhibits-caption = { $n ->
    [one] { $n } доказательство
    [few] { $n } доказательства
    [many] { $n } доказательств
   *[other] { $n } доказательства
  }
exhibits-empty = Доказательств пока нет.
sha256 = SHA-256
blake3 = BLAKE3

timeline-empty = Пока ничего.
timeline-recorded = записано
timeline-permalink = ссылка
timeline-leaf = лист { $index }
timeline-arguments = { $n ->
    [one] { $n } значение
    [few] { $n } значения
    [many] { $n } значений
   *[other] { $n } значения
  }

# Who did it.
actor-clock = Срок, установленный законом
actor-node = Этот узел
actor-officer = Должностное лицо
actor-peer = Другой участник
actor-rule = Норма права

# What happened. `event-STREAM-WORD` goes before `event-WORD`.
event-opened = Открыто
event-registered = Зарегистрировано
event-case-registered = Дело зарегистрировано
event-case-opened = Дело открыто для работы
event-measure-opened = Открыт проект
event-amended = Проект изменен
event-validated = Проект утвержден
event-countersigned = Проект подписало еще одно должностное лицо
event-issued = Мера выдана
event-receipt-recorded = Поступила расписка получателя
event-received = Распоряжение получено
event-acknowledged = Получение подтверждено
event-cleared = Орган принудительного исполнения не заявляет основания
event-objected = Заявлено основание
event-refused = Распоряжение не исполняется
event-said = Отправлено письмо
event-timed = Письмо изменило сроки
event-withdrawn = Мера отозвана
event-peer-act-staged = Поступило действие другого участника
event-peer-act-taken = Действие другого участника имеет силу
event-peer-act-declined = Действие другого участника не имеет силы
event-handed-over = Данные переданы
event-produced = Данные поступили
event-completed = Мера завершена
event-gate-opened = Наступил первый момент, когда передача разрешена
event-overdue = Крайний срок прошел
event-right-lapsed = Право утрачено
event-exempted = Обязанность прекратилась по закону
event-ceased = Хранение прекратилось по закону
event-lapsed = Утратило силу
event-notice-owed = Лицо подлежит извещению
event-notice-delay-asked = Запрошена отсрочка извещения лица
event-notice-delay-declined = Согласие на отсрочку извещения не дано
event-notice-deferred = Извещение лица отложено
event-notice-given = Лицо извещено
event-review-owed = Требуется последующее утверждение
event-offered = Предложены доказательства
event-accepted = Доказательства приняты
event-contested = Доказательства оспорены
event-started = Запрошен пакет
event-approved = Дано согласие на пакет
event-sealed = Запечатано
event-package-sealed = Пакет запечатан
event-exhibit-collect = Доказательство собрано
event-exhibit-seal = Доказательство запечатано
event-exhibit-hand_over = Доказательство передано
event-exhibit-take_over = Доказательство принято
event-exhibit-verify = Доказательство проверено
event-exhibit-pack = Доказательство включено в пакет
event-exhibit-open = Доказательство открыто
event-exhibit-hold = Установлен запрет на уничтожение доказательства
event-exhibit-lift_hold = Запрет на уничтожение доказательства прекращен
event-exhibit-convert = Доказательство переведено в другой формат
event-exhibit-derive = Из других доказательств изготовлено новое
event-exhibit-examine = Доказательство исследовано с помощью программы
event-exhibit-redact = Изготовлено доказательство с изъятиями
event-exhibit-retain = Срок хранения доказательства установлен или истек
event-exhibit-scrub_fail = Обнаружено повреждение сохраненных байтов доказательства
event-exhibit-translate = Доказательство переведено на другой язык
event-exhibit-destroy = Уничтожение содержания доказательства
event-erasure-proposed = Предложено уничтожить содержание
event-erasure-approved = Второе должностное лицо согласилось на уничтожение
event-erasure-rejected = Второе должностное лицо не согласилось на уничтожение
event-erasure-certified = Содержание уничтожено, свидетельство об этом составлено
event-access-read = Содержание прочитано
event-read = Содержание прочитано

## One exhibit

exhibit-title = Доказательство
exhibit-root-no = Номер у передавшего
exhibit-record = Его записи
gaps = О чем будут спрашивать
gaps-lead = Ничто из этого само по себе не препятствует пакету. Устраните или объясните это, прежде чем спросит суд.
gaps-none = Ничего из того, что проверяет этот список.
gap-entry = Запись { $n }
gap-ambiguous-zone = Часовой пояс, в котором указано время источника, не назван или не однозначен.
gap-clock-uncertain = Часы менее точны, чем интервал, который они должны упорядочить.
gap-derivation-without-parent = Указано, что оно получено из другого предмета, но того в деле нет.
gap-digest-mismatch = Хеш-суммы не совпали.
gap-hold-expired = Последний запрет на уничтожение закончился до предоставления содержания.
gap-missing-interval = За некоторое время ничто не говорит о том, что делали с содержанием: оно не было зафиксировано в течение суток или до передачи.
gap-missing-tail = В журнале еще не указано, какая запись последняя. Это делается раз в сутки.
gap-tool-without-version = Программа или ее версия не указана.
gap-unsigned-handover = При передаче нет письма передавшего, или не поступила часть другой стороны.
package-gaps = О чем будут спрашивать по доказательствам пакета
record-caption = { $n ->
    [one] { $n } запись
    [few] { $n } записи
    [many] { $n } записей
   *[other] { $n } записи
  }
record-n = Запись
record-what = Что
record-when = Когда
record-leaf = В журнале
record-disclose = Раскрыть
record-none = Записей пока нет.

## Disclosing single fields

disclose-title = Раскрыть отдельные поля
disclose-entry = Поля записи { $n }
disclose-lead = Получатель файла увидит выбранные вами поля, наличие остальных полей и подтверждение того, что запись была в журнале. Раскрытие записывается до создания файла.
disclose-field = Раскрываемые поля
disclose-field-hint = Схема, категория, вид и время записи всегда открыты.
disclose-to = Кому
disclose-to-hint = Это остается в записях. Укажите должность или роль, а не личный адрес.
disclose-purpose = Цель
disclose-purpose-none = Выберите
disclose-why = На каком основании
disclose-why-hint = Норма или решение, словами. Это остается в записях, но не входит в файл.
disclose-leaves = Файл с выбранными вами полями. Его получаете вы и передаете дальше.
disclose-button = Записать и скачать
disclose-check = Получатель проверяет файл с помощью comity-verify и политики сети.
custody-field-exhibit = Идентификатор доказательства
custody-field-exhibit-no = Номер
custody-field-root-no = Номер у передавшего
custody-field-case = Дело
custody-field-status = Чем закончилось
custody-field-until = Когда закончилось
custody-field-actor = Кто это сделал
custody-field-counterparty = Другая сторона
custody-field-location = Где
custody-field-basis = Правовое основание
custody-field-purpose = Цель
custody-field-tool = Программа
custody-field-object = Запись до
custody-field-result = Запись после
custody-field-data = Размер и хеш-суммы
custody-field-source = Источник
custody-field-check = Сверенные хеш-суммы
custody-field-change = Неизбежное изменение
custody-field-seal = Печати и состояние
custody-field-countersigns = Вторые подписи
custody-field-signatures = Письмо и расписка
custody-field-informed-by = Предшествующая запись
