# The yearly figures.

statistics-title = Kennzahlen für { $year }
statistics-lead = Gezählt aus dem, was mit den Maßnahmen dieses Mitglieds geschah, und aus den Vermerken seiner Bediensteten, nach dem Kalenderjahr des Geschehens. Eine Maßnahme zählt insgesamt einmal; eine, die mehrere Datenkategorien verlangt, steht in der Zeile jeder davon.
statistics-years = Andere Jahre
statistics-empty = Es gibt nichts zu zählen: Dieses Mitglied hat keine Maßnahme und keinen Vermerk nach einem Rechtsakt, der Kennzahlen verlangt.
statistics-figure = Kennzahl
statistics-number = Anzahl
statistics-mean = Mittlere Dauer
statistics-median = Mediandauer
statistics-all = insgesamt
statistics-not-said = nirgends festgehalten
dimension-addressee = Adressat
dimension-data_type = Daten
dimension-emergency = Notfall
dimension-ground = Grund
dimension-issuing_state = Anordnungsstaat
dimension-kind = Maßnahme

# What officers note for them.

statistics-to-notes = Was für diese Kennzahlen vermerkt wurde, und Weiteres vermerken

notes-title = Vermerkt für { $year }
notes-step = Vermerke
notes-lead = Was keine Maßnahme aussagt, vermerken Bedienstete: Rechtsbehelfe, Kosten, Beschwerden, Sanktionen. Die Kennzahlen zählen es in dem Jahr, in dem es geschah. Ein Vermerk wird nie geändert; wer sich geirrt hat, streicht ihn und vermerkt es neu.
notes-noted = Was geschehen ist
notes-pages = Seiten dieser Liste
notes-later = Spätere
notes-earlier = Frühere
notes-empty = Für dieses Jahr ist nichts vermerkt.
notes-figures = Etwas vermerken
notes-figures-lead = Diese Kennzahlen werden vermerkt. Alle anderen zählt der Knoten selbst, aus dem, was mit seinen Maßnahmen geschah.

note-counter = Gezählt unter
note-took = Dauer
note-noted = Vermerkt
note-struck = Gestrichen
note-struck-at = Gestrichen

occurrence-title = Vermerken: { $figure } ({ $cite })
occurrence-lead = Vermerken Sie nur, was aktenkundig ist, und jedes nur einmal. Was Sie vermerken, bleibt hier lesbar, auch wenn es später gestrichen wird.
occurrence-n = Wie viele
occurrence-n-hint = Eine ganze Zahl, höchstens { $n }. Alles, was zusammen vermerkt wird, muss in jeder Antwort unten gleich sein.
occurrence-happened-on = Tag des Geschehens
occurrence-happened-on-hint = Die Kennzahlen zählen es im Jahr dieses Tages.
occurrence-happened-at = Wann es geschah
occurrence-happened-at-hint = Das Ende der gezählten Zeit, mit der Zeitverschiebung: 2027-03-08T16:30:00+01:00. Die Kennzahlen zählen es im Jahr dieses Zeitpunkts.
occurrence-began-at = Wann es begann
occurrence-began-at-hint = Der Anfang der gezählten Zeit, mit der Zeitverschiebung: 2027-03-01T10:00:00+01:00.
occurrence-told-apart = Unterschieden nach
occurrence-amount = Betrag
occurrence-amount-hint = Mit der Währung: 120.50 EUR.
occurrence-on-file = Fundstelle in den Akten
occurrence-on-file-hint = Das Gericht oder die Stelle und deren Aktenzeichen. Niemals der Name einer Person.
occurrence-button = Vermerken

unfit-amount = der Betrag muss größer als null sein
unfit-began-at = es kann nicht begonnen haben, nachdem es geschehen ist
unfit-happened-at = dies ist noch nicht geschehen
unfit-n = diese Zahl kann nicht vermerkt werden
unfit-told-apart = das Recht unterscheidet es mit anderen Worten

strike-heading = Diesen Vermerk streichen
strike-lead = Die Kennzahlen zählen ihn sofort nicht mehr. Der Vermerk bleibt hier mit Ihrer Begründung lesbar. Er kann nicht wiederhergestellt werden: Vermerken Sie es neu, wenn er richtig war.
strike-why = Warum er gestrichen wird
strike-why-hint = Was daran falsch war. Niemals der Name einer Person.
strike-button = Vermerk streichen

statistics-recalls = Zurückgerufene Kopien
statistics-recalls-asked = Um Vernichtung einer Kopie ersuchte Empfänger
statistics-recalls-confirmed = Rechtzeitig bestätigt
statistics-recalls-unconfirmed = Nicht rechtzeitig bestätigt
statistics-recalls-failed = Nicht vernichtet: gesperrt, aufbewahrt, oder das Schreiben nicht angenommen
statistics-recalls-late = Von den letzten beiden später bestätigt
statistics-recalls-open = Noch offen
