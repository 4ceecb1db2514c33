# Words of the pack eu-led in Russian. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Директива (ЕС) 2016/680 о защите данных в уголовно-правовой сфере

kind-breach-notification = Уведомление о нарушении безопасности персональных данных
kind-breach-supplement = Дополнительные сведения о нарушении
kind-supervisor-reply = Ответ надзорного органа

## Sections

section-breach-notification-A = Контролер
    .help = Кто уведомляет.
section-breach-notification-B = Нарушение
    .help = Что и с чьими данными произошло.
section-breach-notification-C = Последствия и меры
    .help = Что может последовать и что делается.
section-breach-notification-D = Время и другие контролеры
    .help = Когда стало известно и кого еще это касается.
section-breach-supplement-A = Дополнительные сведения
    .help = Что не было известно раньше.
section-supervisor-reply-A = Ответ
    .help = Что сообщает орган и чего требует.

## Fields

field-controller = Контролер
    .help = Кто принимает решения об обработке.
field-contact = Контактное лицо или служба
    .help = Уполномоченный по защите данных или иное лицо.
field-contact_email = Электронная почта
    .help = Для вопросов.
field-breach_nature = Характер нарушения
    .help = Что произошло.
field-subject_categories = Категории лиц
    .help = Каждый пункт — в отдельной строке.
field-n_subjects = Примерное число лиц
    .help = Насколько известно.
field-record_categories = Категории записей
    .help = Каждый пункт — в отдельной строке.
field-n_records = Примерное число записей
    .help = Насколько известно.
field-consequences = Вероятные последствия
    .help = Что может последовать.
field-measures = Меры
    .help = Принятые или предлагаемые, в том числе против неблагоприятных последствий.
field-aware_at = Известно с
    .help = От этого отсчитываются часы.
field-delay_reasons = Причины задержки
    .help = Только если прошло более семидесяти двух часов.
field-other_member_states = Другие затронутые государства-члены
    .help = Контролеру которых нужно сообщить отдельно.
field-in_phases = Сведения еще последуют
    .help = Сведения могут предоставляться поэтапно.
field-supplement = Что известно теперь
    .help = В том числе то, что оказалось иным.
field-phases_ended = Больше ничего не последует
    .help = Тогда уведомление полно.
field-reply = Ответ
    .help = Требуется ли что-либо.
code-reply-taken_note = Орган принял к сведению
code-reply-closed = Вопрос закрыт
code-reply-measures_asked = Орган требует принять меры
field-measures_asked = Требуемые меры
    .help = Что нужно сделать и к какому времени.
field-signatory_name = Кем подписано
    .help = Кто отвечает за это письмо.

## Clocks

clock-breach-notification = Уведомление надзорного органа о нарушении
    .help = Семьдесят два часа после того, как контролеру стало известно, если это осуществимо; позднее — с указанием причин.
clock-prior-consultation = Заключение после предварительной консультации
    .help = Шесть недель с получения; орган может добавить месяц.

## Duties without a number

duty-notify-originating-controller = Сообщить о нарушении контролеру другого государства-члена
duty-recall = Отозвать данные, которые неверны или отправлены незаконно
