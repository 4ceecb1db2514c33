# The notice to the person whose data were produced.

notice-heading = Benachrichtigung der Person
notice-rule = Von Rechts wegen geschuldet
notice-delays = Rechtmäßiger Aufschub
notice-delays-lead = Die Person wird benachrichtigt, es sei denn und solange einer dieser Gründe vorliegt und zwei Bedienstete dies erklären:
notice-delays-none = Das Recht kennt keinen Grund dafür.
notice-standing = Benachrichtigung
notice-standing-due = Geschuldet
notice-standing-deferred = Aufgeschoben
notice-standing-given = Erfolgt
notice-not-owed = Es wurde noch nichts herausgegeben. Sobald Daten hier sind, ist die Person zu benachrichtigen.
notice-since = Geschuldet seit
notice-because-production = Daten wurden herausgegeben
notice-because-review = der Tag der Überprüfung ihres Aufschubs ist gekommen
notice-because-ground-ceased = der Grund ihres Aufschubs liegt nicht mehr vor
notice-asked-at = Ein Aufschub wurde beantragt
notice-asked = er schiebt nichts auf, bis eine andere Person zustimmt
notice-agreed-at = Zugestimmt
notice-recorded-at = Erfasst

notice-give-heading = Die Person wurde benachrichtigt
notice-give-lead = Erfassen Sie es, wenn es geschehen ist. Der Knoten sendet der Person nichts.
notice-told-on = Benachrichtigt am
notice-means = Auf welchem Weg
notice-means-electronic = Elektronisch
notice-means-in-person = Persönlich
notice-means-letter = Durch Brief
notice-means-other = Auf andere Weise
notice-means-representative = Durch Rechtsanwalt oder Vertreter
notice-language = Sprache
notice-language-hint = Die Sprache der Benachrichtigung, als Code.
notice-remedies = Rechtsbehelfe, über die die Person belehrt wurde
notice-remedies-hint = Welche Gerichte oder Behörden, und bis wann.
notice-proof = Was der Person mitgeteilt wurde
notice-proof-hint = Der Text, Wort für Wort. Kann leer bleiben, wenn unten ein Hashwert steht.
notice-sha256 = Hashwert des Briefes oder seines Zustellnachweises
notice-sha256-hint = SHA-256, 64 Zeichen; kann leer bleiben, wenn oben der Text steht.
notice-give-button = Benachrichtigung erfassen

notice-defer-heading = Aufschub beantragen
notice-defer-lead = Die Benachrichtigung ist die Regel. Ein Aufschub braucht einen Grund, eine Begründung, einen Tag der erneuten Prüfung und die Zustimmung einer anderen bediensteten Person. Bis dahin wird die Benachrichtigung geschuldet.
notice-ground = Grund
notice-justification = Kurzfassung
notice-justification-hint = Ein Satz für die Person, die es erneut prüft.
notice-reasons = Begründung
notice-reasons-hint = Sie bleibt in der Akte und geht an niemand anderen.
notice-review-on = Erneut zu prüfen am
notice-review-on-hint = An diesem Tag wird die Benachrichtigung wieder geschuldet. Spätestens: { $day }.
notice-defer-button = Aufschub beantragen

notice-review-heading = Ein Aufschub wartet auf eine Entscheidung
notice-review-lead = Liegt der Grund vor, und für so lange?
notice-verdict = Entscheidung
notice-verdict-agreed = Er liegt vor: Die Benachrichtigung wartet
notice-verdict-declined = Er liegt nicht vor: Die Benachrichtigung wird weiterhin geschuldet
notice-why = Warum
notice-why-hint = Erforderlich, wenn der Grund nicht vorliegt.
notice-review-button = Entscheiden

notice-end-heading = Der Grund liegt nicht mehr vor
notice-end-lead = Die Benachrichtigung wird sofort wieder geschuldet.
notice-end-button = Aufschub beenden

notice-mark-due = Benachrichtigung geschuldet
notice-mark-deferred = Benachrichtigung aufgeschoben

notices-owed = { $n ->
    [one] Eine Person ist zu benachrichtigen, dass Daten herausgegeben wurden
   *[other] Bei { $n } Maßnahmen sind Personen zu benachrichtigen, dass Daten herausgegeben wurden
  }
notices-owed-body = Jede ist unten gekennzeichnet. Auch bei einer abgeschlossenen Maßnahme wird die Benachrichtigung geschuldet.
desk-duty-owed = geschuldet seit
desk-notice-owed = Benachrichtigung der Person geschuldet seit
desk-notice-review = Aufschub der Benachrichtigung zu überprüfen am

standard-without-undue-delay = ohne unnötige Verzögerung
