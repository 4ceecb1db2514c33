# Agreements: the list, one of them, and the forms.

agreements-title = Acuerdos
agreements-lead = { $n ->
    [0] En qué condiciones comparte su miembro datos con otros. Todavía no hay ningún acuerdo.
    [one] En qué condiciones comparte su miembro datos con otros: un acuerdo.
   *[other] En qué condiciones comparte su miembro datos con otros: { $n } acuerdos.
  }
agreements-required = Su miembro no envía nada sin un acuerdo
agreements-required-body = Si ningún acuerdo abarca un escrito, este espera, aunque la ley por sí sola lo permitiera. Las respuestas y las retiradas salen siempre.
agreements-caption = { $n ->
    [one] Un acuerdo
   *[other] { $n } acuerdos
  }
agreements-empty = No hay ningún acuerdo. Cuando basta la ley de los dos Estados, los escritos salen igualmente.
agreements-draft = Redactar un acuerdo

agreement-title = Acuerdo
agreement-parties = Partes
agreement-phase = Estado
agreement-review = Próxima revisión
agreement-ends = Termina por sí solo
agreement-ended-at = Terminado
agreement-waits = Lo que detiene
agreement-none = ninguno
agreement-waits-none = nada
agreement-waits-out = { $n ->
    [one] Un escrito nuestro espera
   *[other] { $n } escritos nuestros esperan
  }
agreement-waits-out-body = Cada uno está firmado, y no se pierde para nadie. Los que tratan de sus asuntos los encuentra en la lista.
agreement-waits-came = { $n ->
    [one] un escrito está sin leer
   *[other] { $n } escritos están sin leer
  }
agreement-waits-came-body = Lo que llegó después de la suspensión se conserva como llegó, cifrado; nadie lo abre. Se lee por sí solo en cuanto el acuerdo le da paso, y se rechaza por sí solo si eso ya nunca es posible. Ningún responsable decide sobre ello.

agreement-phase-draft = Borrador
agreement-phase-open = Faltan firmas
agreement-phase-waiting = Firmado, todavía no en vigor
agreement-phase-in-force = En vigor
agreement-phase-suspended = Suspendido
agreement-phase-ended = Terminado
agreement-phase-sunset = Plazo terminado

agreement-means-draft = Nadie más lo conoce, y ningún escrito se basa en él.
agreement-means-open = No vincula a nadie hasta que todas las partes hayan firmado. Los escritos salen o esperan como si no existiera.
agreement-means-waiting = Todas las partes han firmado. Ningún escrito se basa en él antes de su primer día.
agreement-means-in-force = Los escritos que abarca lo mencionan y salen. Deja de aplicarse por sí solo en su último día.
agreement-means-suspended = Lo que abarca la suspensión espera en ambos lados, también los escritos que no mencionan este acuerdo. No se pierde nada.
agreement-means-ended = Ningún escrito nuevo se basa en él. Lo que lo mencionaba espera hasta treinta días después de su fin y entonces se retira; si hay otra base, se redacta un escrito nuevo.
agreement-means-sunset = Ningún escrito nuevo se basa en él. Lo que lo mencionaba espera hasta treinta días después de su fin y entonces se retira; si hay otra base, se redacta un escrito nuevo.

agreement-duty-ends = termina pronto
agreement-duty-ends-body = Nada continúa por sí solo. Redacte uno que lo suceda y procure que se firme a tiempo.
agreement-duty-review = revisión atrasada
agreement-duty-review-body = Una revisión atrasada no detiene nada. Realícela y registre lo que haya hallado.
agreement-duty-sign = espera nuestra firma
agreement-duty-sign-body = Lea el documento, compare su valor hash y fírmelo en nombre de su miembro.
agreement-asks = Este acuerdo requiere su actuación

agreement-basis = Base jurídica
agreement-purposes = Finalidades
agreement-data = Datos
agreement-directions = Quién facilita a quién
agreement-gives-to = facilita a
agreement-onward = Transmisión a otros
agreement-onward-never = A nadie, con o sin consentimiento
agreement-onward-with_consent = Solo con el consentimiento de quien lo facilitó, para cada elemento y cada receptor
agreement-retention = Cuánto tiempo puede conservarse
agreement-days = { $n ->
    [one] Como máximo, un día
   *[other] Como máximo, { $shown } días
  }
agreement-evidence-stays-yes = Las pruebas de un expediente pendiente pueden permanecer hasta que este haya terminado.
agreement-evidence-stays-no = Esto rige también para las pruebas de un expediente pendiente.
agreement-safeguards = Garantías
agreement-impact = Evaluación de impacto
agreement-impact-on = Última revisión el
agreement-review-every = Revisión
agreement-months = { $n ->
    [one] Cada mes
   *[other] Cada { $n } meses
  }
agreement-valid-from = En vigor desde
agreement-valid-until = En vigor hasta
agreement-criteria = Causas para suspenderlo
agreement-preservation = Solicitudes de conservación de datos
agreement-preservation-yes = Continúan mientras está suspendido.
agreement-preservation-no = Esperan también mientras está suspendido.
agreement-digest = SHA-256 del documento

agreement-changed = Algo ha ocurrido con este acuerdo desde que usted abrió el formulario. Lea de nuevo la página; lo que escribió figura abajo.
agreement-page-title = Acuerdo:
agreement-terms = Condiciones
agreement-document = El documento exacto
agreement-follow = Redactar un acuerdo que suceda a este
agreement-suspended = Suspendido
agreement-suspended-part = En qué medida
agreement-suspended-all = Por completo
agreement-suspended-purposes = Solo para estas finalidades
agreement-suspended-data = Solo para estos datos
agreement-today = Qué significa hoy
agreement-party = Parte
agreement-gives = Nuestros datos a ella
agreement-gets = Sus datos a nosotros
agreement-keeps = Solicitudes de conservación de datos
agreement-passage-goes = sale
agreement-passage-held = espera
agreement-passage-partly = espera en parte
agreement-passage-not = no está permitido
agreement-because-agreement-differs = El documento es distinto.
agreement-because-agreement-missing = Faltan firmas.
agreement-because-agreement-not-covering = No abarca esto.
agreement-because-agreement-not-yet = No ha llegado su primer día.
agreement-because-agreement-sunset = Ha terminado.
agreement-because-agreement-suspended = Una parte lo ha suspendido.
agreement-because-onward-consent-missing = Falta un consentimiento.
agreement-always = Las respuestas a órdenes, las retiradas, las peticiones de destrucción y los escritos sobre acuerdos salen siempre.
agreement-withdrawn = { $n ->
    [one] Un escrito se retiró por ello.
   *[other] { $n } escritos se retiraron por ello.
  }
agreement-undelivered = todavía no conoce esto:
agreement-undelivered-since = firmado el
agreement-signatures = Firmas
agreement-not-signed = no firmado
agreement-signed-at = Firmado
agreement-signed-unit = Unidad
agreement-signed-key = Clave
agreement-consents = Lo que puede transmitirse
agreement-item = Elemento
agreement-giver = Consentimiento de
agreement-goes-to = Puede ir a

agreement-acts = Lo que usted puede hacer
agreement-to-sign = Leer el documento y firmar
agreement-act-sign = Firmar en nombre de mi miembro
agreement-act-suspend = Suspenderlo
agreement-act-reinstate = Poner fin a nuestra suspensión
agreement-act-review = Registrar una revisión
agreement-act-end = Ponerle fin
agreement-act-drop = Retirar el borrador
agreement-lead-suspend = Rige de inmediato, aquí por este acto y en las demás partes por nuestro escrito. Solo su miembro le pone fin.
agreement-lead-reinstate = Lo que espera sale por sí solo, y lo que está sin leer se lee.
agreement-lead-review = La próxima revisión debe hacerse tantos meses después de esta como dice el documento.
agreement-lead-end = Termina para todas las partes y no puede recuperarse. Lo que lo mencionaba espera treinta días y entonces se retira.
agreement-lead-drop = Nadie más conoce este borrador, y no se comunica a nadie.
agreement-letter-suspend = que está suspendido, desde cuándo, por qué causa y en qué medida
agreement-letter-reinstate = que nuestra suspensión ha terminado, y por qué
agreement-letter-end = que ha terminado, y por qué
agreement-letter-sign = el documento con nuestra firma
agreement-letter-consent = qué elemento puede transmitirse, y a quién
agreement-criterion = Causa
agreement-criterion-n = { $n }. { $text }
agreement-suspend-criterion = Causa del documento
agreement-suspend-purposes = Solo para algunas finalidades
agreement-suspend-data = Solo para algunos datos
agreement-suspend-part-hint = No marque nada para suspenderlos todos.
agreement-suspend-why = Lo que ocurrió
agreement-suspend-why-hint = Lo leen todas las partes. No nombre a ninguna persona ni nada de un expediente.
agreement-reinstate-why = Por qué puede continuar
agreement-reinstate-why-hint = Lo leen todas las partes. No nombre a ninguna persona ni nada de un expediente.
agreement-review-found = Lo que se halló
agreement-review-found-hint = Si se respetan las condiciones, qué debe cambiar y dónde se encuentra el informe. Se queda en su miembro.
agreement-end-why = Por qué termina
agreement-end-why-hint = Lo leen todas las partes. No nombre a ninguna persona ni nada de un expediente.
agreement-consent = Permitir que un elemento se transmita a otro
agreement-consent-body = Quien ha recibido de usted un elemento lo transmite solo con su consentimiento. Delo desde la página de esa pieza.

agreement-sign-title = Firmar:
agreement-sign-lead = A esto se obliga su miembro. Léalo entero. Lo que se firma es el documento de abajo, byte por byte.
agreement-sign-document = El documento
agreement-sign-compare = Antes de firmar, compare el valor hash con las demás partes por otra vía, por teléfono o en papel.
agreement-sign-outdated = El formulario mostraba un documento distinto del que figura aquí. No se ha firmado nada. Lea este.
agreement-sign-not = No puede firmarlo ahora
agreement-sign-not-body = Su miembro ya ha firmado, o el acuerdo ha terminado, o la firma corresponde a otro cargo.
agreement-sign-unit = Se firma con la clave de su unidad, { $unit }.

agreement-consent-title = Permitir la transmisión:
agreement-consent-lead = Usted consiente que un miembro transmita este elemento a otro. Esto no puede deshacerse: lo que se transmitió ya ha salido.
agreement-consent-nothing = Ningún acuerdo requiere su consentimiento para este elemento: nadie lo tiene de usted en virtud de un acuerdo que permita la transmisión.
agreement-consent-agreement = En virtud de qué acuerdo
agreement-consent-under = En virtud de «{ $title }»
agreement-consent-held-by = Lo tiene de usted: { $members }
agreement-consent-to = A quién puede ir
agreement-consent-to-hint = A este miembro y a ningún otro.
agreement-consent-parties = Todas las demás partes del acuerdo
agreement-consent-button = Consentir
agreement-consent-link = Permitir que quien lo tiene de nosotros lo transmita

agreement-draft-heading = Redactar un acuerdo
agreement-draft-lead = Nadie más tiene conocimiento de un borrador. Otro responsable de su miembro lo lee y lo firma; después lo reciben todas las partes, y vincula cuando todas han firmado. Un borrador no se cambia: retírelo y redáctelo de nuevo.
agreement-draft-button = Dejarlo escrito
agreement-draft-title = Nombre
agreement-draft-title-hint = Cómo lo llaman, en una línea.
agreement-draft-basis = Base jurídica
agreement-draft-basis-hint = La disposición en la que se basa.
agreement-draft-parties = Otras partes
agreement-draft-parties-hint = Su propio miembro es siempre parte.
agreement-draft-purposes = Finalidades
agreement-draft-purposes-hint = Los datos pueden utilizarse para estas y para ninguna otra.
agreement-draft-data = Datos
agreement-draft-ways = Quién facilita a quién
agreement-draft-directions = Las vías, si se relacionan
agreement-draft-directions-hint = Una línea para cada una, primero quien facilita: fr-tj > ie-ca
agreement-draft-onward = Transmisión a otros
agreement-draft-retention-days = Días durante los que puede conservarse
agreement-draft-retention-days-hint = Del 1 al { $n }.
agreement-draft-evidence-stays = ¿Pueden las pruebas de un expediente pendiente permanecer hasta que este haya terminado?
agreement-draft-safeguards = Garantías
agreement-draft-safeguards-hint = Una línea para cada una, como máximo { $n }.
agreement-draft-impact-reference = Dónde se encuentra la evaluación de impacto
agreement-draft-impact-reference-hint = Sin ella no hay acuerdo.
agreement-draft-impact-on = Día en que se revisó por última vez
agreement-draft-review-every-months = Meses entre dos revisiones
agreement-draft-review-every-months-hint = Del 1 al { $n }.
agreement-draft-valid-from = Primer día
agreement-draft-last-day = Último día
agreement-draft-last-day-hint = Como máximo { $n } días después del primero. Cuando acaba, el acuerdo termina por sí solo.
agreement-draft-criteria = Causas por las que una parte puede suspenderlo
agreement-draft-criteria-hint = Una línea para cada una, como máximo { $n }. Una suspensión menciona una de ellas.
agreement-draft-preservation = ¿Continúan las solicitudes de conservación de datos mientras está suspendido?
agreement-member = { $id } · { $name }
agreement-ways-both = Cada parte a cada una de las demás
agreement-ways-give = Solo nosotros a las demás
agreement-ways-get = Solo las demás a nosotros
agreement-ways-listed = Según se relaciona abajo

held-heading = { $n ->
    [one] Un escrito sobre esto espera a causa de un acuerdo
   *[other] { $n } escritos sobre esto esperan a causa de acuerdos
  }
held-all = Todos los escritos que no han llegado
held-since = desde
held-ends-at = Termina por sí solo el { $at }.
held-ends-consent = Necesita el consentimiento de { $members }.
held-ends-never = Nadie puede levantar esto. Si hay otra base, redacte un escrito nuevo.
held-ends-only = Ponerle fin depende únicamente de { $members }.

# What happened to one.
event-agreement-drafted = Se redactó
event-agreement-received = Llegó de otra parte
event-agreement-signed = Una parte firmó
event-agreement-suspended = Una parte lo suspendió
event-agreement-reinstated = Terminó una suspensión
event-agreement-ended = Una parte le puso fin
event-agreement-consented = Una parte consintió que se transmitiera un elemento
event-agreement-reviewed = Se revisó de nuevo
event-agreement-expired = Terminó su plazo
