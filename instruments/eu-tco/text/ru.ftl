# Words of the pack eu-tco in Russian. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Регламент (ЕС) 2021/784 о террористическом контенте в интернете

kind-removal-order = Предписание об удалении
kind-removal-feedback = Сообщение об удалении
kind-removal-impossible = Невозможность исполнить предписание
kind-clarification = Разъяснение предписания об удалении
kind-obstacle-gone = Препятствие устранено
kind-scrutiny-request = Просьба о проверке
kind-content-provider-request = Просьба поставщика контента, занесенная в записи
kind-scrutiny-decision = Проверка без установления нарушения
kind-reinstatement = Контент восстановлен
kind-non-disclosure = Неразглашение
kind-content-provider-information = Информирование поставщика контента

## Sections

section-removal-order-A = Адресат и орган
    .help = Кто кому предписывает.
section-removal-order-B = Контент
    .help = Что должно быть удалено и почему.
section-removal-order-C = Информирование поставщика контента
    .help = Сообщается ли ему.
section-removal-order-D = Обжалование
    .help = Что могут сделать поставщик услуг и поставщик контента.
section-removal-order-E = Выдающий орган
    .help = Кто подписывает.
section-removal-order-F = Контакт
    .help = Кому звонить.
section-removal-order-file = Остается в деле, ни в чьем экземпляре
    .help = Что установил орган, прежде чем вынести предписание.
section-removal-feedback-A = Предписание
    .help = Какое предписание.
section-removal-feedback-B = Меры
    .help = Что сделано и когда.
section-removal-feedback-C = Подпись
    .help = Кто подписывает.
section-removal-impossible-A = Предписание
    .help = Какое предписание.
section-removal-impossible-B = Причины
    .help = Почему его нельзя исполнить.
section-removal-impossible-C = Подпись
    .help = Кто подписывает.
section-clarification-A = Запрос
    .help = К какому запросу это относится.
section-clarification-B = Разъяснение предписания об удалении
    .help = Что сообщается в этом письме.
section-clarification-Z = Подпись
    .help = Кто за это отвечает.
section-obstacle-gone-A = Запрос
    .help = К какому запросу это относится.
section-obstacle-gone-B = Препятствие устранено
    .help = Что сообщается в этом письме.
section-obstacle-gone-Z = Подпись
    .help = Кто за это отвечает.
section-content-provider-request-A = Запрос
    .help = О каком предписании идет речь.
section-content-provider-request-B = О чем просил поставщик контента
    .help = Орган принимающего государства отвечает в течение семидесяти двух часов.
section-content-provider-request-Z = Подпись
    .help = Кто отвечает за это письмо.
section-scrutiny-request-A = Запрос
    .help = К какому запросу это относится.
section-scrutiny-request-B = Просьба о проверке
    .help = Что сообщается в этом письме.
section-scrutiny-request-Z = Подпись
    .help = Кто за это отвечает.
section-scrutiny-decision-A = Запрос
    .help = К какому запросу это относится.
section-scrutiny-decision-B = Проверка без установления нарушения
    .help = Что сообщается в этом письме.
section-scrutiny-decision-Z = Подпись
    .help = Кто за это отвечает.
section-reinstatement-A = Запрос
    .help = К какому запросу это относится.
section-reinstatement-B = Контент восстановлен
    .help = Что сообщается в этом письме.
section-reinstatement-Z = Подпись
    .help = Кто за это отвечает.
section-non-disclosure-A = Запрос
    .help = К какому запросу это относится.
section-non-disclosure-B = Неразглашение
    .help = Что сообщается в этом письме.
section-non-disclosure-Z = Подпись
    .help = Кто за это отвечает.
section-content-provider-information-A = Запрос
    .help = К какому запросу это относится.
section-content-provider-information-B = Информирование поставщика контента
    .help = Что сообщается в этом письме.
section-content-provider-information-Z = Подпись
    .help = Кто за это отвечает.

## Fields

field-issuing_state = Государство-член органа
    .help = Государство, орган которого выносит предписание.
field-issuing_authority = Выдающий орган
    .help = Его название; это должен быть орган, назначенный для таких предписаний.
field-addressee = Адресат
    .help = Поставщик услуг и его законный представитель, если он есть.
field-contact_point = Контактный центр
    .help = Где предписания принимаются в любое время.
field-establishment_state = Государство-член основного учреждения
    .help = Его орган получает копию.
field-issued_at = Дата и время выдачи
    .help = Со смещением от UTC.
field-reference = Номер
    .help = Он указывается в каждом ответе.
field-url = Точный адрес контента
    .help = По одному в строке; при необходимости — дополнительные сведения, чтобы его найти.
field-content_information = Дополнительные сведения для нахождения контента
    .help = Только если адреса недостаточно.
field-content_reasons = Вид контента
    .help = Почему это террористический контент.
code-content_reasons-incites = Подстрекает к совершению террористического преступления
code-content_reasons-solicits_offence = Склоняет к совершению такого преступления или содействию ему
code-content_reasons-solicits_group = Склоняет к участию в террористической группе
code-content_reasons-instructs = Дает инструкции о взрывчатых веществах, оружии или иных способах
code-content_reasons-threatens = Угрожает совершением такого преступления
field-statement_of_reasons = Изложение причин
    .help = Достаточно подробно, чтобы его можно было проверить.
field-legal_basis = Правовое основание
    .help = В Регламенте и в национальном праве.
field-non_disclosure = Информирование поставщика контента
    .help = Тайна сохраняется не более шести недель.
code-non_disclosure-may_inform = Поставщик контента информируется
code-non_disclosure-not_informed = Поставщик контента пока не информируется
field-non_disclosure_reasons = Причина сохранения тайны
    .help = Связанная с общественной безопасностью.
code-non_disclosure_reasons-prevention = Предупреждение террористических преступлений
code-non_disclosure_reasons-investigation = Их расследование
code-non_disclosure_reasons-detection = Их выявление
code-non_disclosure_reasons-prosecution = Уголовное преследование за них
field-redress = Обжалование
    .help = Орган, порядок и срок обжалования.
field-appeal_deadline = Срок обжалования
    .help = Как это предусмотрено национальным правом.
field-complaint_information = Проверка органом принимающего государства
    .help = Как о ней просить.
field-signatory = Подписавшее лицо
    .help = Чья электронная подпись стоит ниже.
field-issuing_post = Занимаемая должность
    .help = Должность или чин.
field-issuing_address = Адрес
    .help = Улица, населенный пункт, государство.
field-contact_phone = Телефон
    .help = В любое время.
field-contact_email = Электронная почта
    .help = Для вопросов и ответов.
field-first_order = Первое предписание этому поставщику услуг
    .help = Тогда о процедуре и сроках сообщается не менее чем за двенадцать часов.
code-first_order-later = Предписания уже были
code-first_order-first = Это первое
code-first_order-emergency = Это первое, в надлежаще обоснованном экстренном случае
field-first_order_emergency = Почему это экстренный случай
    .help = Причины отправки первого предписания без предварительного сообщения.
field-informed_at = Время сообщения поставщику услуг
    .help = О процедуре и сроках; предписание можно выдать через двенадцать часов.
field-order_authority = Орган, выдавший предписание
    .help = Как указано в предписании.
field-order_reference = Номер предписания
    .help = Как указано в предписании.
field-addressee_reference = Номер адресата
    .help = Его собственный.
field-order_received_at = Получение предписания
    .help = От него отсчитывается час.
field-measure = Принятая мера
    .help = Один из двух вариантов.
code-measure-removed = Удалено
code-measure-disabled = Доступ закрыт во всех государствах-членах
field-measure_at = Дата и время меры
    .help = Со смещением от UTC.
field-signed_on = Дата подписания
    .help = Дата этого сообщения.
field-impossibility = Причина
    .help = Одна или несколько.
code-impossibility-force_majeure = Непреодолимая сила
code-impossibility-de_facto = Фактическая невозможность, за которую поставщик услуг не отвечает
code-impossibility-manifest_errors = Явные ошибки в предписании
code-impossibility-insufficient = В предписании слишком мало сведений
field-impossibility_reasons = Пояснение
    .help = Факты, которые это показывают.
field-information_asked = Запрашиваемые сведения
    .help = Что нужно для исполнения предписания.
field-measure_reference = Номер запроса
    .help = По нему его найдет другая сторона.
field-content_provider_informed_at = Время информирования поставщика контента
    .help = Просьба подается в течение сорока восьми часов после этого.
field-reply = Ответ
    .help = Столь же точно, как вопрос.
field-signatory_name = Кем подписано
    .help = Кто отвечает за это письмо.
field-reasons = Мотивы
    .help = Словами, которые другая сторона может проверить.
field-done_at = Исполнено
    .help = Момент, а не день.
field-done_what = Что сделано
    .help = На что может положиться другая сторона.

## Checks and notices

check-protected-purposes = Верно ли, что контент не относится к защищаемому: образование, журналистика, искусство, исследования или предупреждение терроризма?

## Clocks

clock-first-order-information = Сообщение до первого предписания
    .help = Не менее чем за двенадцать часов до первого предписания поставщику услуг ему сообщается о процедуре и сроках; кроме надлежаще обоснованных экстренных случаев.
clock-remove = Удаление или закрытие доступа
    .help = Один час с получения; после невозможности, ошибок или недостатка сведений час отсчитывается заново с разъяснения или с момента, когда причина отпала.
clock-host-scrutiny = Проверка органом принимающего государства по собственной инициативе
    .help = Семьдесят два часа с получения копии.
clock-scrutiny-request = Просьба о проверке
    .help = Сорок восемь часов: для поставщика услуг — с получения предписания, для поставщика контента — с сообщения об удалении, что может быть позже срока самого органа принимающего государства.
clock-scrutiny-on-request = Проверка по просьбе
    .help = Семьдесят два часа с получения просьбы, с мотивированным решением.
clock-preserve = Сохранение удаленного контента
    .help = Шесть месяцев с удаления или закрытия доступа; дольше — только по требованию, для ведущегося пересмотра.
clock-secrecy = Тайна в отношении поставщика контента
    .help = Не более шести недель с решения о неразглашении.
clock-secrecy-extended = Тайна, продленная один раз
    .help = Еще шесть недель, один раз, с окончания первого срока.
clock-complaint-outcome = Результат жалобы
    .help = Две недели с получения жалобы поставщиком услуг.
clock-exposure-report = Отчет об особых мерах
    .help = Три месяца с получения решения о подверженности поставщика.
clock-transparency-report = Отчет о прозрачности
    .help = До 1 марта за предыдущий год.

## Duties without a number

duty-inform-content-provider = Сообщить поставщику контента об удалении
duty-reinstate = Восстановить контент, когда предписание утратит силу
duty-threat-to-life = Сообщить органу о контенте, указывающем на непосредственную угрозу жизни

## Grounds

ground-3-7 = Непреодолимая сила или фактическая невозможность
    .help = Поставщик услуг за это не отвечает; сообщается по форме приложения III, и, когда причина отпадет, час отсчитывается заново.
ground-3-8 = Явные ошибки или слишком мало сведений
    .help = Сообщается по форме приложения III; час отсчитывается заново с разъяснения.
ground-4-3 = Серьезное или явное нарушение, по собственной проверке органа принимающего государства
    .help = Регламента или основных прав; предписание утрачивает силу, и контент восстанавливается.
ground-4-4 = Серьезное или явное нарушение, по просьбе
    .help = Установлено в течение семидесяти двух часов с просьбы поставщика услуг или поставщика контента.

## Statistics

stat-7-3-b = Меры против повторного появления контента
stat-7-3-c = Удаленные или закрытые материалы и неисполненные предписания
stat-7-3-d = Жалобы и их исход
stat-7-3-e = Административные или судебные пересмотры и их исход
stat-7-3-f = Контент, восстановленный после пересмотра
stat-7-3-g = Контент, восстановленный после жалобы
stat-8-1-a = Выданные предписания об удалении и проверенные предписания
stat-8-1-b = Решения о подверженных поставщиках
stat-8-1-c = Пересматриваемые предписания и исход
stat-8-1-d = Наложенные санкции

# By what they are told apart.
dimension-outcome = Исход
dimension-outcome-open = Открыто
dimension-outcome-granted = Удовлетворено
dimension-outcome-granted-in-part = Удовлетворено частично
dimension-outcome-rejected = Отклонено

# The figures of the counters.
figure-measures-against-reappearance = Меры против повторного появления контента
figure-items-removed = Удаленные материалы
figure-items-disabled = Материалы, доступ к которым закрыт
figure-orders-with-removal = Предписания, после которых материалы удалены
figure-orders-with-disabling = Предписания, после которых доступ к материалам закрыт
figure-orders-impossible = Предписания, которые нельзя было исполнить: непреодолимая сила или фактическая невозможность
figure-orders-unclear = Предписания, которые нельзя было исполнить: явные ошибки или слишком мало сведений
figure-complaints = Жалобы
figure-reinstated-on-complaint = Восстановлено после жалобы
figure-reviews = Пересмотры
figure-reinstated-on-review = Восстановлено после пересмотра
figure-removal-orders-issued = Выданные предписания об удалении
figure-items-removed-after-orders = Материалы, удаленные или закрытые после них
figure-orders-performed = Исполненные предписания
figure-scrutinies = Проверенные предписания
figure-infringements-found = Установленные нарушения
figure-scrutinies-without-finding = Предписания, проверенные без установления нарушения
figure-exposure-decisions = Решения о подверженных поставщиках
figure-orders-reviewed = Пересматриваемые предписания
figure-penalties = Наложенные санкции
