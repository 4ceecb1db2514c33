# Agreements: the list, one of them, and the forms.

agreements-title = Соглашения
agreements-lead = { $n ->
    [0] На каких условиях ваша организация обменивается данными с другими. Соглашений пока нет.
    [one] На каких условиях ваша организация обменивается данными с другими: { $n } соглашение.
    [few] На каких условиях ваша организация обменивается данными с другими: { $n } соглашения.
    [many] На каких условиях ваша организация обменивается данными с другими: { $n } соглашений.
   *[other] На каких условиях ваша организация обменивается данными с другими: { $n } соглашения.
  }
agreements-required = Ваша организация ничего не отправляет без соглашения
agreements-required-body = Если письмо не охвачено соглашением, оно ожидает, что бы ни разрешал сам закон. Ответы и отзывы отправляются всегда.
agreements-caption = { $n ->
    [one] { $n } соглашение
    [few] { $n } соглашения
    [many] { $n } соглашений
   *[other] { $n } соглашения
  }
agreements-empty = Соглашений нет. Там, где достаточно права двух государств, письма все равно отправляются.
agreements-draft = Составить проект соглашения

agreement-title = Соглашение
agreement-parties = Стороны
agreement-phase = Состояние
agreement-review = Следующий пересмотр
agreement-ends = Прекращается само
agreement-ended-at = Прекращено
agreement-waits = Что оно задерживает
agreement-none = нет
agreement-waits-none = ничего
agreement-waits-out = { $n ->
    [one] Ожидает { $n } наше письмо
    [few] Ожидают { $n } наших письма
    [many] Ожидают { $n } наших писем
   *[other] Ожидают { $n } наших письма
  }
agreement-waits-out-body = Каждое подписано и ни для кого не утрачено. Письма по вашим вопросам вы найдете в списке.
agreement-waits-came = { $n ->
    [one] { $n } письмо лежит непрочитанным
    [few] { $n } письма лежат непрочитанными
    [many] { $n } писем лежат непрочитанными
   *[other] { $n } письма лежат непрочитанными
  }
agreement-waits-came-body = То, что поступило после приостановления, хранится зашифрованным в том виде, в каком поступило; никто этого не открывает. Оно будет прочитано само, как только соглашение его пропустит, и само отклонено, если этого никогда не сможет быть. Никакое должностное лицо этого не решает.

agreement-phase-draft = Проект
agreement-phase-open = Не хватает подписей
agreement-phase-waiting = Подписано, еще не действует
agreement-phase-in-force = Действует
agreement-phase-suspended = Приостановлено
agreement-phase-ended = Прекращено
agreement-phase-sunset = Срок истек

agreement-means-draft = Никто другой о нем не знает, и ни одно письмо на нем не основано.
agreement-means-open = Оно никого не связывает, пока не подпишут все стороны. Письма отправляются или ожидают так, как если бы его не было.
agreement-means-waiting = Все стороны подписали. До первого дня его действия ни одно письмо на нем не основано.
agreement-means-in-force = Охваченные им письма называют его и отправляются. Оно прекращается само в последний день.
agreement-means-suspended = То, чего касается приостановление, ожидает у обеих сторон, включая письма, которые не называют этого соглашения. Ничего не утрачивается.
agreement-means-ended = Новые письма на нем не основываются. То, что его называло, ожидает тридцать дней после его прекращения и затем берется назад; на другом основании пишется новое письмо.
agreement-means-sunset = Новые письма на нем не основываются. То, что его называло, ожидает тридцать дней после его прекращения и затем берется назад; на другом основании пишется новое письмо.

agreement-duty-ends = скоро прекратится
agreement-duty-ends-body = Само собой ничего не продолжается. Составьте следующее и обеспечьте его своевременное подписание.
agreement-duty-review = пересмотр просрочен
agreement-duty-review-body = Просроченный пересмотр ничего не останавливает. Проведите его и запишите, что установлено.
agreement-duty-sign = ожидает нашей подписи
agreement-duty-sign-body = Прочитайте документ, сверьте его хеш-сумму и подпишите от имени вашей организации.
agreement-asks = Это соглашение ждет вас

agreement-basis = Правовое основание
agreement-purposes = Цели
agreement-data = Данные
agreement-directions = Кто кому передает
agreement-gives-to = передает:
agreement-onward = Передача другим
agreement-onward-never = Никому, ни с согласия, ни без него
agreement-onward-with_consent = Только с согласия передавшего, по каждому предмету и каждому получателю
agreement-retention = Как долго разрешено хранить
agreement-days = { $n ->
    [one] Не более { $shown } дня
    [few] Не более { $shown } дней
    [many] Не более { $shown } дней
   *[other] Не более { $shown } дней
  }
agreement-evidence-stays-yes = Доказательства по незавершенному делу могут храниться до его завершения.
agreement-evidence-stays-no = Это относится и к доказательствам по незавершенному делу.
agreement-safeguards = Гарантии
agreement-impact = Оценка воздействия
agreement-impact-on = Последняя проверка
agreement-review-every = Пересмотр
agreement-months = { $n ->
    [1] Каждый месяц
    [one] Каждый { $n } месяц
    [few] Каждые { $n } месяца
    [many] Каждые { $n } месяцев
   *[other] Каждые { $n } месяца
  }
agreement-valid-from = Действует с
agreement-valid-until = Действует до
agreement-criteria = Причины для приостановления
agreement-preservation = Запросы о сохранении данных
agreement-preservation-yes = Во время приостановления они продолжаются.
agreement-preservation-no = Во время приостановления они тоже ожидают.
agreement-digest = SHA-256 документа

agreement-changed = После того как вы открыли форму, с этим соглашением что-то произошло. Прочитайте страницу снова; введенное вами показано ниже.
agreement-page-title = Соглашение:
agreement-terms = Условия
agreement-document = Точный документ
agreement-follow = Составить проект следующего соглашения
agreement-suspended = Приостановлено
agreement-suspended-part = В каком объеме
agreement-suspended-all = Полностью
agreement-suspended-purposes = Только для этих целей
agreement-suspended-data = Только для этих данных
agreement-today = Что это означает сегодня
agreement-party = Сторона
agreement-gives = Наши данные — им
agreement-gets = Их данные — нам
agreement-keeps = Запросы о сохранении данных
agreement-passage-goes = отправляется
agreement-passage-held = ожидает
agreement-passage-partly = частично ожидает
agreement-passage-not = не разрешено
agreement-because-agreement-differs = Документ иной.
agreement-because-agreement-missing = Не хватает подписей.
agreement-because-agreement-not-covering = Оно этого не охватывает.
agreement-because-agreement-not-yet = Первый день его действия не наступил.
agreement-because-agreement-sunset = Оно прекратилось.
agreement-because-agreement-suspended = Одна из сторон его приостановила.
agreement-because-onward-consent-missing = Не хватает согласия.
agreement-always = Ответы на распоряжения, отзывы мер, отзывы копий и письма о соглашениях отправляются всегда.
agreement-withdrawn = { $n ->
    [one] Из-за этого взято назад { $n } письмо.
    [few] Из-за этого взято назад { $n } письма.
    [many] Из-за этого взято назад { $n } писем.
   *[other] Из-за этого взято назад { $n } письма.
  }
agreement-undelivered = еще не знает об этом:
agreement-undelivered-since = подписано
agreement-signatures = Подписи
agreement-not-signed = не подписано
agreement-signed-at = Подписано
agreement-signed-unit = Подразделение
agreement-signed-key = Ключ
agreement-consents = Что можно передавать дальше
agreement-item = Предмет
agreement-giver = Чье согласие
agreement-goes-to = Кому можно передать

agreement-acts = Что вы можете сделать
agreement-to-sign = Прочитать документ и подписать
agreement-act-sign = Подписать от имени моей организации
agreement-act-suspend = Приостановить
agreement-act-reinstate = Прекратить наше приостановление
agreement-act-review = Записать пересмотр
agreement-act-end = Прекратить
agreement-act-drop = Снять проект
agreement-lead-suspend = Действует сразу: здесь — на основании этого действия, у других сторон — на основании нашего письма. Прекратить приостановление может только ваша организация.
agreement-lead-reinstate = То, что ожидает, отправится само, а то, что лежит непрочитанным, будет прочитано.
agreement-lead-review = Следующий пересмотр должен состояться через столько месяцев после этого, сколько указано в документе.
agreement-lead-end = Оно прекращается для всех сторон, и вернуть его нельзя. То, что его называло, ожидает тридцать дней и затем берется назад.
agreement-lead-drop = Никто другой не знает об этом проекте, и никому не сообщается.
agreement-letter-suspend = что соглашение приостановлено, с какого времени, по какой причине и в каком объеме
agreement-letter-reinstate = что наше приостановление закончилось, и почему
agreement-letter-end = что соглашение прекратилось, и почему
agreement-letter-sign = документ с нашей подписью
agreement-letter-consent = какой предмет можно передать дальше и кому
agreement-criterion = Причина
agreement-criterion-n = { $n }. { $text }
agreement-suspend-criterion = Причина, указанная в документе
agreement-suspend-purposes = Только для некоторых целей
agreement-suspend-data = Только для некоторых данных
agreement-suspend-part-hint = Чтобы приостановить для всех, ничего не отмечайте.
agreement-suspend-why = Что произошло
agreement-suspend-why-hint = Это прочитает каждая сторона. Не называйте ни людей, ни обстоятельств дела.
agreement-reinstate-why = Почему оно может продолжаться
agreement-reinstate-why-hint = Это прочитает каждая сторона. Не называйте ни людей, ни обстоятельств дела.
agreement-review-found = Что установлено
agreement-review-found-hint = Соблюдаются ли условия, что нужно изменить и где находится отчет. Это остается в вашей организации.
agreement-end-why = Почему оно прекращается
agreement-end-why-hint = Это прочитает каждая сторона. Не называйте ни людей, ни обстоятельств дела.
agreement-consent = Разрешение передать предмет другому
agreement-consent-body = Тот, у кого есть предмет от вас, передает его дальше только с вашего согласия. Дайте его на странице этого доказательства.

agreement-sign-title = Подписать:
agreement-sign-lead = Этим связывает себя ваша организация. Прочитайте все. Подписывается приведенный ниже документ, байт в байт.
agreement-sign-document = Документ
agreement-sign-compare = Прежде чем подписать, сверьте хеш-сумму с другими сторонами по другому каналу: по телефону или на бумаге.
agreement-sign-outdated = В форме был показан не тот документ, который находится здесь. Ничего не подписано. Прочитайте этот.
agreement-sign-not = Сейчас вы не можете его подписать
agreement-sign-not-body = Ваша организация уже подписала, или соглашение прекратилось, или подписывать должна другая должность.
agreement-sign-unit = Подписывается ключом вашего подразделения: { $unit }.

agreement-consent-title = Разрешить дальнейшую передачу:
agreement-consent-lead = Вы соглашаетесь, чтобы один участник передал этот предмет одному другому. Взять это назад нельзя: переданное уже ушло.
agreement-consent-nothing = Ни одно соглашение не требует вашего согласия по этому предмету: никто не получил его от вас по соглашению, допускающему дальнейшую передачу.
agreement-consent-agreement = По какому соглашению
agreement-consent-under = По соглашению «{ $title }»
agreement-consent-held-by = Получили от вас: { $members }
agreement-consent-to = Кому можно передать
agreement-consent-to-hint = Этому участнику и никому другому.
agreement-consent-parties = Все остальные стороны соглашения
agreement-consent-button = Дать согласие
agreement-consent-link = Разрешить получившему от нас передать дальше

agreement-draft-heading = Составить проект соглашения
agreement-draft-lead = Никто другой о проекте не узнает. Другое должностное лицо вашей организации читает и подписывает его; затем его получает каждая сторона, и оно становится обязательным, когда подпишут все. Проект не изменяется: снимите его и составьте заново.
agreement-draft-button = Записать
agreement-draft-title = Название
agreement-draft-title-hint = Как его называют, в одной строке.
agreement-draft-basis = Правовое основание
agreement-draft-basis-hint = Норма, на которой оно основано.
agreement-draft-parties = Другие стороны
agreement-draft-parties-hint = Ваша организация — всегда сторона.
agreement-draft-purposes = Цели
agreement-draft-purposes-hint = Данные можно использовать для этих целей и ни для чего другого.
agreement-draft-data = Данные
agreement-draft-ways = Кто кому передает
agreement-draft-directions = Направления, если они перечисляются
agreement-draft-directions-hint = Каждое в своей строке, сначала передающий: fr-tj > ie-ca
agreement-draft-onward = Передача другим
agreement-draft-retention-days = Сколько дней разрешено хранить
agreement-draft-retention-days-hint = От 1 до { $n }.
agreement-draft-evidence-stays = Могут ли доказательства по незавершенному делу храниться до его завершения?
agreement-draft-safeguards = Гарантии
agreement-draft-safeguards-hint = Каждая в своей строке, не более { $n }.
agreement-draft-impact-reference = Где находится оценка воздействия
agreement-draft-impact-reference-hint = Без нее соглашения не будет.
agreement-draft-impact-on = День ее последней проверки
agreement-draft-review-every-months = Месяцев между двумя пересмотрами
agreement-draft-review-every-months-hint = От 1 до { $n }.
agreement-draft-valid-from = Первый день
agreement-draft-last-day = Последний день
agreement-draft-last-day-hint = Число дней после первого — не более { $n }. По истечении этого дня соглашение прекращается само.
agreement-draft-criteria = Причины, по которым сторона может его приостановить
agreement-draft-criteria-hint = Каждая в своей строке, не более { $n }. При приостановлении называется одна из них.
agreement-draft-preservation = Продолжаются ли во время приостановления запросы о сохранении данных?
agreement-member = { $id } · { $name }
agreement-ways-both = Каждая сторона каждой другой
agreement-ways-give = Только мы другим
agreement-ways-get = Только другие нам
agreement-ways-listed = Как перечислено ниже

held-heading = { $n ->
    [one] { $n } письмо об этом ожидает из-за соглашения
    [few] { $n } письма об этом ожидают из-за соглашений
    [many] { $n } писем об этом ожидают из-за соглашений
   *[other] { $n } письма об этом ожидают из-за соглашений
  }
held-all = Все недошедшие письма
held-since = с
held-ends-at = Прекратится само: { $at }.
held-ends-consent = Требуется согласие: { $members }.
held-ends-never = Снять это не может никто. На другом основании напишите новое письмо.
held-ends-only = Прекратить это может только: { $members }.

# What happened to one.
event-agreement-drafted = Составлен проект
event-agreement-received = Поступило от другой стороны
event-agreement-signed = Одна из сторон подписала
event-agreement-suspended = Одна из сторон приостановила
event-agreement-reinstated = Приостановление закончилось
event-agreement-ended = Одна из сторон прекратила
event-agreement-consented = Одна из сторон согласилась на передачу предмета дальше
event-agreement-reviewed = Проведен пересмотр
event-agreement-expired = Срок истек
