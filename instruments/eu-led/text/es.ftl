# Words of the pack eu-led in Spanish. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Directiva (UE) 2016/680 relativa a la protección de datos en materia penal

kind-breach-notification = Notificación de una violación de la seguridad de los datos personales
kind-breach-supplement = Más información sobre una violación de la seguridad
kind-supervisor-reply = Respuesta de la autoridad de control

## Sections

section-breach-notification-A = Responsable del tratamiento
    .help = Quién notifica.
section-breach-notification-B = Violación de la seguridad
    .help = Qué ocurrió y con los datos de quién.
section-breach-notification-C = Consecuencias y medidas
    .help = Qué puede derivarse y qué se hace.
section-breach-notification-D = Tiempo y otros responsables del tratamiento
    .help = Cuándo se tuvo conocimiento y a quién más afecta.
section-breach-supplement-A = Más información
    .help = Lo que antes no se sabía.
section-supervisor-reply-A = Respuesta
    .help = Lo que dice la autoridad y lo que pide.

## Fields

field-controller = Responsable del tratamiento
    .help = Quién decide sobre el tratamiento.
field-contact = Punto de contacto
    .help = El delegado de protección de datos u otro.
field-contact_email = Correo electrónico
    .help = Para preguntas.
field-breach_nature = Naturaleza de la violación de la seguridad
    .help = Qué ocurrió.
field-subject_categories = Categorías de personas
    .help = En líneas separadas.
field-n_subjects = Número aproximado de personas
    .help = En la medida en que se conozca.
field-record_categories = Categorías de registros
    .help = En líneas separadas.
field-n_records = Número aproximado de registros
    .help = En la medida en que se conozca.
field-consequences = Consecuencias probables
    .help = Qué puede derivarse.
field-measures = Medidas
    .help = Adoptadas o propuestas, también contra los efectos negativos.
field-aware_at = Conocida desde
    .help = Las horas corren a partir de entonces.
field-delay_reasons = Razones del retraso
    .help = Solo si se notifica después de setenta y dos horas.
field-other_member_states = Otros Estados miembros afectados
    .help = Aquellos a cuyo responsable del tratamiento debe informarse por separado.
field-in_phases = Seguirá más información
    .help = La información puede facilitarse por fases.
field-supplement = Lo que se sabe ahora
    .help = También lo que resultó ser de otro modo.
field-phases_ended = No seguirá nada más
    .help = Entonces la notificación está completa.
field-reply = Respuesta
    .help = Si se pide algo.
code-reply-taken_note = La autoridad ha tomado nota
code-reply-closed = El asunto está cerrado
code-reply-measures_asked = La autoridad pide medidas
field-measures_asked = Medidas pedidas
    .help = Qué debe hacerse y hasta cuándo.
field-signatory_name = Firmado por
    .help = Quién responde de este escrito.

## Clocks

clock-breach-notification = Notificación de una violación de la seguridad a la autoridad de control
    .help = Setenta y dos horas desde que el responsable del tratamiento tuvo conocimiento, si es posible; después, con las razones.
clock-prior-consultation = Asesoramiento tras una consulta previa
    .help = Seis semanas desde la recepción; la autoridad puede añadir un mes.

## Duties without a number

duty-notify-originating-controller = Informar de la violación de la seguridad al responsable del tratamiento del otro Estado miembro
duty-recall = Pedir la destrucción de datos que eran incorrectos o se enviaron ilícitamente
