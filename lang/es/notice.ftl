# The notice to the person whose data were produced.

notice-heading = Aviso a la persona
notice-rule = Debido por ley
notice-delays = Aplazamientos lícitos
notice-delays-lead = La persona es avisada, salvo que se cumpla una de estas circunstancias y dos responsables lo digan, y solo mientras sea así:
notice-delays-none = La ley no conoce ningún motivo para ello.
notice-standing = Aviso
notice-standing-due = Debido
notice-standing-deferred = Aplazado
notice-standing-given = Dado
notice-not-owed = Todavía no se ha entregado nada. Una vez que los datos estén aquí, debe avisarse a la persona.
notice-since = Debido desde
notice-because-production = se entregaron datos
notice-because-review = llegó el día de revisión de su aplazamiento
notice-because-ground-ceased = el motivo de su aplazamiento ya no se cumple
notice-asked-at = Se solicitó un aplazamiento
notice-asked = no aplaza nada hasta que otra persona dé su conformidad
notice-agreed-at = Conformidad dada
notice-recorded-at = Registrado

notice-give-heading = La persona ha sido avisada
notice-give-lead = Regístrelo cuando se haya hecho. El nodo no envía nada a la persona.
notice-told-on = Avisada el
notice-means = Cómo
notice-means-electronic = Por medios electrónicos
notice-means-in-person = En persona
notice-means-letter = Por carta
notice-means-other = De otro modo
notice-means-representative = A través de un abogado o representante
notice-language = Lengua
notice-language-hint = La lengua en la que se avisó a la persona, como código.
notice-remedies = Vías de recurso que se comunicaron a la persona
notice-remedies-hint = Ante qué órganos jurisdiccionales o autoridades, y hasta cuándo.
notice-proof = Lo que se comunicó a la persona
notice-proof-hint = El texto, palabra por palabra. Puede quedar vacío si abajo figura un valor hash.
notice-sha256 = Valor hash de la carta o de su justificante de entrega
notice-sha256-hint = SHA-256, 64 signos; puede quedar vacío si el texto figura arriba.
notice-give-button = Registrar el aviso

notice-defer-heading = Solicitar un aplazamiento
notice-defer-lead = Avisar es la regla. Un aplazamiento necesita un motivo, razones, un día en el que se vuelve a examinar y otro responsable que dé su conformidad. Hasta entonces el aviso es debido.
notice-ground = Motivo
notice-justification = En pocas palabras
notice-justification-hint = Una frase para quien lo examine de nuevo.
notice-reasons = Razones
notice-reasons-hint = Quedan en el expediente y no van a nadie más.
notice-review-on = Se vuelve a examinar el
notice-review-on-hint = Ese día el aviso vuelve a ser debido. A más tardar, el { $day }.
notice-defer-button = Solicitar el aplazamiento

notice-review-heading = Un aplazamiento espera una decisión
notice-review-lead = ¿Se cumple el motivo, y durante tanto tiempo?
notice-verdict = Decisión
notice-verdict-agreed = Se cumple: el aviso espera
notice-verdict-declined = No se cumple: el aviso sigue siendo debido
notice-why = Por qué
notice-why-hint = Necesario si el motivo no se cumple.
notice-review-button = Decidir

notice-end-heading = El motivo ya no se cumple
notice-end-lead = El aviso vuelve a ser debido de inmediato.
notice-end-button = Poner fin al aplazamiento

notice-mark-due = Aviso debido
notice-mark-deferred = Aviso aplazado

notices-owed = { $n ->
    [one] Debe avisarse a una persona de que se entregaron datos
   *[other] En { $n } medidas debe avisarse a personas de que se entregaron datos
  }
notices-owed-body = Cada una está señalada abajo. Una medida cumplida debe igualmente el aviso.
desk-duty-owed = debida desde
desk-notice-owed = aviso a la persona debido desde
desk-notice-review = aplazamiento del aviso, se revisa el

standard-without-undue-delay = sin dilación indebida
