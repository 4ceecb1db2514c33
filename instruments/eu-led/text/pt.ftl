# Words of the pack eu-led in English. Where a form has an official wording the text follows its sense; it is a
# working translation until it is compared with the official text.

title = Diretiva (UE) 2016/680 relativa à proteção de dados em matéria penal

kind-breach-notification = Notificação de uma violação de dados pessoais
kind-breach-supplement = Informações complementares sobre uma violação
kind-supervisor-reply = Resposta da autoridade de controlo

## Sections

section-breach-notification-A = Responsável pelo tratamento
    .help = Quem notifica.
section-breach-notification-B = Violação
    .help = O que aconteceu, e aos dados de quem.
section-breach-notification-C = Consequências e medidas
    .help = O que se pode seguir, e o que se faz.
section-breach-notification-D = Tempo e outros responsáveis pelo tratamento
    .help = Quando foi conhecida, e a quem mais diz respeito.
section-breach-supplement-A = Informações complementares
    .help = O que antes não se sabia.
section-supervisor-reply-A = Resposta
    .help = O que a autoridade diz, e o que pede.

## Fields

field-controller = Responsável pelo tratamento
    .help = Quem decide sobre o tratamento.
field-contact = Ponto de contacto
    .help = O encarregado da proteção de dados, ou outro.
field-contact_email = Correio eletrónico
    .help = Para perguntas.
field-breach_nature = Natureza da violação
    .help = O que aconteceu.
field-subject_categories = Categorias de pessoas
    .help = Um elemento por linha.
field-n_subjects = Número aproximado de pessoas
    .help = Na medida em que se conheça.
field-record_categories = Categorias de registos
    .help = Um elemento por linha.
field-n_records = Número aproximado de registos
    .help = Na medida em que se conheça.
field-consequences = Consequências prováveis
    .help = O que se pode seguir.
field-measures = Medidas
    .help = Tomadas ou propostas, também contra efeitos negativos.
field-aware_at = Conhecimento desde
    .help = As horas correm a partir daí.
field-delay_reasons = Razões do atraso
    .help = Apenas quando é posterior a setenta e duas horas.
field-other_member_states = Outros Estados-Membros em causa
    .help = Cujo responsável pelo tratamento tem de ser informado separadamente.
field-in_phases = Seguir-se-á mais informação
    .help = As informações podem ser fornecidas por fases.
field-supplement = O que se sabe agora
    .help = Também o que afinal era diferente.
field-phases_ended = Nada mais se seguirá
    .help = A notificação fica então completa.
field-reply = Resposta
    .help = Se algo é pedido.
code-reply-taken_note = A autoridade tomou conhecimento
code-reply-closed = O assunto está encerrado
code-reply-measures_asked = A autoridade pede medidas
field-measures_asked = Medidas pedidas
    .help = O que deve ser feito, e até quando.
field-signatory_name = Assinado por
    .help = Quem responde por esta carta.

## Clocks

clock-breach-notification = Notificação de uma violação à autoridade de controlo
    .help = Setenta e duas horas depois de o responsável pelo tratamento ter tido conhecimento, sempre que possível; mais tarde, com fundamentação.
clock-prior-consultation = Parecer após uma consulta prévia
    .help = Seis semanas a contar da receção; a autoridade pode acrescentar um mês.

## Duties without a number

duty-notify-originating-controller = Informar da violação o responsável pelo tratamento do outro Estado-Membro
duty-recall = Recolher dados que estavam errados ou foram enviados ilicitamente
