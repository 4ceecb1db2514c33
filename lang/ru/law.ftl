# The law a node applies: instruments, periods, grounds, ways from state to state, lists of words.

law-title = Право
law-lead = Это нормы, по которым работает узел. При каждой указана ее статья. Если формулировка еще не сверена с публикацией, об этом сказано.
law-to-ways = Какой есть путь из одного государства в другое?
law-none = Ничего.
law-instruments = Правовые акты
law-instrument = Правовой акт
law-standing = Статус
law-kinds = Меры
law-n-kinds = { $n ->
    [0] нет
    [one] { $n } вид
    [few] { $n } вида
    [many] { $n } видов
   *[other] { $n } вида
  }
law-pack = Версия здесь
law-lists = Перечни слов
law-list = Перечень
law-n-words = Слова
law-mark = Формулировка
law-version = Версия здесь

standing-in_force = Действует
standing-not_in_force = Не действует
standing-by_agreement = Между теми, кто договорился

law-official = Официальное название
law-from = С
law-until = До
law-source = Опубликовано
law-known = Статус проверен в последний раз
law-digest = Хеш-сумма комплекта норм
law-otherwise = Где он не обязателен

law-parties = Государства
law-parties-all = Указаны все государства, для которых акт обязателен. Для неуказанного государства он не обязателен.
law-parties-some = Указаны некоторые государства. О неуказанном государстве здесь ничего не известно.
law-parties-none = Не указано ни одно государство. Обязателен ли акт для того или иного государства, здесь не известно.
law-parties-unknown = Здесь ничего не известно о государствах:
law-n-parties = { $n ->
    [one] { $n } государство
    [few] { $n } государства
    [many] { $n } государств
   *[other] { $n } государства
  }
law-state = Государство
law-where = Статья
law-declared = Оговорки и заявления
law-says = Что в них сказано

law-issuers = Кто вправе выдавать
law-kind = Мера
law-data = Данные
law-anybody = Любой
law-alone = Выдает самостоятельно
law-validated = Утверждает за других
law-emergency = В экстренном случае
law-emergency-yes = Утверждение может последовать позднее
law-all-kinds = Все
law-any-data = Любые данные

law-clocks = Сроки
law-clock = Срок
law-period = Продолжительность
law-starts = С чего начинается
law-end-does = Последствия окончания
law-duties = Обязанности без числового срока
law-duty = Обязанность
law-owed-by = На ком лежит
law-standard = Когда
duties-heading = Обязанности без числового срока
duties-standing = Как обстоит дело
duty-standing-held = Исполнять пока нельзя
duty-standing-lasts = Длится с
duty-standing-lies = Когда это случится
duty-standing-met = Исполнена
duty-standing-not-yet = Еще нет
duty-standing-over = Прекратилась
duty-standing-owed = Подлежит исполнению с
duty-standing-unmet = Не исполнена; подлежит исполнению с
duty-standing-waits = Исполнять не ранее
law-grounds = Основания для отказа
law-ground = Основание
law-raised-by = Кто заявляет
law-stage = На какой стадии
law-does = Последствия
law-letters = Письма
law-letter = Письмо
law-by = От кого
law-to = Кому

law-word = Слово
law-blocks = Требуется согласие источника
law-blocks-disclose = Для раскрытия
law-blocks-transmit = Для передачи
law-blocks-use_in_evidence = Для использования в качестве доказательства

law-list-admiralty = Оценка: шкала Адмиралтейства
law-list-data-categories = Категории данных
law-list-evaluation = Оценка: 4x4 Европола
law-list-handling = Коды обращения
law-list-offences = Преступления
law-list-pap = Протокол разрешенных действий (PAP)
law-list-tlp = Протокол «светофор» (TLP)
law-list-uk-3x5x2 = Оценка: 3x5x2

scheme-alias = Также называется
scheme-annex_iv = Приложение IV (ЕС)
scheme-article_5_4 = Статья 5(4) (ЕС)
scheme-coe_budapest = Будапештская конвенция
scheme-eu_dsa = Акт о цифровых услугах
scheme-europol = Европол
scheme-interpol = ИНТЕРПОЛ
scheme-other_treaty = Иной договор
scheme-un_cybercrime = Конвенция ООН

party-addressee = Адресат
party-body = Орган по урегулированию споров
party-commission = Европейская комиссия
party-content_provider = Поставщик контента
party-controller = Контролер
party-coordinator = Координатор цифровых услуг
party-EA = Орган принудительного исполнения
party-IA = Выдающий орган
party-MS = Государство-член
party-person = Заинтересованное лицо
party-processor = Обработчик
party-recipient = Получатель услуги
party-requested = Запрашиваемое государство
party-requester = Тот, кто просит о проверке
party-requesting = Запрашивающее государство
party-supervisor = Надзорный орган
party-team = Совместная группа

law-period-agreed = До согласованной или запрошенной даты
law-period-elapsed-hours = { $n ->
    [one] { $n } час
    [few] { $n } часа
    [many] { $n } часов
   *[other] { $n } часа
  }, без прибавлений
law-period-fixed-date = Определенный день года
law-period-national-addressee = По праву государства адресата
law-period-national-issuing = По праву выдающего государства
law-period-none = Закон не называет числа
law-period-plain-days = { $n ->
    [one] { $n } календарный день
    [few] { $n } календарных дня
    [many] { $n } календарных дней
   *[other] { $n } календарных дня
  }
law-period-plain-months = { $n ->
    [one] { $n } календарный месяц
    [few] { $n } календарных месяца
    [many] { $n } календарных месяцев
   *[other] { $n } календарных месяца
  }
law-period-plain-weeks = { $n ->
    [one] { $n } календарная неделя
    [few] { $n } календарные недели
    [many] { $n } календарных недель
   *[other] { $n } календарные недели
  }
law-period-r1182-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
    [many] { $n } дней
   *[other] { $n } дня
  } (Регламент 1182/71)
law-period-r1182-hours = { $n ->
    [one] { $n } час
    [few] { $n } часа
    [many] { $n } часов
   *[other] { $n } часа
  } (Регламент 1182/71)
law-period-r1182-months = { $n ->
    [one] { $n } месяц
    [few] { $n } месяца
    [many] { $n } месяцев
   *[other] { $n } месяца
  } (Регламент 1182/71)
law-period-r1182-weeks = { $n ->
    [one] { $n } неделя
    [few] { $n } недели
    [many] { $n } недель
   *[other] { $n } недели
  } (Регламент 1182/71)
law-period-r1182-working-days = { $n ->
    [one] { $n } рабочий день
    [few] { $n } рабочих дня
    [many] { $n } рабочих дней
   *[other] { $n } рабочих дня
  } (Регламент 1182/71)

law-when-at-latest-from-the-date-of-the-restriction = Не позднее момента ограничения
law-when-at-the-same-time = Одновременно
law-when-at-the-time-of-effect-or-as-the-order-says = При исполнении или как указано в предписании
law-when-before-the-act = До совершения действия
law-when-expeditiously = Оперативно
law-when-immediately = Немедленно
law-when-promptly = В кратчайшие сроки
law-when-rapidly-expedited = Ускоренно
law-when-until-ended = До прекращения
law-when-without-delay = Без задержки
law-when-without-undue-delay = Без неоправданной задержки

stage-notification = После уведомления
stage-execution = При исполнении
stage-enforcement = При принудительном исполнении
ground-effect-stop = Останавливает меру
ground-effect-partial = Останавливает часть или ставит условия
ground-effect-suspend = Приостанавливает меру
ground-effect-inform = Сообщается другой стороне

declared-competent_authorities = Компетентные органы
declared-contact_point = Контактный центр
declared-central_authority_signoff = Сначала подписывает центральный орган
declared-dual_criminality_reserved = Требуется обоюдное признание деяния преступлением
declared-exclude_article = Одна из статей не применяется
declared-exclude_data_category = Эти данные не предоставляются
declared-languages_accepted = Принимаемые языки:
declared-require_authority_kind = Выдавать могут только некоторые органы
declared-require_followup_request = Должен последовать запрос
declared-require_notification = Одновременно ставится в известность орган
declared-require_prior_use_of = Сначала используется другой путь

ways-title = Какой есть путь?
ways-lead = Какие меры ведут из одного государства в другое, с тем, чего требует каждая, и со всеми причинами, по которым другая не подходит. Порядок — по кратчайшему сроку, установленному законом; это не совет по конкретному делу.
ways-from = Запрашивающее государство
ways-from-wrong = Выберите запрашивающее государство.
ways-to = Государство получателя
ways-to-wrong = Выберите государство получателя.
ways-for = Для чего
ways-for-wrong = Выберите, для чего это нужно.
ways-data = Данные
ways-data-wrong = Эти категории данных неизвестны.
ways-on = День выдачи
ways-on-wrong = Укажите день: год, месяц и число.
ways-emergency = Экстренный случай
ways-emergency-yes = Это экстренный случай
ways-button = Показать пути
ways-none = Ни один из загруженных здесь путей использовать нельзя.
ways-admissible = Можно использовать
ways-undetermined = Здесь не известно
ways-excluded = Путь закрыт
ways-goes-to = Направляется
ways-issuers = Кто выдает
ways-validated = Другие с утверждением
ways-validated-later = В экстренном случае утверждение может последовать позднее
ways-language = Язык
ways-form = Форма
ways-answer = Срок ответа
ways-notified = Уведомляется
ways-notified-yes = Орган принимающего государства, одновременно
ways-grounds = Основания для отказа
ways-conditions = Условия принимающего государства

aim-confiscation = Конфискация
aim-evidence = Доказательства, собираемые иным путем
aim-freezing = Замораживание имущества
aim-information = Информация без предварительного запроса
aim-joint_investigation = Совместное расследование
aim-preservation = Сохранение данных
aim-production = Предоставление данных
aim-removal = Удаление контента
aim-supervision = Сообщение надзорному органу

channel-authority = Орган другого государства
channel-central_authority = Центральный орган другого государства
channel-contact_point = Контактный центр, отвечающий круглосуточно
channel-provider = Сам поставщик услуг
channel-supervisor = Надзорный орган по защите данных

language-accepted_or_translated = Язык, принимаемый получателем, или с переводом на такой язык
language-as_agreed = По договоренности двух сторон
language-declared_by_provider = Язык, заявленный поставщиком услуг, иначе — официальный язык его государства
language-declared_by_state = Язык, принимаемый исполняющим государством
language-of_requested_state = Язык запрашиваемого государства

obstacle-data_not_covered = Не для всех этих данных
obstacle-domestic = Оба государства совпадают
obstacle-emergency_only = Только для экстренных случаев
obstacle-instrument_not_in_force = В этот день не действует
obstacle-not_to_this_state = Ведет только в другие государства
obstacle-reservation_excludes = Исключено оговоркой
obstacle-state_not_bound = Для одного из государств акт не обязателен
obstacle-status_not_loaded = Имеет ли акт обязательную силу, здесь не известно

trigger-arbitration-requested = Запрошен совместный арбитраж
trigger-aware = Стало известно о нарушении
trigger-certified = Орган сертифицирован
trigger-complaint-received = Получена жалоба
trigger-confirmation-received = Получено подтверждение последующего запроса
trigger-consultation-received = Получен запрос о консультации
trigger-copy-received = Получена копия для органа принимающего государства
trigger-decided = Решен вопрос о признании
trigger-enforcement-received = Распоряжение получено для принудительного исполнения
trigger-exposure-received = Получено решение о подверженности
trigger-frozen = Имущество заморожено
trigger-impossibility-received = Получена форма о невозможности исполнения
trigger-information-complete = Получены последние недостающие сведения
trigger-information-requested = Получен запрос о предоставлении сведений
trigger-informed = Сведения, требуемые актом, даны
trigger-issued = Мера выдана
trigger-ordered = Принято внутреннее распоряжение
trigger-period-ended = Закончился предшествующий срок
trigger-preserved = Данные сохранены
trigger-received = Мера получена
trigger-removed = Контент удален или доступ к нему закрыт
trigger-renewed = Запрос возобновлен
trigger-requested = Запрос сделан
trigger-scrutiny-requested = Получена просьба о проверке
trigger-secrecy-decided = Решено о неразглашении
trigger-served = Распоряжение вручено поставщику услуг
trigger-signed = Соглашение подписано
trigger-uploaded = Данные загружены
trigger-year-end = Закончился календарный год
