# Words of the pack coe-2ap in Russian. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Второй дополнительный протокол к Конвенции о киберпреступности

kind-domain-registration-request = Запрос регистрационной информации о доменном имени
kind-subscriber-order = Распоряжение о предоставлении информации об абоненте
kind-give-effect-request = Запрос о приведении в исполнение иностранного распоряжения
kind-emergency-disclosure = Ускоренное раскрытие в чрезвычайной ситуации
kind-emergency-mla = Взаимная помощь в чрезвычайной ситуации
kind-disclosure-declined = Раскрытия не будет
kind-information-complete = Сведения полны
kind-provider-served = Поставщику услуг вручено

## Sections

section-domain-registration-request-A = Орган
    .help = Кто запрашивает.
section-domain-registration-request-B = Доменное имя
    .help = Что запрашивается.
section-domain-registration-request-C = Заявление и ответ
    .help = Почему, к какому времени и как.
section-subscriber-order-A = Орган
    .help = Кто предписывает.
section-subscriber-order-B = Распоряжение
    .help = Что и кому предписывается.
section-subscriber-order-C = Дополнительные сведения
    .help = Что прилагается к распоряжению.
section-subscriber-order-D = Уведомление другой стороны
    .help = Только если она просила сообщать ей; не для поставщика услуг.
section-give-effect-request-A = Орган
    .help = Кто вынес распоряжение.
section-give-effect-request-B = Распоряжение
    .help = Что и кому предписывается.
section-give-effect-request-C = Подтверждающие сведения
    .help = Без согласия поставщику услуг не показываются.
section-emergency-disclosure-A = Орган
    .help = Кто запрашивает.
section-emergency-disclosure-B = Данные
    .help = Что запрашивается.
section-emergency-disclosure-C = Чрезвычайная ситуация
    .help = Почему немедленно.
section-emergency-mla-A = Орган
    .help = Кто запрашивает.
section-emergency-mla-B = Помощь
    .help = Что запрашивается.
section-emergency-mla-C = Чрезвычайная ситуация
    .help = Почему немедленно.
section-disclosure-declined-A = Запрос
    .help = К какому запросу это относится.
section-disclosure-declined-B = Раскрытия не будет
    .help = Что сообщается в этом письме.
section-disclosure-declined-Z = Подпись
    .help = Кто за это отвечает.
section-information-complete-A = Запрос
    .help = К какому запросу это относится.
section-information-complete-B = Сведения полны
    .help = Что сообщается в этом письме.
section-information-complete-Z = Подпись
    .help = Кто за это отвечает.
section-provider-served-A = Запрос
    .help = К какому запросу это относится.
section-provider-served-B = Поставщику услуг вручено
    .help = Что сообщается в этом письме.
section-provider-served-Z = Подпись
    .help = Кто за это отвечает.

## Fields

field-issuing_authority = Выдающий орган
    .help = Орган, который выдает.
field-issuing_state = Выдающее государство
    .help = Сторона, орган которой выдает.
field-issuing_date = Дата выдачи
    .help = Дата запроса или распоряжения.
field-issuing_contact = Контактные данные
    .help = Куда направлять ответы и вопросы.
field-pursuant_statement = Выдано на основании Протокола
    .help = Заявление о том, что это выдано на основании Протокола.
field-domain_name = Доменные имена
    .help = Каждый пункт — в отдельной строке.
field-data_elements = Запрашиваемые элементы данных
    .help = Перечень запрашиваемого.
field-relevance_statement = Значение для конкретного расследования
    .help = Информация нужна для конкретного расследования и используется только для него.
field-time_frame = Срок
    .help = К какому времени просят ответить.
field-manner = Способ раскрытия
    .help = В каком виде должен поступить ответ.
field-instructions = Особые указания
    .help = Все, что следует соблюдать.
field-provider = Поставщик услуг
    .help = Кому адресовано распоряжение.
field-offences = Преступления
    .help = По одному в строке: о чем распоряжение.
field-requesting_authority = Орган, запрашивающий данные, если он другой
    .help = Только если это не выдающий орган.
field-description = Подробное описание запрашиваемой информации
    .help = Не больше, чем нужно по делу.
field-account = Имя пользователя, логин или учетная запись
    .help = По одному в строке, в виде acct:NAME.
field-legal_grounds = Основания во внутреннем праве
    .help = Что уполномочивает орган выдавать распоряжение.
field-provisions_penalties = Нормы и наказания
    .help = Каждый пункт — в отдельной строке.
field-return_contact = Контакт для ответа
    .help = Куда направлять информацию.
field-time_frame_days = Срок
    .help = Срок течет тридцать дней или столько, сколько указано здесь, если это дольше.
field-preservation_reference = Номер запроса о сохранении
    .help = Если данные сохранены.
field-special_procedure = Особая процедура
    .help = Что требуется по праву выдающей стороны.
field-notification_statement = Одновременное уведомление
    .help = Сообщено ли стороне поставщика услуг.
code-notification_statement-notified = Сторона уведомлена одновременно
code-notification_statement-not_required = Уведомление не требуется
field-notified_authority = Уведомленный орган
    .help = Какому органу сообщено.
field-facts_summary = Краткое изложение фактов
    .help = Только для уведомляемой стороны.
field-data_categories = Категории данных
    .help = Данные каких видов запрашиваются.
code-data_categories-subscriber = Информация об абоненте
code-data_categories-traffic = Данные о трафике
code-data_categories-content = Данные о содержании
field-why_provider = Почему данные есть у поставщика услуг
    .help = Факты, показывающие, что он их хранит или контролирует.
field-relevance = Значение
    .help = Как данные помогают расследованию.
field-other_attempts = Иные попытки
    .help = Запрашивались ли данные иным путем.
field-emergency_facts = Обстоятельства чрезвычайной ситуации
    .help = Значительный и непосредственный риск для жизни или безопасности лица; одного лишь вреда системам или имуществу недостаточно.
field-emergency_relation = Как данные с этим связаны
    .help = Почему эти данные помогают ее предотвратить.
field-measure_reference = Номер запроса
    .help = По нему его найдет другая сторона.
field-asking_authority = Запрашивающий орган
    .help = Орган, который его направил.
field-reasons = Мотивы
    .help = Словами, которые другая сторона может проверить.
field-signatory_name = Кем подписано
    .help = Кто отвечает за это письмо.
field-done_at = Исполнено
    .help = Момент, а не день.

## Clocks

clock-subscriber-response = Ответ на распоряжение о предоставлении информации об абоненте
    .help = Тридцать дней или указанный в распоряжении срок, если он дольше; путь через другую сторону открывается только после этого дня.
clock-serve-provider = Вручение поставщику услуг
    .help = Сорок пять дней, по возможности раньше, с получения полных сведений.
clock-return-subscriber = Возврат информации об абоненте
    .help = Двадцать дней с вручения поставщику услуг.
clock-return-traffic = Возврат данных о трафике
    .help = Сорок пять дней с вручения поставщику услуг.

## Duties without a number

duty-emergency-disclosure = Раскрыть в чрезвычайной ситуации
duty-emergency-mla = Оказать помощь в чрезвычайной ситуации
duty-incident-notice = Сообщить передавшему органу об инциденте безопасности

## Grounds

ground-8-8 = Основание Конвенции против приведения в исполнение
    .help = Основания пункта 4 статьи 25 и пункта 4 статьи 27 Конвенции; возможны условия и отсрочка.
ground-7-5-c = Уведомленная сторона предписывает поставщику услуг не раскрывать
    .help = Собственные расследования или основание пункта 4 статьи 25 и пункта 4 статьи 27 Конвенции.
ground-10-1 = Основание Конвенции против помощи в чрезвычайной ситуации
    .help = Те, которые применяются к взаимной помощи.
