# Agreements: the list, one of them, and the forms.

agreements-title = Vereinbarungen
agreements-lead = { $n ->
    [0] Zu welchen Bedingungen Ihr Mitglied Daten mit anderen teilt. Es gibt noch keine Vereinbarung.
    [one] Zu welchen Bedingungen Ihr Mitglied Daten mit anderen teilt: eine Vereinbarung.
   *[other] Zu welchen Bedingungen Ihr Mitglied Daten mit anderen teilt: { $n } Vereinbarungen.
  }
agreements-required = Ihr Mitglied sendet nichts ohne Vereinbarung
agreements-required-body = Wo keine Vereinbarung ein Schreiben abdeckt, wartet es, was auch immer das Recht allein erlauben würde. Antworten und Rücknahmen gehen immer hinaus.
agreements-caption = { $n ->
    [one] Eine Vereinbarung
   *[other] { $n } Vereinbarungen
  }
agreements-empty = Es gibt keine Vereinbarung. Wo das Recht der beiden Staaten genügt, gehen Schreiben gleichwohl hinaus.
agreements-draft = Vereinbarung entwerfen

agreement-title = Vereinbarung
agreement-parties = Parteien
agreement-phase = Stand
agreement-review = Nächste Überprüfung
agreement-ends = Endet von selbst
agreement-ended-at = Beendet
agreement-waits = Was sie aufhält
agreement-none = keine
agreement-waits-none = nichts
agreement-waits-out = { $n ->
    [one] Ein Schreiben von uns wartet
   *[other] { $n } Schreiben von uns warten
  }
agreement-waits-out-body = Jedes ist signiert und geht niemandem verloren. Die zu Ihren Sachen finden Sie in der Liste.
agreement-waits-came = { $n ->
    [one] ein Schreiben liegt ungelesen
   *[other] { $n } Schreiben liegen ungelesen
  }
agreement-waits-came-body = Was nach der Aussetzung einging, wird aufbewahrt, wie es kam, verschlüsselt; niemand öffnet es. Es wird von selbst gelesen, sobald die Vereinbarung es durchlässt, und von selbst abgelehnt, wenn dies nie möglich ist. Keine bedienstete Person entscheidet darüber.

agreement-phase-draft = Entwurf
agreement-phase-open = Unterschriften fehlen
agreement-phase-waiting = Unterzeichnet, noch nicht in Kraft
agreement-phase-in-force = In Kraft
agreement-phase-suspended = Ausgesetzt
agreement-phase-ended = Beendet
agreement-phase-sunset = Zeit abgelaufen

agreement-means-draft = Niemand sonst weiß davon, und kein Schreiben stützt sich darauf.
agreement-means-open = Sie bindet niemanden, bis alle Parteien unterzeichnet haben. Schreiben gehen hinaus oder warten, als gäbe es sie nicht.
agreement-means-waiting = Alle Parteien haben unterzeichnet. Vor ihrem ersten Tag stützt sich kein Schreiben darauf.
agreement-means-in-force = Schreiben, die sie abdeckt, nennen sie und gehen hinaus. Sie endet von selbst an ihrem letzten Tag.
agreement-means-suspended = Was von der Aussetzung betroffen ist, wartet auf beiden Seiten, auch Schreiben, die diese Vereinbarung nicht nennen. Nichts geht verloren.
agreement-means-ended = Kein neues Schreiben stützt sich darauf. Was sie nannte, wartet nach ihrem Ende dreißig Tage und wird dann zurückgenommen; auf anderer Grundlage wird ein neues Schreiben verfasst.
agreement-means-sunset = Kein neues Schreiben stützt sich darauf. Was sie nannte, wartet nach ihrem Ende dreißig Tage und wird dann zurückgenommen; auf anderer Grundlage wird ein neues Schreiben verfasst.

agreement-duty-ends = endet bald
agreement-duty-ends-body = Nichts verlängert sich von selbst. Entwerfen Sie eine nachfolgende, und lassen Sie sie rechtzeitig unterzeichnen.
agreement-duty-review = Überprüfung überfällig
agreement-duty-review-body = Eine überfällige Überprüfung hält nichts auf. Gehen Sie die Vereinbarung durch, und erfassen Sie, was Sie festgestellt haben.
agreement-duty-sign = wartet auf unsere Unterschrift
agreement-duty-sign-body = Lesen Sie das Dokument, vergleichen Sie seinen Hashwert, und unterzeichnen Sie es für Ihr Mitglied.
agreement-asks = Diese Vereinbarung erfordert Ihr Handeln

agreement-basis = Rechtsgrundlage
agreement-purposes = Zwecke
agreement-data = Daten
agreement-directions = Wer wem gibt
agreement-gives-to = gibt an
agreement-onward = Weitergabe an andere
agreement-onward-never = An niemanden, mit oder ohne Einwilligung
agreement-onward-with_consent = Nur mit Einwilligung der Stelle, von der es stammt, für jeden Gegenstand und jeden Empfänger
agreement-retention = Wie lange aufbewahrt werden darf
agreement-days = { $n ->
    [one] Höchstens einen Tag
   *[other] Höchstens { $shown } Tage
  }
agreement-evidence-stays-yes = Beweismittel eines anhängigen Verfahrens dürfen bleiben, bis dieses Verfahren beendet ist.
agreement-evidence-stays-no = Das gilt auch für Beweismittel eines anhängigen Verfahrens.
agreement-safeguards = Schutzvorkehrungen
agreement-impact = Folgenabschätzung
agreement-impact-on = Zuletzt durchgegangen am
agreement-review-every = Überprüfung
agreement-months = { $n ->
    [one] Jeden Monat
   *[other] Alle { $n } Monate
  }
agreement-valid-from = In Kraft ab
agreement-valid-until = In Kraft bis
agreement-criteria = Aussetzungsgründe
agreement-preservation = Ersuchen um Sicherung von Daten
agreement-preservation-yes = Sie gehen während der Aussetzung weiter.
agreement-preservation-no = Auch sie warten während der Aussetzung.
agreement-digest = SHA-256 des Dokuments

agreement-changed = Mit dieser Vereinbarung ist etwas geschehen, seit Sie das Formular geöffnet haben. Lesen Sie die Seite erneut; was Sie eingegeben haben, steht unten.
agreement-page-title = Vereinbarung:
agreement-terms = Bedingungen
agreement-document = Das genaue Dokument
agreement-follow = Eine auf diese folgende Vereinbarung entwerfen
agreement-suspended = Ausgesetzt
agreement-suspended-part = In welchem Umfang
agreement-suspended-all = Vollständig
agreement-suspended-purposes = Nur für diese Zwecke
agreement-suspended-data = Nur für diese Daten
agreement-today = Was sie heute bedeutet
agreement-party = Partei
agreement-gives = Unsere Daten an sie
agreement-gets = Ihre Daten an uns
agreement-keeps = Ersuchen um Sicherung von Daten
agreement-passage-goes = geht hinaus
agreement-passage-held = wartet
agreement-passage-partly = wartet teilweise
agreement-passage-not = nicht erlaubt
agreement-because-agreement-differs = Das Dokument weicht ab.
agreement-because-agreement-missing = Unterschriften fehlen.
agreement-because-agreement-not-covering = Sie deckt dies nicht ab.
agreement-because-agreement-not-yet = Ihr erster Tag ist noch nicht gekommen.
agreement-because-agreement-sunset = Sie ist beendet.
agreement-because-agreement-suspended = Eine Partei hat sie ausgesetzt.
agreement-because-onward-consent-missing = Eine Einwilligung fehlt.
agreement-always = Antworten auf Anordnungen, Rücknahmen, Rückrufe und Schreiben zu Vereinbarungen gehen immer hinaus.
agreement-withdrawn = { $n ->
    [one] Ein Schreiben wurde deswegen zurückgenommen.
   *[other] { $n } Schreiben wurden deswegen zurückgenommen.
  }
agreement-undelivered = weiß dies noch nicht:
agreement-undelivered-since = unterzeichnet am
agreement-signatures = Unterschriften
agreement-not-signed = nicht unterzeichnet
agreement-signed-at = Unterzeichnet
agreement-signed-unit = Einheit
agreement-signed-key = Schlüssel
agreement-consents = Was weitergegeben werden darf
agreement-item = Gegenstand
agreement-giver = Einwilligung von
agreement-goes-to = Darf gehen an

agreement-acts = Was Sie tun können
agreement-to-sign = Dokument lesen und unterzeichnen
agreement-act-sign = Für mein Mitglied unterzeichnen
agreement-act-suspend = Aussetzen
agreement-act-reinstate = Unsere Aussetzung beenden
agreement-act-review = Überprüfung erfassen
agreement-act-end = Beenden
agreement-act-drop = Entwurf zurücknehmen
agreement-lead-suspend = Sie gilt sofort, hier durch diese Handlung und bei den anderen Parteien durch unser Schreiben. Nur Ihr Mitglied beendet sie wieder.
agreement-lead-reinstate = Was wartet, geht von selbst hinaus, und was ungelesen liegt, wird gelesen.
agreement-lead-review = Die nächste Überprüfung ist so viele Monate nach dieser fällig, wie das Dokument sagt.
agreement-lead-end = Sie endet für alle Parteien und kann nicht wiederhergestellt werden. Was sie nannte, wartet dreißig Tage und wird dann zurückgenommen.
agreement-lead-drop = Niemand sonst weiß von diesem Entwurf, und niemand wird unterrichtet.
agreement-letter-suspend = dass sie ausgesetzt ist, seit wann, aus welchem Grund und in welchem Umfang
agreement-letter-reinstate = dass unsere Aussetzung beendet ist, und warum
agreement-letter-end = dass sie beendet ist, und warum
agreement-letter-sign = das Dokument mit unserer Signatur
agreement-letter-consent = welcher Gegenstand weitergegeben werden darf, und an wen
agreement-criterion = Grund
agreement-criterion-n = { $n }. { $text }
agreement-suspend-criterion = Grund aus dem Dokument
agreement-suspend-purposes = Nur für einzelne Zwecke
agreement-suspend-data = Nur für einzelne Daten
agreement-suspend-part-hint = Kreuzen Sie nichts an, um alle auszusetzen.
agreement-suspend-why = Was geschehen ist
agreement-suspend-why-hint = Jede Partei liest dies. Nennen Sie keine Person und nichts aus einem Vorgang.
agreement-reinstate-why = Warum es weitergehen kann
agreement-reinstate-why-hint = Jede Partei liest dies. Nennen Sie keine Person und nichts aus einem Vorgang.
agreement-review-found = Was festgestellt wurde
agreement-review-found-hint = Ob die Bedingungen eingehalten werden, was zu ändern ist, und wo der Bericht zu finden ist. Dies bleibt bei Ihrem Mitglied.
agreement-end-why = Warum sie endet
agreement-end-why-hint = Jede Partei liest dies. Nennen Sie keine Person und nichts aus einem Vorgang.
agreement-consent = Weitergabe eines Gegenstands an jemand anderen zulassen
agreement-consent-body = Wer einen Gegenstand von Ihnen hat, gibt ihn nur mit Ihrer Einwilligung weiter. Erteilen Sie sie auf der Seite des betreffenden Asservats.

agreement-sign-title = Unterzeichnen:
agreement-sign-lead = Hierzu verpflichtet sich Ihr Mitglied. Lesen Sie alles. Unterzeichnet wird das unten stehende Dokument, Byte für Byte.
agreement-sign-document = Das Dokument
agreement-sign-compare = Vergleichen Sie den Hashwert mit den anderen Parteien auf einem anderen Weg, telefonisch oder auf Papier, bevor Sie unterzeichnen.
agreement-sign-outdated = Das Formular zeigte ein anderes Dokument als das hier vorliegende. Es wurde nichts unterzeichnet. Lesen Sie dieses.
agreement-sign-not = Sie können sie jetzt nicht unterzeichnen
agreement-sign-not-body = Ihr Mitglied hat bereits unterzeichnet, oder sie ist beendet, oder die Unterzeichnung obliegt einer anderen Funktion.
agreement-sign-unit = Unterzeichnet wird mit dem Schlüssel Ihrer Einheit, { $unit }.

agreement-consent-title = Weitergabe zulassen:
agreement-consent-lead = Sie willigen ein, dass ein Mitglied diesen Gegenstand an ein anderes weitergibt. Dies kann nicht zurückgenommen werden: Was weitergegeben ist, ist fort.
agreement-consent-nothing = Keine Vereinbarung verlangt Ihre Einwilligung für diesen Gegenstand: Niemand hat ihn von Ihnen nach einer Vereinbarung, die Weitergabe zulässt.
agreement-consent-agreement = Nach welcher Vereinbarung
agreement-consent-under = Nach „{ $title }“
agreement-consent-held-by = Hat ihn von Ihnen: { $members }
agreement-consent-to = An wen er gehen darf
agreement-consent-to-hint = Dieses Mitglied und kein anderes.
agreement-consent-parties = Jede andere Partei der Vereinbarung
agreement-consent-button = Einwilligen
agreement-consent-link = Weitergabe durch diejenigen zulassen, die es von uns haben

agreement-draft-heading = Vereinbarung entwerfen
agreement-draft-lead = Niemand sonst erfährt von einem Entwurf. Eine andere bedienstete Person Ihres Mitglieds liest und unterzeichnet ihn; dann erhält ihn jede Partei, und er bindet, sobald alle unterzeichnet haben. Ein Entwurf wird nicht geändert: Nehmen Sie ihn zurück, und entwerfen Sie neu.
agreement-draft-button = Niederschreiben
agreement-draft-title = Name
agreement-draft-title-hint = Wie sie genannt wird, in einer Zeile.
agreement-draft-basis = Rechtsgrundlage
agreement-draft-basis-hint = Die Vorschrift, auf die sie sich stützt.
agreement-draft-parties = Andere Parteien
agreement-draft-parties-hint = Ihr eigenes Mitglied ist immer Partei.
agreement-draft-purposes = Zwecke
agreement-draft-purposes-hint = Daten dürfen zu diesen und zu keinen anderen Zwecken verwendet werden.
agreement-draft-data = Daten
agreement-draft-ways = Wer wem gibt
agreement-draft-directions = Die Richtungen, wenn sie aufgeführt werden
agreement-draft-directions-hint = Je eine Zeile, wer gibt, zuerst: fr-tj > ie-ca
agreement-draft-onward = Weitergabe an andere
agreement-draft-retention-days = Tage, für die aufbewahrt werden darf
agreement-draft-retention-days-hint = Von 1 bis { $n }.
agreement-draft-evidence-stays = Dürfen Beweismittel eines anhängigen Verfahrens bleiben, bis dieses Verfahren beendet ist?
agreement-draft-safeguards = Schutzvorkehrungen
agreement-draft-safeguards-hint = Je eine Zeile, höchstens { $n }.
agreement-draft-impact-reference = Wo die Folgenabschätzung zu finden ist
agreement-draft-impact-reference-hint = Ohne sie gibt es keine Vereinbarung.
agreement-draft-impact-on = Tag, an dem sie zuletzt durchgegangen wurde
agreement-draft-review-every-months = Monate zwischen zwei Überprüfungen
agreement-draft-review-every-months-hint = Von 1 bis { $n }.
agreement-draft-valid-from = Erster Tag
agreement-draft-last-day = Letzter Tag
agreement-draft-last-day-hint = Höchstens { $n } Tage nach dem ersten. Mit seinem Ablauf endet die Vereinbarung von selbst.
agreement-draft-criteria = Gründe, aus denen eine Partei sie aussetzen darf
agreement-draft-criteria-hint = Je eine Zeile, höchstens { $n }. Eine Aussetzung nennt einen davon.
agreement-draft-preservation = Gehen Ersuchen um Sicherung von Daten während der Aussetzung weiter?
agreement-member = { $id } · { $name }
agreement-ways-both = Jede Partei an jede andere
agreement-ways-give = Nur wir an die anderen
agreement-ways-get = Nur die anderen an uns
agreement-ways-listed = Wie unten aufgeführt

held-heading = { $n ->
    [one] Ein Schreiben hierzu wartet wegen einer Vereinbarung
   *[other] { $n } Schreiben hierzu warten wegen Vereinbarungen
  }
held-all = Alle nicht angekommenen Schreiben
held-since = seit
held-ends-at = Dies endet von selbst am { $at }.
held-ends-consent = Dies erfordert die Einwilligung von { $members }.
held-ends-never = Dies kann niemand aufheben. Auf anderer Grundlage verfassen Sie ein neues Schreiben.
held-ends-only = Beenden kann dies nur: { $members }.

# What happened to one.
event-agreement-drafted = Sie wurde entworfen
event-agreement-received = Sie kam von einer anderen Partei
event-agreement-signed = Eine Partei unterzeichnete
event-agreement-suspended = Eine Partei setzte sie aus
event-agreement-reinstated = Eine Aussetzung endete
event-agreement-ended = Eine Partei beendete sie
event-agreement-consented = Eine Partei willigte in die Weitergabe eines Gegenstands ein
event-agreement-reviewed = Sie wurde erneut durchgegangen
event-agreement-expired = Ihre Zeit lief ab
