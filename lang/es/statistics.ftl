# The yearly figures.

statistics-title = Cifras de { $year }
statistics-lead = Contadas a partir de lo que ocurrió con las medidas de este miembro y de lo que anotaron sus responsables, por el año civil en que ocurrió. Una medida cuenta una vez en el total; la que solicita varias categorías de datos figura en la fila de cada una.
statistics-years = Otros años
statistics-empty = No hay nada que contar: este miembro no tiene ninguna medida ni anotación conforme a una norma que pida cifras.
statistics-figure = Cifra
statistics-number = Número
statistics-mean = Tiempo medio
statistics-median = Tiempo mediano
statistics-all = en total
statistics-not-said = no consta en ninguna parte
dimension-addressee = Destinatario
dimension-data_type = Datos
dimension-emergency = Emergencia
dimension-ground = Motivo
dimension-issuing_state = Estado emisor
dimension-kind = Medida

# What officers note for them.

statistics-to-notes = Lo que se anotó para estas cifras, y anotar más

notes-title = Anotado para { $year }
notes-step = Anotaciones
notes-lead = Lo que no dice ninguna medida lo anotan los responsables: recursos, gastos, reclamaciones, sanciones. Las cifras lo cuentan en el año en que ocurrió. Una anotación no se cambia nunca; quien se equivocó la tacha y lo anota de nuevo.
notes-noted = Lo que ocurrió
notes-pages = Páginas de esta lista
notes-later = Posteriores
notes-earlier = Anteriores
notes-empty = No hay nada anotado para este año.
notes-figures = Anotar algo
notes-figures-lead = Estas cifras se anotan. Todas las demás las cuenta el propio nodo a partir de lo que ocurrió con sus medidas.

note-counter = Contado en
note-took = Cuánto duró
note-noted = Anotado
note-struck = Tachado
note-struck-at = Tachado

occurrence-title = Anotación: { $figure } ({ $cite })
occurrence-lead = Anote solo lo que consta en un expediente, y cada cosa una sola vez. Lo que anote seguirá siendo legible aquí, también si se tacha después.
occurrence-n = Cuántos
occurrence-n-hint = Un número entero, como máximo { $n }. Todo lo que se anote junto debe coincidir en cada una de las respuestas de abajo.
occurrence-happened-on = Día en que ocurrió
occurrence-happened-on-hint = Las cifras lo cuentan en el año de este día.
occurrence-happened-at = Cuándo ocurrió
occurrence-happened-at-hint = El final del tiempo que se cuenta, con la diferencia horaria: 2027-03-08T16:30:00+01:00. Las cifras lo cuentan en el año de este momento.
occurrence-began-at = Cuándo empezó
occurrence-began-at-hint = El comienzo del tiempo que se cuenta, con la diferencia horaria: 2027-03-01T10:00:00+01:00.
occurrence-told-apart = Se distingue por
occurrence-amount = Importe
occurrence-amount-hint = Con su moneda: 120.50 EUR.
occurrence-on-file = Dónde consta
occurrence-on-file-hint = El órgano jurisdiccional o la oficina, y su número de expediente. Nunca el nombre de una persona.
occurrence-button = Anotar

unfit-amount = el importe debe ser superior a cero
unfit-began-at = no puede empezar después de haber ocurrido
unfit-happened-at = esto no ha ocurrido todavía
unfit-n = este número no puede anotarse
unfit-told-apart = la ley lo distingue con otros términos

strike-heading = Tachar esta anotación
strike-lead = Las cifras dejan de contarla de inmediato. La anotación sigue siendo legible aquí, con su razón. No puede recuperarse: anótelo de nuevo si era correcto.
strike-why = Por qué se tacha
strike-why-hint = En qué era incorrecta. Nunca el nombre de una persona.
strike-button = Tachar la anotación

statistics-recalls = Copias cuya destrucción se pidió
statistics-recalls-asked = Receptores a los que se pidió destruir una copia
statistics-recalls-confirmed = Confirmadas en plazo
statistics-recalls-unconfirmed = No confirmadas en plazo
statistics-recalls-failed = No destruidas: retenidas, conservadas o escrito no admitido
statistics-recalls-late = De estas dos últimas, confirmadas más tarde
statistics-recalls-open = Todavía abiertas
