# The notice to the person whose data were produced.

notice-heading = Извещение лица
notice-rule = Обязательно по закону
notice-delays = Законные отсрочки
notice-delays-lead = Лицо извещается, если только не выполняется одно из следующих условий, и только пока оно выполняется и это подтверждают два должностных лица:
notice-delays-none = Закон не знает основания для отсрочки.
notice-standing = Извещение
notice-standing-due = Обязательно
notice-standing-deferred = Отложено
notice-standing-given = Дано
notice-not-owed = Пока ничего не предоставлено. Когда данные поступят, лицо подлежит извещению.
notice-since = Обязательно с
notice-because-production = предоставлены данные
notice-because-review = наступил день пересмотра отсрочки
notice-because-ground-ceased = основание отсрочки больше не существует
notice-asked-at = Запрошена отсрочка
notice-asked = она ничего не откладывает, пока не согласится другое лицо
notice-agreed-at = Согласие дано
notice-recorded-at = Записано

notice-give-heading = Лицо извещено
notice-give-lead = Запишите это, когда оно сделано. Узел ничего не отправляет лицу.
notice-told-on = Извещено
notice-means = Как
notice-means-electronic = Электронным способом
notice-means-in-person = Лично
notice-means-letter = Письмом
notice-means-other = Иным способом
notice-means-representative = Через адвоката или представителя
notice-language = Язык
notice-language-hint = Язык, на котором лицо извещено, в виде кода.
notice-remedies = Средства правовой защиты, о которых сообщено лицу
notice-remedies-hint = В какие суды или органы и до какого времени.
notice-proof = Что сообщено лицу
notice-proof-hint = Текст дословно. Поле можно оставить пустым, если ниже указана хеш-сумма.
notice-sha256 = Хеш-сумма письма или подтверждения его вручения
notice-sha256-hint = SHA-256, 64 знака; можно оставить пустым, если выше указан текст.
notice-give-button = Записать извещение

notice-defer-heading = Запросить отсрочку
notice-defer-lead = Извещение — правило. Для отсрочки нужны основание, мотивы, день пересмотра и согласие другого должностного лица. До этого извещение обязательно.
notice-ground = Основание
notice-justification = Кратко
notice-justification-hint = Одно предложение для того, кто будет пересматривать.
notice-reasons = Мотивы
notice-reasons-hint = Они остаются в деле и больше никому не передаются.
notice-review-on = День пересмотра
notice-review-on-hint = В этот день извещение снова становится обязательным. Не позднее: { $day }.
notice-defer-button = Запросить отсрочку

notice-review-heading = Отсрочка ожидает решения
notice-review-lead = Существует ли основание, и на такой ли срок?
notice-verdict = Решение
notice-verdict-agreed = Существует: извещение откладывается
notice-verdict-declined = Не существует: извещение остается обязательным
notice-why = Почему
notice-why-hint = Обязательно, если основания не существует.
notice-review-button = Решить

notice-end-heading = Основание больше не существует
notice-end-lead = Извещение сразу снова становится обязательным.
notice-end-button = Прекратить отсрочку

notice-mark-due = Извещение обязательно
notice-mark-deferred = Извещение отложено

notices-owed = { $n ->
    [1] Одно лицо подлежит извещению о предоставлении данных
    [one] По { $n } мере лица подлежат извещению о предоставлении данных
    [few] По { $n } мерам лица подлежат извещению о предоставлении данных
    [many] По { $n } мерам лица подлежат извещению о предоставлении данных
   *[other] По { $n } мерам лица подлежат извещению о предоставлении данных
  }
notices-owed-body = Каждая мера отмечена ниже. Завершенная мера не освобождает от извещения.
desk-duty-owed = подлежит исполнению с
desk-notice-owed = извещение лица обязательно с
desk-notice-review = день пересмотра отсрочки извещения:

standard-without-undue-delay = без неоправданной задержки
