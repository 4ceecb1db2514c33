# The desk.

desk-title = Mesa de trabajo
desk-lead = { $n ->
    [0] No hay nada en su mesa de trabajo.
    [one] Un asunto, con su próximo momento legal.
   *[other] { $n } asuntos, primero el próximo momento legal.
  }
desk-caption = { $n ->
    [one] Un asunto en su mesa de trabajo
   *[other] { $n } asuntos en su mesa de trabajo
  }
desk-empty = Cuando se espere algo de su cargo, figurará aquí.
desk-clock = Tiempo
desk-reference = Referencia
desk-kind = Tipo
desk-counterparty = Otra parte
desk-state = Estado
desk-next = Paso siguiente
desk-no-clock = no corre ningún plazo
desk-new-case = Abrir un expediente
desk-ending = Piezas de prueba cuyo plazo termina
desk-ending-lead = No pueden conservarse más tiempo, salvo que haya una retención vigente o que un responsable fije un fin posterior con su motivo. Nada se destruye por sí solo: deciden dos responsables.
desk-ending-caption = { $n ->
    [one] Una pieza cuyo plazo termina
   *[other] { $n } piezas cuyo plazo termina
  }

step-complete-draft = Completar el borrador
step-issue = Leer las dos copias y decidir
step-wait-for-issuer = Decide un responsable competente
step-wait-for-receipts = Esperar los acuses de recibo
step-wait-for-production = Esperar los datos
step-wait-for-answer = Esperar la respuesta
step-wait-for-gate = Esperar: los datos todavía no pueden salir
step-ingest = Incorporar los datos
step-answer = Responder con un escrito
step-hand-over = Entregar
step-decide-ground = Decidir si se invoca un motivo
step-export = Exportar el expediente
step-nothing = Nada
step-look = Examinar: esto necesita a una persona
step-tell = Avisar a la persona
step-review-delay = Decidir sobre un aplazamiento del aviso

desk-unopened-since = sin abrir desde
desk-unopened = { $n ->
    [one] Un escrito no se ha abierto a tiempo
   *[other] { $n } escritos no se han abierto a tiempo
  }
desk-agreements = Acuerdos que requieren su actuación

# Letters that have not arrived.

desk-waiting = { $n ->
    [one] Un escrito no ha llegado
   *[other] { $n } escritos no han llegado
  }
desk-late = { $n ->
    [one] uno va con retraso
   *[other] { $n } van con retraso
  }
desk-given-up = { $n ->
    [one] Se abandonó un escrito y espera por usted
   *[other] Se abandonaron { $n } escritos y esperan por usted
  }
desk-given-up-see = Ver cuáles y qué hacer
waiting-take-back = Retirar el escrito
waiting-take-back-why = Por qué se retira
waiting-take-back-help = Nada se puede retirar cuando la oficina destinataria ya lo tiene. A quien aún pueda recibirlo se le pide que no lo lea.
waiting-take-back-choose = Elija un motivo
waiting-take-back-leaves = Si el escrito, u otros sobre el mismo asunto, ya pudieron salir: el aviso al nodo del destinatario de que se retira, y por qué. Nada de lo que dice.
waiting-why-agreement = Un acuerdo prohíbe que salga.
waiting-why-mistake = Dice o lleva lo que no debe.
waiting-why-moot = Ya nadie lo necesita.
waiting-why-recipient = Era para otra persona.
given-up-heading = Escritos abandonados
given-up-help = Se nombran aquí durante 30 días. El registro los guarda para siempre.
given-up-arrived = llegó a pesar de todo
given-up-do-arrived = El destinatario ha declarado que tiene este escrito. Vea las declaraciones en su página y redacte otro escrito donde haya algo que corregir.
given-up-asked = retirado
given-up-do-asked = Se pidió al destinatario que no lo leyera y aún no ha respondido.
given-up-expired = plazo vencido
given-up-do-expired = Nadie lo aceptó a tiempo y ya no vale. Pregunte por teléfono al destinatario si su nodo funciona y redacte el escrito de nuevo si todavía hace falta.
given-up-left = no leído
given-up-do-left = El destinatario declara que no lo leyó y destruyó lo que ya había recibido.
given-up-unsent = retirado
given-up-do-unsent = Nunca salió de este nodo.
waiting-title = Escritos que no han llegado
waiting-lead = { $n ->
    [0] Han llegado todos los escritos sobre sus asuntos.
    [one] Un escrito. El nodo sigue intentándolo hasta que su receptor haya firmado su recepción.
   *[other] { $n } escritos. El nodo sigue intentándolo hasta que cada receptor haya firmado.
  }
waiting-empty = Nada está en espera.
waiting-to = a
waiting-only = Solo los que esperan a causa de
waiting-all = Mostrar todos
waiting-kind-agreement-consent = Consentimiento para transmitir algo a otro
waiting-kind-agreement-end = Fin de un acuerdo
waiting-kind-agreement-proposal = Acuerdo para firmar
waiting-kind-agreement-reinstatement = Fin de una suspensión
waiting-kind-agreement-signature = Firma de un acuerdo
waiting-kind-agreement-suspension = Suspensión de un acuerdo
waiting-kind-handover-offer = Datos entregados
waiting-kind-measure-answer = Respuesta
waiting-kind-measure-issue = Orden
waiting-kind-measure-letter = Escrito
waiting-kind-measure-withdraw = Retirada de la medida
waiting-kind-recall-ask = Petición de destrucción
waiting-kind-recall-confirmed = Confirmación de una petición de destrucción
waiting-kind-recall-refused = Negativa a una petición de destrucción
waiting-about = Sobre
waiting-node = Nodo
waiting-lane = Urgencia
waiting-lane-emergency = Emergencia
waiting-lane-urgent = Urgente
waiting-lane-ordinary = Ordinaria
waiting-lane-bulk = Sin prisa
waiting-since = Espera desde
waiting-deliver-by = Debe llegar a más tardar
waiting-in-time = en plazo
waiting-at-risk = en riesgo
waiting-missed = fuera de plazo
waiting-spent = ha transcurrido el { $n } % de su tiempo
waiting-why = Qué lo retiene
waiting-untried = Nada: sale ahora.
waiting-failed-no-connection = Nadie responde en las direcciones del receptor.
waiting-failed-no-endpoint = El directorio no indica ninguna dirección del receptor.
waiting-failed-kept-for-reader = El nodo del receptor recoge sus cartas: esta está preparada para él.
waiting-failed-lies-at-relay = La carta está en un relevo hasta que el nodo del receptor la recoja allí.
waiting-failed-no-relay = El nodo del receptor y el nuestro solo recogen, y aquel no indica ningún relevo. Lleve un paquete, o pida al receptor que indique un relevo.
waiting-failed-relay-no-evidence = El nodo del receptor y el nuestro solo recogen, y ningún relevo guarda pruebas. Lleve un paquete.
waiting-failed-relay-closed = Todos los relevos del receptor han desistido de esta carta o la han rechazado.
waiting-failed-relay-unreachable = Ningún relevo del receptor responde.
waiting-failed-relay-refused = Un relevo del receptor no guarda esta carta.
waiting-failed-relay-too-early = El reloj de un relevo del receptor va atrasado respecto al nuestro.
waiting-failed-fetches = El nodo del receptor recoge sus cartas y nadie se conecta a él.
waiting-failed-broken-connection = La conexión se cortó antes de que llegara la respuesta.
waiting-failed-timed-out = El receptor no respondió a tiempo.
waiting-failed-busy = El receptor no admite escritos ahora.
waiting-failed-slow-down = El receptor nos pide que enviemos más despacio.
waiting-failed-quota = El receptor tiene de nosotros todo lo que admite.
waiting-failed-too-early = El reloj del receptor va por detrás del nuestro.
waiting-failed-roster-behind = El receptor todavía no conoce nuestra entrada en el directorio.
waiting-failed-not-a-peer = El receptor no conoce este nodo. Debe examinarlo el operador.
waiting-failed-wrong-network = El receptor pertenece a otra red. Debe examinarlo el operador.
waiting-failed-malformed = El receptor no puede leer lo que enviamos. Debe examinarlo el operador.
waiting-failed-ours = Este nodo no pudo enviarlo. Debe examinarlo el operador.
waiting-failed-version = El receptor declara que no habla nuestra versión del protocolo de intercambio. Debe examinarlo el operador.
waiting-failed-other = La respuesta del receptor no vale.
waiting-held-no-quorum = Responden muy pocos testigos: no se entrega nada hasta que respondan.
waiting-held-agreement-differs = El documento del acuerdo que menciona este escrito es aquí otro distinto. Deben examinarlo las partes.
waiting-held-agreement-missing = Su miembro exige un acuerdo firmado por todas las partes, y no hay ninguno que abarque este escrito.
waiting-held-agreement-not-covering = El acuerdo que menciona este escrito no lo abarca. El escrito se retira.
waiting-held-agreement-not-yet = No ha llegado el primer día del acuerdo que menciona este escrito.
waiting-held-agreement-sunset = El acuerdo que menciona este escrito ha terminado. A los treinta días de su fin el escrito se retira; si hay otra base, redacte uno nuevo.
waiting-held-agreement-suspended = Una parte ha suspendido el acuerdo. El escrito sale por sí solo cuando termine la suspensión.
waiting-held-onward-consent-missing = Quien nos facilitó esto no ha consentido que se transmita a este miembro.
waiting-held-version-ours = El receptor ya no habla la versión del protocolo de intercambio que habla este nodo. Hay que actualizar este nodo; debe examinarlo el operador.
waiting-held-version-theirs = El receptor no habla ninguna versión del protocolo de intercambio que hable este nodo. Hay que actualizar su nodo.
waiting-held-other = La ley no permite ahora que los datos salgan.
waiting-at-relay = Está en un relevo
waiting-at-relay-since = desde
waiting-silent = Sin respuesta de allí desde
waiting-attempts = Intentos
waiting-n-attempts = { $n ->
    [0] todavía ninguno
    [one] una vez
   *[other] { $n } veces
  }
waiting-next = Próximo intento
waiting-now = ahora
waiting-once-ended = cuando haya terminado
waiting-try-now = Intentar ahora

# Whether letters reach each member.
reach-title = Si llegan los escritos
reach-lead = Una vez al día, un escrito sin significado recorre todo el camino hasta cada miembro y vuelve: firmado, cifrado, aceptado y abierto. Así se detecta un fallo antes de que afecte a una orden.
reach-empty = El directorio no menciona a nadie más.
reach-member = Miembro
reach-state = Estado
reach-asked = Intentado
reach-took = Duración
reach-last = Último completo
reach-act = Intentar
reach-never = nunca
reach-try = Intentar ahora
reach-seconds = { $n } s
reach-accepted = Aceptado tras
reach-opened = Abierto tras
reach-untried = todavía sin intentar
reach-untried-means = El primer intento es mañana.
reach-under-way = en curso
reach-under-way-means = La respuesta tiene un cuarto de hora.
reach-lost = no aceptado
reach-lost-means = La otra parte no lo aceptó. Los escritos esperan hasta que lo haga.
reach-unopened = no abierto
reach-unopened-means = La otra parte lo aceptó y no lo abre. Llame a su operador.
reach-refused = rechazado
reach-refused-means = La otra parte no pudo leerlo. Llame a su operador.
reach-whole = completo
reach-whole-means = Se aceptó y se abrió.
reach-upgrade-they = Este miembro debe actualizarse: no habla ninguna versión del protocolo de intercambio que hablemos nosotros. Los escritos esperan hasta que lo haga.
reach-upgrade-we = Debemos actualizarnos: este miembro ya no habla ninguna versión del protocolo de intercambio que hablemos nosotros. Los escritos esperan hasta que lo hagamos.
reach-fetches = Nadie se conecta a este nodo: lo que es para él espera aquí hasta que lo recoge.
reach-compared = Última comparación
reach-compare = Comparar ahora
reach-compare-open = en curso
reach-compare-failed = La última consulta no obtuvo una respuesta correcta.
reach-differs-arrived-after-all = { $n ->
    [one] La otra parte tiene un escrito que habíamos abandonado o retirado. Avise a la oficina que lo redactó.
   *[other] La otra parte tiene { $n } escritos que habíamos abandonado o retirado. Avise a las oficinas que los redactaron.
  }
reach-differs-contradicts = { $n ->
    [one] La otra parte declaró sobre un escrito nuestro dos cosas que no pueden ser ciertas a la vez. Debe examinarlo el operador.
   *[other] La otra parte declaró, sobre cada uno de { $n } escritos nuestros, dos cosas que no pueden ser ciertas a la vez. Debe examinarlo el operador.
  }
reach-differs-denied-by-peer = { $n ->
    [one] Un escrito figura en la lista de lo que la otra parte nos envió, y ella no lo tiene.
   *[other] { $n } escritos figuran en la lista de lo que la otra parte nos envió, y ella no los tiene.
  }
reach-differs-forgotten-by-peer = { $n ->
    [one] Tenemos un escrito, con el sello de la otra parte, que ella ha perdido. Avise a su operador.
   *[other] Tenemos { $n } escritos, con el sello de la otra parte, que ella ha perdido. Avise a su operador.
  }
reach-differs-lost-by-peer = { $n ->
    [one] La otra parte había perdido un escrito cuya recepción había firmado; se envió de nuevo.
   *[other] La otra parte había perdido { $n } escritos cuya recepción había firmado; se enviaron de nuevo.
  }
reach-differs-lost-by-us = { $n ->
    [one] La otra parte tiene un escrito con nuestro sello que no consta aquí. Nuestros registros son más antiguos que los suyos.
   *[other] La otra parte tiene { $n } escritos con nuestro sello que no constan aquí. Nuestros registros son más antiguos que los suyos.
  }
reach-differs-not-ours = { $n ->
    [one] La otra parte muestra como nuestro un escrito que no sellamos. Debe examinarlo el operador.
   *[other] La otra parte muestra como nuestros { $n } escritos que no sellamos. Debe examinarlo el operador.
  }
reach-differs-rest = { $n ->
    [one] Una diferencia anterior está resuelta y aquí solo se cuenta.
   *[other] { $n } diferencias anteriores están resueltas y aquí solo se cuentan.
  }
reach-differs-unshown = { $n ->
    [one] La otra parte enumera como nuestro un escrito que no consta aquí, y no lo muestra. Debe examinarlo el operador.
   *[other] La otra parte enumera como nuestros { $n } escritos que no constan aquí, y no los muestra. Debe examinarlo el operador.
  }
