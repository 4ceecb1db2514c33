# The parts of pages: time, periods, forms, faults.

size-bytes = { $n ->
    [one] { $n } byte
   *[other] { $shown } bytes
  }
size-kib = { $n } KiB
size-mib = { $n } MiB
size-gib = { $n } GiB

civil-date = { $day } de { $month } de { $year }
instant = { $date }, { $time } { $zone }
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro

time-left = prazo restante: { $length }
time-over = há { $length }
length-days = { $days ->
    [one] { $days } dia
   *[other] { $days } dias
  }
length-days-hours = { $days ->
    [one] { $days } dia
   *[other] { $days } dias
  } { $hours } h
length-hours-minutes = { $hours } h { $minutes } min
length-minutes = { $minutes } min

article = Artigo { $cite }
annex = Anexo { $place }
cite-itself = { $cite }

# Periods of law. strict is the target to work by, legal latest the last lawful instant.
clocks-none = Não corre nenhum prazo.
clock-strict = Objetivo (strict)
clock-legal-latest = Último instante lícito (legal_latest)
clock-strict-and-latest = Objetivo e último instante lícito
clock-gate-opens = Abre
clock-last-day = Último dia
clock-met-at = Feito
clock-effect = O que o termo significa
clock-calendar = calendário
clock-ours = Atua o seu lado
clock-theirs = Atua o outro lado
clock-contested = Controverso
clock-positions = A lei pode ser lida aqui de mais de uma maneira. A primeira leitura é aquela pela qual o nó se rege.
clock-position-none = nenhum instante
clock-undetermined = Não é possível calcular
clock-no-instant = Nenhum instante previsto na lei
clock-met = Feito dentro do prazo
clock-met-late = Feito com atraso
clock-used = Direito exercido
clock-used-late = Direito exercido demasiado tarde
clock-open = Aberto
clock-open-and-owed = Aberto e devido, { $left }
clock-open-and-due = Aberto e devido agora
clock-closed = Ainda não pode sair, { $left }
clock-past-target = Objetivo ultrapassado, { $left }
clock-deadline-running = { $left }
clock-deadline-over = Em atraso, { $left }
clock-window-running = O direito pode ser exercido, { $left }
clock-window-over = Direito caducado, { $left }
clock-gate-running = Abre, { $left }
clock-gate-over = Aberto, { $left }
clock-hold-running = Guardar, { $left }
clock-hold-over = Guarda terminada, { $left }
clock-ceiling-running = No máximo, { $left }
clock-ceiling-over = Limite atingido, { $left }

effect-breach = A obrigação é incumprida.
effect-ceases = O que foi guardado pode ser libertado.
effect-enforcement_route_opens = Pode ser pedida a execução.
effect-exempt = A parte fica livre da obrigação.
effect-gate_opens = O que era proibido passa a ser permitido e devido.
effect-late_with_reasons = O ato continua a ser devido, com a fundamentação do atraso.
effect-minimum_hold_ends = O tempo mínimo de guarda terminou; decide uma pessoa.
effect-none = Nada por força da lei.
effect-not_yet_allowed = É demasiado cedo.
effect-overdue_inform_issuer = A autoridade emissora é informada do atraso.
effect-preserve_until_decision = Os dados são guardados até à decisão.
effect-preserve_until_produced = Os dados são guardados até serem produzidos.
effect-report_due = É devido um relatório.
effect-right_lapses = O direito extingue-se.
effect-secrecy_ends = A pessoa em causa pode ser informada.
effect-still_suspended = A medida continua suspensa; nada termina automaticamente.
effect-withdraw_and_delete_or_restrict = A ordem é retirada e os dados são apagados ou a sua utilização restringida.

reason-fact_missing = Um facto de que o prazo depende não é conhecido aqui.
reason-holiday_calendar_not_loaded = O calendário de feriados necessário não está carregado.
reason-instrument_not_in_force = O instrumento não está em vigor nessa data.
reason-national_law_not_loaded = O prazo segue uma lei nacional que não está carregada.
reason-national_law_of_issuing_authority_not_loaded = O prazo segue a lei do Estado da autoridade emissora, que não está carregada.
reason-no_fixed_period = O ato jurídico não indica nenhum número.
reason-reservation_excludes = Uma reserva afasta a regra.
reason-state_not_bound = O Estado não está vinculado.
reason-time_zone_not_known = O fuso horário da parte que atua não é conhecido.
reason-trigger_not_occurred = O que faz começar o prazo ainda não aconteceu.

needs-fact = É necessário o facto { $fact }.
needs-state = Diz respeito ao Estado { $state }.
needs-year = Diz respeito ao ano { $year }.
needs-from = Há uma resposta a partir de { $date }.

counting-agreed = conforme acordado
counting-elapsed-hours = horas a contar do instante, sem acréscimos
counting-fixed-date = fim de uma data do ano
counting-national-addressee = segundo a lei do Estado do destinatário
counting-national-issuing = segundo a lei do Estado da autoridade emissora
counting-none = a lei não indica nenhum número
counting-plain-days = dias de calendário, sem transferência do termo
counting-plain-months = meses de calendário, sem transferência do termo
counting-plain-weeks = semanas de calendário, sem transferência do termo
counting-r1182-days = dias nos termos do Regulamento 1182/71
counting-r1182-hours = horas nos termos do Regulamento 1182/71
counting-r1182-months = meses nos termos do Regulamento 1182/71
counting-r1182-weeks = semanas nos termos do Regulamento 1182/71
counting-r1182-working-days = dias úteis nos termos do Regulamento 1182/71

mark-verified = redação verificada
mark-memory = redação ainda não verificada

# Forms.
leaves-heading = O que sai deste nó
leaves-nothing = Nada sai deste nó quando envia este formulário.
defects-heading = { $n ->
    [one] Há { $n } erro
   *[other] Há { $n } erros
  }
form-refused = Isto não pôde ser feito
choose-none = Sem resposta
wrong-lead = Ainda nada foi gravado. O que escreveu está abaixo; corrija estas respostas e grave novamente.
wrong-choose = dois agentes responderam a isto; diga qual das respostas vale
wrong-needed = é necessária uma resposta
wrong-unfit = isto não se coaduna com o que está escolhido; retire um dos dois
wrong-country = «{ $text }» não é um código de Estado; escreva, por exemplo, FR
wrong-date = «{ $text }» não é uma data; escreva, por exemplo, 2027-03-08
wrong-instant = «{ $text }» não é um instante; escreva, por exemplo, 2027-03-08T10:00:00+01:00, com a diferença horária
wrong-invisible = contém um carácter de controlo; escreva-o novamente como texto simples
wrong-money = «{ $text }» não é um montante; escreva, por exemplo, 120.50 EUR
wrong-number = «{ $text }» não é um número inteiro de 1 a { $n }
wrong-period = «{ $text }» não é um período; escreva, por exemplo, P3Y para três anos ou P4M para quatro meses
wrong-selector = «{ $text }» não é um identificador de tipo conhecido; escreva, por exemplo, { $example }
wrong-too-long = tem mais de { $n } caracteres; ponha o resto num anexo
wrong-too-many = { $n ->
    [one] basta { $n } resposta
   *[other] no máximo { $n } respostas; ponha a lista num anexo
  }
wrong-code = «{ $text }» não é uma das respostas
wrong-yes-no = «{ $text }» não é sim nem não
