# The yearly figures.

statistics-title = Показатели за { $year } год
statistics-lead = Подсчитано по тому, что происходило с мерами этого участника, и по тому, что отметили его должностные лица, по календарному году события. В общем итоге мера считается один раз; мера, запрашивающая несколько категорий данных, стоит в строке каждой из них.
statistics-years = Другие годы
statistics-empty = Считать нечего: у этого участника нет ни мер, ни записей по акту, который требует показателей.
statistics-figure = Показатель
statistics-number = Количество
statistics-mean = Среднее время
statistics-median = Медианное время
statistics-all = всего
statistics-not-said = нигде не хранится
dimension-addressee = Адресат
dimension-data_type = Данные
dimension-emergency = Экстренный случай
dimension-ground = Основание
dimension-issuing_state = Выдающее государство
dimension-kind = Мера

# What officers note for them.

statistics-to-notes = Что отмечено для этих показателей, и внесение новых записей

notes-title = Отмечено за { $year } год
notes-step = Записи
notes-lead = То, чего не сообщает ни одна мера, отмечают должностные лица: средства правовой защиты, расходы, жалобы, санкции. Показатели учитывают это в том году, в котором это произошло. Запись никогда не изменяется; кто ошибся, вычеркивает ее и вносит заново.
notes-noted = Что произошло
notes-pages = Страницы этого списка
notes-later = Более поздние
notes-earlier = Более ранние
notes-empty = За этот год ничего не отмечено.
notes-figures = Внести запись
notes-figures-lead = Эти показатели вносятся записями. Все остальные узел подсчитывает сам по тому, что происходило с его мерами.

note-counter = Учитывается как
note-took = Сколько времени заняло
note-noted = Отмечено
note-struck = Вычеркнуто
note-struck-at = Вычеркнуто

occurrence-title = Запись: { $figure } ({ $cite })
occurrence-lead = Отмечайте только то, что есть в деле, и каждый факт один раз. Запись остается здесь читаемой, даже если ее потом вычеркнут.
occurrence-n = Сколько
occurrence-n-hint = Целое число, не более { $n }. Все, что отмечается вместе, должно совпадать по каждому ответу ниже.
occurrence-happened-on = День, когда это произошло
occurrence-happened-on-hint = Показатели учитывают это в году этого дня.
occurrence-happened-at = Когда это произошло
occurrence-happened-at-hint = Конец учитываемого времени, со смещением: 2027-03-08T16:30:00+01:00. Показатели учитывают это в году этого момента.
occurrence-began-at = Когда это началось
occurrence-began-at-hint = Начало учитываемого времени, со смещением: 2027-03-01T10:00:00+01:00.
occurrence-told-apart = Различается по
occurrence-amount = Сумма
occurrence-amount-hint = С указанием валюты: 120.50 EUR.
occurrence-on-file = Где это есть в деле
occurrence-on-file-hint = Суд или орган и номер его дела. Ни в коем случае не имя человека.
occurrence-button = Внести запись

unfit-amount = сумма должна быть больше нуля
unfit-began-at = это не могло начаться позже, чем произошло
unfit-happened-at = это еще не произошло
unfit-n = это число внести нельзя
unfit-told-apart = закон различает это другими словами

strike-heading = Вычеркнуть эту запись
strike-lead = Показатели сразу перестают ее учитывать. Запись остается здесь читаемой, с вашей причиной. Вернуть ее нельзя: если она была верна, внесите ее заново.
strike-why = Почему она вычеркивается
strike-why-hint = Что в ней было неверно. Ни в коем случае не имя человека.
strike-button = Вычеркнуть запись

statistics-recalls = Отозванные копии
statistics-recalls-asked = Получатели, которых просили уничтожить копию
statistics-recalls-confirmed = Подтверждено в срок
statistics-recalls-unconfirmed = Не подтверждено в срок
statistics-recalls-failed = Не уничтожено: действует запрет, хранится, или письмо не принято
statistics-recalls-late = Из двух последних подтверждено позднее
statistics-recalls-open = Еще открыто
