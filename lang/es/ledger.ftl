# The ledger, its proofs, packages, oversight.

ledger-title = Libro registro
ledger-title-range = Libro registro, hojas { $from } a { $to }
ledger-lead = Cada acto de este nodo tiene aquí una hoja, en un orden único que no puede cambiarse sin que se note. Testigos de otros miembros cofirman el estado.
ledger-origin = Libro registro
ledger-size = Hojas
ledger-root = Raíz
ledger-at = Fecha
ledger-cosigned = Cofirmado por
ledger-n-cosigned = { $n } de { $k } testigos
ledger-not-cosigned = Todavía no ha cofirmado ningún testigo.
ledger-behind = { $n ->
    [one] una hoja de retraso
   *[other] { $n } hojas de retraso
  }
ledger-witness = Testigo
ledger-note = El punto de control firmado, byte por byte
ledger-leaves = Últimas hojas
ledger-leaves-caption = { $n ->
    [one] Una hoja
   *[other] { $n } hojas
  }
ledger-empty = El libro registro está vacío.
ledger-leaf = Hoja
ledger-event = Qué
ledger-recorded = Registrado
ledger-hash = Hash
ledger-newer = Hojas más recientes
ledger-older = Hojas más antiguas
pages-label = Más hojas
ledger-stamps = Sellos de tiempo
ledger-stamps-lead = Una vez al día, una autoridad de sellado de tiempo sella el punto de control publicado y, con él, todas las hojas anteriores. Este nodo no responde de esa autoridad; la orden de línea de comandos que figura abajo comprueba su firma con certificados en los que usted confía.
ledger-stamps-caption = { $n ->
    [one] Un día
   *[other] Los últimos { $n } días
  }
ledger-stamp-day = Día
ledger-stamp-time = Hora en el sello
ledger-stamp-signature = Firma
ledger-stamp-checked = Comprobada aquí
ledger-stamp-unchecked = No comprobada aquí
ledger-stamp-files = Archivos
ledger-stamp-note = Punto de control
ledger-stamp-token = Sello

category-act = Un acto
category-access = Una lectura de contenido
category-custody = Un paso de la custodia
category-send = Se envió un escrito
category-recv = Se recibió un escrito
category-ack = Llegó un acuse de recibo
category-seal = Se selló un paquete

proof-title = Hoja { $index }
proof-under = Probada con el punto de control de { $size ->
    [one] una hoja
   *[other] { $size } hojas
  }
proof-under-body = La prueba de abajo lleva de esta hoja a una raíz que firmó el nodo y cofirmaron los testigos.
proof-not-yet = Todavía no publicada
proof-not-yet-body = La hoja está registrada. El próximo punto de control la abarcará; cargue de nuevo esta página dentro de un momento.
proof-opened = Lo que dice la hoja
proof-closed = Aquí no se le abre nada de esta hoja. Su compromiso criptográfico puede comprobarse igualmente.
proof-opening = La apertura, para el verificador
proof-text = Prueba de inclusión
proof-text-label = La prueba, byte por byte
proof-command = Compruébelo en otro lugar
proof-command-lead = La misma comprobación con una herramienta que no confía en nada de este nodo:
command-label = Línea de comandos

package-title = Paquete
package-id = Su identificador
package-download = Descargar el paquete
package-wait = El paquete se está sellando. Cargue de nuevo esta página dentro de un momento.
package-waits = Todavía no está listo
package-waits-published = Los testigos no han confirmado nuestras últimas entradas. Por lo general tarda un minuto; cargue de nuevo esta página. Si sigue así, avise a quien administra el nodo.
package-waits-receipt = Todavía no está aquí la confirmación de recepción de lo que cambió de manos, con la prueba de la otra parte. Si no llega, pregunte a la otra parte.
package-waits-custody = { $node } no ha mostrado su mitad del historial de custodia. Se envía por sí sola en cuanto la atestiguan allí; pregúnteles si no llega.
package-waits-timestamp = La autoridad de sellado de tiempo no da ningún sello en este momento. Se le pide de nuevo automáticamente; si no lo da durante horas, el paquete sale sin él y lo indica.
package-failed = Este paquete no puede elaborarse
package-failed-contested = Una pieza no es lo que se selló. Ahora está marcada como controvertida; solicite de nuevo un paquete para excluirla y averigüe por qué antes de que alguien se base en ella.
package-failed-erased = El contenido de una de sus piezas se destruyó, o va a destruirse, por orden de dos responsables. Solicite de nuevo un paquete: excluye la pieza y lo indica.
package-failed-restricted = La ley prohíbe utilizar una de sus piezas: debe suprimirse o limitarse. No se entregó nada. Solicite de nuevo un paquete para excluirla.
package-failed-letter = Falta en este nodo una copia de la orden, por lo que el paquete estaría incompleto. Avise a quien administra el nodo.
package-failed-unrepeatable = Lo que se selló ya no puede reunirse: algo de ello se destruyó o se cambió. Solicite un paquete nuevo.
package-failed-unproved = El nodo lo comprobó como lo hará un tribunal, y lo que registraron las partes no concuerda. No se entregó nada. Muestre la línea de abajo a la parte que menciona. Solicite de nuevo un paquete: las piezas que no prueban nada se excluyen entonces, y el paquete lo indica.
package-failed-seal = Entre la relación y el sellado cambió el directorio. No se entregó nada; solicite un paquete nuevo.
package-failed-time = No puede demostrarse cuándo se hizo el historial: nadie atestigua los registros, o una entrada indica una hora posterior a la de sus testigos. No se entregó nada. Avise a quien administra el nodo.
package-failed-other = Comunique el código de abajo a quien administra el nodo; solicite después un paquete nuevo.
package-failed-code = Código
package-failed-detail = Lo que no concuerda
package-awaits = { $n ->
    [one] Espera a una segunda persona
   *[other] Espera a { $n } personas más
  }
package-awaits-body = Otra persona que intervenga en el expediente debe dar su conformidad para que salga: abre esta página y pulsa «Dar la conformidad al paquete». Hasta entonces no se sella nada. Pueden hacerlo:
package-awaits-nobody = En el expediente no interviene nadie que pueda dar su conformidad. Pida que se incorpore a un custodio, a un director del expediente o a una segunda autoridad emisora.
package-stamp = Sello de tiempo
package-stamp-awaited = Pedido desde
package-stamp-checked = de la autoridad de sellado de tiempo; este nodo comprobó su firma
package-stamp-unchecked = de la autoridad de sellado de tiempo; su firma no se comprobó aquí
package-stamp-late = Ninguno
package-stamp-late-since = La autoridad no ha dado ninguno desde
package-ends = Final de nuestro registro
package-ends-none = Ningún mapa de nuestro libro registro cubre todavía estas piezas: se hace uno después de cada medianoche (UTC), del día anterior. El paquete muestra que nuestro registro no tiene huecos, pero no que nada siguiera a su última entrada; él mismo lo dice. Un paquete que se pida mañana podrá mostrar más.
package-ends-some = Según el mapa de nuestro libro registro del { $day }, el paquete declara de { $n } de { $all } piezas que hasta entonces no falta ninguna entrada nuestra. Las demás son más recientes que ese mapa. De lo que vino después, como el propio empaquetado, no dice nada.
package-ends-all = Según el mapa de nuestro libro registro del { $day }, el paquete declara de cada pieza que hasta entonces no falta ninguna entrada nuestra. De lo que vino después, como el propio empaquetado, no dice nada.
package-forum = Elaborado para
package-n-exhibits = Piezas de prueba
package-sealed-at = Sellado
package-manifest = SHA-256 del manifiesto
package-approvals = Conformidad todavía necesaria
package-file = Archivo
package-leaf = Sellado en el libro registro
package-verify = Cómo comprobarlo
package-verify-lead = Un tribunal necesita este archivo, la política de la red y el programa comity-verify. El programa no necesita red y no confía en nada de este nodo:
package-verify-exit-0 = Código de salida 0: está probado todo lo que afirma. El programa dice también lo que no lo está.
package-verify-exit-5 = Código de salida 5: se cambió algo. Se indica el primer eslabón roto.
package-policy = La política dice en qué claves se confía:
package-policy-hint = Compare esta huella con una que tenga de otra fuente.
package-members = Lo que contiene
package-members-caption = { $n ->
    [one] Un componente
   *[other] { $n } componentes
  }
package-members-none = No puede relacionarse nada antes de que esté sellado.
copy-title = Hacer una copia con menos piezas
copy-lead = La copia es un paquete propio. Prueba que es una parte de este y relaciona todas las piezas que se reservan, con el motivo.
copy-letters = Lo que una copia no puede ocultar
copy-letters-body = Un escrito con el que se transmitieron varias piezas está firmado en su conjunto. Permanece en la copia si permanece una de ellas, y menciona las demás por su número, longitud y valor hash.
copy-reader = Quién la recibe
copy-reader-court = Un órgano jurisdiccional u otra autoridad
copy-reader-court-hint = Recibe lo que necesita; lo que se excluye queda fuera del objeto.
copy-reader-defence = La defensa
copy-reader-defence-hint = La persona sospechosa o acusada, o su abogado. Si se reserva algo, debe dar su conformidad un juez.
copy-forum = Para quién, en palabras
copy-forum-hint = Figura en el paquete y en el libro registro. Escriba el cargo o la oficina, no una dirección privada.
copy-exhibits = Sus piezas
copy-exhibits-lead = Una pieza se incluye, salvo que usted indique un motivo para reservarla.
copy-exhibit = Pieza { $no }
copy-goes-in = Se incluye
copy-button = Solicitar la copia
copy-ground-national-security = Se reserva: perjudica gravemente la seguridad nacional
copy-ground-ongoing-investigation = Se reserva: perjudica una investigación en curso
copy-ground-out-of-scope = Se reserva: no es necesaria para esta copia
copy-ground-public-interest = Se reserva: estrictamente necesario por otro interés público importante
copy-ground-threat-to-person = Se reserva: amenaza la vida o los derechos fundamentales de otra persona
copy-of = Parte de
copy-withheld = Se reserva
copy-withheld-caption = { $n ->
    [one] Se reserva una pieza
   *[other] Se reservan { $n } piezas
  }
copy-withheld-no = Pieza
copy-withheld-ground = Motivo
copy-withheld-cite = Dónde lo permite la ley
copy-withheld-none = No se reserva nada.
package-path = Ruta
package-bytes = Bytes

oversight-title = Libros registro de los miembros
oversight-lead = Para cada libro registro: la última cabecera verificada, y si continúa todas las cabeceras vistas antes.
oversight-caption = { $n ->
    [one] Un libro registro
   *[other] { $n } libros registro
  }
oversight-empty = Todavía no se ha examinado ningún libro registro.
oversight-member = Miembro
oversight-state = Coherente
oversight-cosigned = Cofirmado por
oversight-looked = Último examen
oversight-consistent = Sí
oversight-inconsistent = No
oversight-unknown = Todavía no se sabe
oversight-broken = El libro registro de { $member } no continúa lo que se vio antes
oversight-broken-body = Dos cabeceras firmadas se contradicen. Ambas se conservan como prueba. No se base en entradas de este libro registro hasta que se conozca la causa.

category-submit = Un escrito se puso en la cola
category-admin = El propio nodo
category-cover = Una hoja de relleno
category-lost = Lo que decía se ha perdido
approval-lead = Otra persona solicitó este paquete. Si usted da su conformidad, todo lo relacionado pasa a un solo archivo para el tribunal.
approval-button = Dar la conformidad al paquete

# What two officers decide about a log: that it is given up, that its register is made again, that work goes on.
successor-title = Un registro que se abandona
successor-lead = Se repuso una copia anterior de la base de datos. { $n ->
    [one] Una hoja, la número { $from }, se firmó y no está aquí.
   *[other] { $n } hojas, desde la número { $from }, se firmaron y no están aquí.
  } Lo que se firmó no se firma nunca de otro modo. Si se ha perdido la copia más reciente, el registro se abandona tal como está y continúa otro, cuya primera hoja lo dice.
successor-lead-forked = El registro contiene algo distinto de lo que este nodo ha firmado. No se firma nada más en él. Deje el equipo como está, porque es una prueba. El registro puede abandonarse tal como está; continúa entonces otro, cuya primera hoja lo dice.
successor-lead-log-unknown = Se repuso una copia anterior de la base de datos: se había iniciado el siguiente registro, y aquí no se conoce. Si se ha perdido la copia más reciente, este registro se abandona tal como está y continúa uno que va detrás del que no se conoce.
successor-lead-register-missing = La memoria de hasta dónde ha firmado este nodo está en un archivo propio, y no se encuentra. Si no puede reponerse, se crea de nuevo para lo que contiene la base de datos. Antes se pregunta a los testigos y a los demás nodos: si uno de ellos puede mostrar más, no se crea nada. La primera hoja que se firma entonces lo dice.
successor-lead-gap = { $n ->
    [one] Una entrada del registro, la número { $from }, vuelve a estar,
   *[other] Vuelven a estar { $n } entradas del registro, desde la número { $from },
  } pero su contenido no. Nadie puede ver a qué expedientes y órdenes pertenecían. Pregunte a las demás casas qué se transmitió entre ustedes, y consulte los documentos en papel, antes de que continúe el trabajo sobre lo registrado antes.
successor-title-gap = El trabajo después de que se perdiera algo
successor-title-register-missing = Una memoria que se crea de nuevo
successor-propose-gap = Proponer que el trabajo continúe
successor-propose-register-missing = Proponer que se cree de nuevo
successor-agree-gap = Dejar que el trabajo continúe
successor-agree-register-missing = Crearla de nuevo
successor-agree-lead-gap = Esto no puede deshacerse. Lo que se decidió y se olvidó puede decidirse entonces de otro modo.
successor-agree-lead-register-missing = Esto no puede deshacerse. Si este nodo había firmado más de lo que está almacenado aquí, ahora firmará otra cosa, y quien tenga ambas puede probarlo.
successor-link = Lo que pueden decidir dos responsables
successor-stored = Hojas en la base de datos
successor-known = Hojas que se firmaron
successor-next = El registro que continuaría
successor-none = No puede seguir ningún registro
successor-incident = Número del incidente
successor-why = Lo que ocurrió
successor-why-hint = Una línea; figura en la hoja que dice lo que se decidió, y en ningún escrito.
successor-propose = Proponer que se abandone el registro
successor-propose-lead = Una norma interna: propone quien administra el nodo, y da su conformidad otra persona que lo administre o lo supervise.
successor-proposed = Propuesto
successor-proposed-at = Propuesto el
successor-agree = Abandonar el registro
successor-agree-lead = Esto no puede deshacerse. Los demás nodos y los testigos ven el registro nuevo por su nombre.
successor-waits = Debe dar su conformidad otra persona.
successor-refused-field = Deben figurar el número del incidente y las palabras, en una línea cada uno.
successor-refused-no-reserve = El directorio de miembros no incluye ningún registro de este nodo que pueda seguir. Incluya uno e instale esa versión.
successor-refused-outside = Alguien de fuera puede mostrar lo que no está almacenado aquí. Cargue de nuevo la página: eso es lo que debe decidirse.
successor-refused-nothing-proposed = Nadie propuso esto para el registro tal como está.
successor-refused-office = A su cargo no le corresponde decidir esto. Es una norma interna.
successor-refused-same-person = Quien lo propuso no puede dar su conformidad.
successor-refused-stale = Lo propuesto ya no es lo que usted leyó. Lea lo que figura aquí ahora; no se ha hecho nada.

# The keys of the log, and their turns.
log-keys-title = Las claves del registro
log-keys-lead = Cada cabecera del registro la firman las claves vigentes. Las claves nuevas firman primero junto a las antiguas, para que todos los que comprueban puedan cambiar también; después cesan las antiguas. Las claves que pueda tener otra persona se revocan de inmediato.
log-keys-in-force = Claves vigentes
log-keys-next = Claves siguientes
log-keys-propose = Proponer un paso
log-keys-step = Lo que se hace
log-keys-step-begin = Las claves siguientes firman junto a las vigentes
log-keys-step-end = Las claves más antiguas dejan de firmar
log-keys-step-revoke = Las claves más antiguas se revocan
log-keys-from = Revocadas desde
log-keys-from-hint = Solo para claves que se revocan: un momento como 2027-03-01T00:00:00Z, no posterior al actual. Lo que vieron antes los testigos sigue siendo válido.
log-keys-why = Por qué
log-keys-why-hint = Una línea; figura en una hoja del registro.
log-keys-agree = Dar la conformidad al paso
log-keys-agree-lead = Esto no puede deshacerse. Una hoja del registro lo dice.
log-keys-refused-field = Deben figurar las palabras, en una línea; y, si se revocan claves, el momento, que no puede ser futuro.
log-keys-refused-no-next-keys = El directorio de miembros no incluye claves siguientes para este registro. Cree las claves, inclúyalas e instale esa versión.
log-keys-refused-not-now = Este paso no es compatible con las claves vigentes.
log-keys-refused-nothing-proposed = Nadie propuso esto para las claves tal como están.
log-keys-refused-office = A su cargo no le corresponde decidir esto. Es una norma interna.
log-keys-refused-same-person = Quien lo propuso no puede dar su conformidad.
log-keys-refused-stale = Lo propuesto o lo vigente ya no es lo que usted leyó. Lea lo que figura aquí ahora; no se ha hecho nada.
