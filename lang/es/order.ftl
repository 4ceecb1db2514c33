# An order that came in: at the provider, and at the enforcing authority.

order-title = Orden
order-genuine = ¿Es auténtica?
order-must = ¿Debo responder?
order-when = ¿Hasta cuándo?
order-refuse = ¿Qué puedo denegar?
order-asked = Lo que se solicita
order-evidence = Pruebas reunidas
order-hand-over = Entregar
uploads-heading = En camino
uploads-of = de
uploads-until = se abandona si nadie continúa antes de
uploads-wrong = no es lo que se anunció; no se sellará
uploads-again = Examinar de nuevo
order-whole = La copia, palabra por palabra
order-received-at = Recibida
order-notice = Aviso al usuario

genuine-yes = Sí
genuine-yes-body = La firma es correcta, y la clave pertenecía a este cargo cuando se firmó.
genuine-no = No
genuine-no-body = No actúe sobre esta base. Pregunte al remitente por otra vía.
genuine-signed-by = Firmado por
genuine-signed-at = Firmado el
genuine-key = Clave
genuine-roster = según la versión { $version } del directorio de miembros
genuine-digest = SHA-256 del escrito
genuine-leaf = En nuestro libro registro
genuine-ledger = En el libro registro del remitente
genuine-ledger-yes = sí, el envío está registrado allí
genuine-ledger-no = no, el libro registro del remitente no lo muestra
genuine-ledger-unknown = todavía no se ha consultado

must-yes = Sí. La orden le vincula desde el momento en que la recibió.
must-done = Usted ya respondió. Conserve la constancia.
must-no = No, ya no.

refuse-lead = Usted no puede denegar porque habría decidido de otro modo. Puede oponerse por estos motivos:
refuse-own-lead = Puede denegar por estos motivos y por ningún otro, en todo, en parte o con condiciones:
refuse-how = Algo imposible, una orden con errores o un conflicto con el Derecho de un tercer país no es una denegación. Se comunica a la autoridad emisora con uno de los escritos de abajo:
refuse-heading = Denegar
ground-lead-refuse = La autoridad emisora lee el motivo y su alcance. Esto no puede deshacerse.
ground-button-refuse = Enviar: denegada

evidence-file = Archivo
evidence-file-hint = El nodo lee una vez cada byte, indica los dos valores hash y conserva el archivo cifrado. Compare el valor hash con el suyo. Si se interrumpe, elija de nuevo el mismo archivo y continuará.
evidence-button = Incorporar el archivo
bringing-heading = Envío de los archivos al nodo
bringing-sealed = SHA-256 de lo incorporado, tal como lo calcularon el nodo y este navegador:
bringing-again = No se puede acceder al nodo. Se intenta de nuevo; no se pierde nada de lo que ya tiene.
bringing-done = Todo está incorporado.
bringing-reading = Se vuelve a leer lo que el nodo ya tiene:
bringing-sealing = Se compara el valor hash y se sella:
bringing-sending = Se envía:
bringing-stopped = Detenido. Elija de nuevo el mismo archivo y continuará donde estaba. El nodo indica:
bringing-unread = El archivo ya no se puede leer. Elíjalo de nuevo y continuará donde estaba.

hand-over-lead = Las piezas salen selladas y cifradas para { $member }. La custodia pasa cuando la otra parte ha comprobado cada valor hash y ha firmado por ellas.
hand-over-button = Entregar estas piezas
hand-over-nothing = Todavía no se ha reunido nada. Incorpore antes los archivos.

release-allowed = Los datos pueden salir
    .help = Nada se opone a ello.
release-due = Los datos se deben ahora
    .help = Pueden salir, y la ley lo exige.
release-forbidden = Los datos todavía no pueden salir
    .help = La autoridad de ejecución aún tiene tiempo para examinar.
release-stopped = Los datos deben quedarse
    .help = Esto es definitivo para esta medida.
release-suspended = Los datos deben quedarse por ahora
    .help = Antes debe resolverse algo.
release-contested = Debe decidir una persona
    .help = La ley da aquí dos respuestas, o falta un hecho. Pida a ambas autoridades que se pronuncien.
release-delete_or_restrict = Los datos que salieron deben suprimirse o limitarse
    .help = Se invocó un motivo después de que salieran.
release-escalate = Una persona debe decidir sobre los datos que salieron
    .help = Se invocó un motivo después de que salieran.
release-conditions = Condiciones que acompañan a los datos

finding-channel_not_current = La otra parte puede haber enviado algo que no hemos visto.
finding-declined = Un responsable no le dio efecto.
finding-ground_late = Se invocó un motivo después de que caducara el derecho.
finding-ineffective = Llegó cuando no había nada que prorrogar.
finding-not_asked = Nadie lo solicitó.
finding-not_theirs = No les correspondía hacerlo.
finding-too_late = Llegó demasiado tarde para cambiar algo.
finding-unknown_ground = La ley no conoce tal motivo.

notified-title = Orden notificada
notified-answer = Su respuesta
notified-not-yours = A su cargo no le corresponde responder a esto.

clear-heading = No invocar ningún motivo
clear-lead = El prestador puede entregar en cuanto lo sepa. Esto no puede deshacerse.
clear-button = Enviar: ningún motivo
clear-letter = un escrito firmado que dice que no se invoca ningún motivo
object-heading = Invocar un motivo
ground-lead-object = Un motivo invocado en plazo detiene los datos. La ley exige que usted contacte antes con la autoridad emisora.
object-ground = Motivo
object-extent = Alcance
object-extent-all = Toda la medida
object-extent-part = Solo algunas categorías de datos
object-extent-conditions = No se detiene nada, pero los datos solo pueden utilizarse con condiciones
object-data = Categorías
object-data-hint = Solo si se trata de una parte.
object-reasons = Razones
ground-reasons-object = Para la autoridad emisora; el prestador sabe de qué motivo se trata, pero no por qué.
ground-reasons-refuse = Para la autoridad que solicita. Con palabras que pueda comprobar.
object-contacted_at = Contacto con la autoridad emisora
object-contacted_at-hint = Por cualquier medio adecuado, antes de invocar el motivo. Escríbalo como 2027-03-08T10:00:00+01:00, con la diferencia horaria.
act-contacted-at = Se contactó con nosotros el
object-conditions = Condiciones
object-conditions-hint = Solo si se trata de condiciones. Acompañan a los datos.
ground-button-object = Enviar: este motivo
object-letter = un escrito firmado con el motivo y su alcance
object-letter-why = un escrito firmado con el motivo, su alcance y las razones
order-recalls = Copias cuya destrucción se pide
