# A measure at its issuer: the start, the draft, the check, what came of it.

measure-title = Medida
measure-state = Estado
measure-issued-at = Emitida
measure-from = Emitida por
measure-addressee = Destinatário
measure-enforcing = Autoridade de execução
measure-nobody-notified = Ninguém é notificado
measure-data = Dados pedidos
measure-track = Tramitação
measure-law = Lei
measure-clocks = Prazos
measure-copies = Cópias que saíram
measure-acts = O que outros fizeram
measure-exhibits = Peças recebidas
measure-whole-form = O formulário completo
kind-unknown = A lei carregada aqui não conhece este tipo de medida.
not-yet = ainda não

check-emergency = A ordem sai sem validação
check-emergency-hint = Apenas quando, por lei, quem emite precisa de validação. As três condições têm de se verificar, e a validação tem de se seguir dentro do prazo.
emergency-established = A emergência está validamente comprovada
emergency-validation-unobtainable = Não é possível obter a validação em tempo útil
emergency-domestic-without-validation = Uma ordem semelhante poderia ser emitida sem validação num processo nacional
new-measure-title = Redigir uma medida
new-measure-other-law = Outra lei
new-measure-not-in-force = não está em vigor
new-measure-kind = Que medida
new-measure-kind-hint = O formulário que se segue é o da lei.
new-measure-to = Quem tem de a cumprir
new-measure-to-hint = O estabelecimento designado ou o representante legal do prestador, ou a autoridade do outro Estado, consoante a medida.
new-measure-data = Que dados
new-measure-data-hint = Não peça mais do que o processo exige. A categoria mais intrusiva determina quem pode emitir.
new-measure-enforcing = Quem é notificado
new-measure-enforcing-hint = A autoridade de execução no Estado do destinatário, quando a lei prevê a notificação.
new-measure-nobody = Ninguém
new-measure-track = Com que rapidez
new-measure-track-hint = Uma emergência é uma ameaça iminente na aceção da lei, e nada mais.
new-measure-only-for = Apenas para: { $kinds }.
new-measure-button = Abrir o rascunho
choose-one = Escolher

data-subscriber = Dados de assinante
    .help = Quem é o utilizador, e o contrato.
data-identification_only = Dados apenas para identificar o utilizador
    .help = Endereços e horas pedidos apenas para saber quem é o utilizador.
data-traffic = Dados de tráfego
    .help = Quem comunicou com quem, quando e de onde.
data-content = Dados de conteúdo
    .help = O que foi escrito, dito ou armazenado.
track-ordinary = Ordinária
    .help = Os prazos da lei tal como são.
track-urgent = Urgente
    .help = Mais rápida a pedido; nenhum prazo da lei se altera.
track-emergency = Emergência
    .help = Uma ameaça iminente à vida, à integridade ou à segurança, ou a uma infraestrutura crítica.

draft-title = Rascunho
draft-sections = Secções do formulário
draft-save = Gravar
draft-complete = Completo
draft-complete-hint = O formulário não tem erros. Um agente competente lê as duas cópias e decide.
draft-incomplete = Incompleto
draft-missing = { $n ->
    [0] Nada falta, mas algo está errado.
    [one] Falta ainda { $n } resposta.
   *[other] Faltam ainda { $n } respostas.
  }
draft-check = Verificar o que cada destinatário receberá
draft-check-anyway = Ver o que cada destinatário receberia
two-people = Se alterar este rascunho, não o poderá emitir
    .body = Por regra desta casa, o texto em que escreveu tem de ser emitido por outra pessoa. A lei não exige duas pessoas; pode pedir a um colega que faça a alteração.
two-people-wrote = Escreveu neste rascunho; por isso, não o pode emitir
    .body = Por regra desta casa, tem de ser emitido por outra pessoa. A lei não exige duas pessoas.
drop-heading = Abandonar este rascunho
drop-lead = Nada dele saiu deste nó. Permanece no registo e já não pode ser alterado nem emitido.
drop-button = Abandonar o rascunho
differ-lead = Ainda nada foi gravado. Abaixo estão apenas as respostas que diferem, cada uma com o outro texto. Quando gravar, só se altera o que alterou aqui.
differ-leave = Sair sem gravar e ler o rascunho como está agora
differ-before = Antes, dizia:
differ-stored = Entretanto, outra pessoa escreveu:
differ-mine = Alterou isto. Diz agora:
differ-others = Outra pessoa alterou isto; o que escreveu está no campo. Antes, dizia:
differ-which = Que resposta vale para «{ $field }»?
differ-keep-mine = A minha, tal como está no campo
differ-keep-theirs = A que outra pessoa escreveu
draft-read-only = Pode ler este rascunho. A sua função não o altera.

task-completed = Concluída
task-missing = Falta informação
task-problem = Há um problema
task-untouched = Ainda não vista
task-optional = Nada obrigatório

need-required = obrigatório
need-pointless = não pedido nesta medida
need-if-answered = obrigatório se «{ $field }» tiver resposta
need-if-says = obrigatório se «{ $field }» for «{ $answer }»
field-example = Por exemplo: { $example }
field-nth = { $field }, resposta { $n }

audience-both = Na cópia do destinatário e na cópia da autoridade de execução.
audience-addressee = Apenas na cópia do destinatário.
audience-enforcing = Só a autoridade de execução vê isto. Não consta da cópia do destinatário.
audience-nobody = Em nenhuma cópia. Fica nos seus autos.

section-not-in-copy = Não consta desta cópia.
section-change = Alterar
field-reads = Lê-se:
section-no-answers = Sem respostas.
written-in = escrito em { $language }
yes = sim
no = não
period-years = { $n ->
    [one] { $n } ano
   *[other] { $n } anos
  }
period-months = { $n ->
    [one] { $n } mês
   *[other] { $n } meses
  }
period-days = { $n ->
    [one] { $n } dia
   *[other] { $n } dias
  }
selector-acct = conta
selector-email = correio eletrónico
selector-imei = IMEI
selector-ip = endereço IP
selector-mac = endereço MAC
selector-phone = telefone

check-title = Verificar e emitir
check-lead = Cada destinatário recebe exatamente a cópia aqui mostrada, e nada mais. Leia ambas antes de decidir.
check-changed = Nada foi alterado e nada saiu. As cópias abaixo são as que agora seriam feitas; leia-as novamente. A fundamentação que escreveu ainda está presente; o que declara tem de ser declarado de novo.
check-missing = Nada foi alterado e nada saiu. O que respondeu ainda está presente.
check-no-copies = Ainda não é possível fazer cópias. O rascunho tem de indicar os seus destinatários e não ter erros.
check-issue-heading = Emitir
check-issue-lead = Ao emitir, estas cópias são enviadas palavra por palavra. O texto não pode ser alterado depois; uma medida só pode ser retirada.
check-issue-button = Emitir estas cópias
check-stated = Verifiquei isto
check-not-yours = A sua função não emite
check-not-yours-body = Um agente competente do seu membro lê as duas cópias nesta página e decide.

copy-addressee = A cópia do destinatário
copy-enforcing = A cópia da autoridade de execução
copy-enforcement = A cópia da autoridade a que é pedida a execução
copy-to = Para
copy-digest = SHA-256
copy-bytes = Os bytes de que é feito o resumo criptográfico ({ $n ->
    [one] { $n } byte
   *[other] { $n } bytes
  })
copy-recipient = Cópia
copy-state = Envio
copy-sent = Enviada
copy-received = Recibo
copies-caption = { $n ->
    [one] { $n } cópia
   *[other] { $n } cópias
  }
copies-empty = Não saiu nenhuma cópia.

act-written = escrito
act-arrived = chegado
act-waiting = aguarda um agente
act-taken = produz efeitos
act-acknowledged = confirma a receção em
act-cleared = não invoca nenhum motivo
act-objected = invoca um motivo
act-offered-handover = oferece peças
act-refused = não cumpre
act-said = diz
act-withdrew = retira a medida

ladder-heading = O que o outro lado declarou sobre as nossas cartas
ladder-help = Cada linha é uma declaração que o outro lado assinou. Diz o que lá aconteceu, e nada mais.
ladder-letter = Carta { $n }
ladder-caption = { $n ->
    [one] { $n } declaração
   *[other] { $n } declarações
  }
ladder-none = Ainda nada foi declarado.
ladder-what = O que é declarado
ladder-when = Quando, pelo seu relógio
ladder-who = Por quem
ladder-kept = Como é guardado
ladder-level-signed = Assinado
ladder-level-logged = Assinado, e uma folha do nosso registo nomeia-o
ladder-level-witnessed = Assinado, no nosso registo e cossubscrito por testemunhas
ladder-accepted = O seu nó tem a carta. Isso não diz que alguém a tenha aberto.
ladder-consigned = O seu nó abriu e verificou a carta, que está no tabuleiro do serviço. Não diz que alguém a tenha lido.
ladder-asked = Pediu-se ao serviço que aceitasse a carta ou a declinasse.
ladder-taken = Um funcionário aceitou a carta.
ladder-handed-over = Um funcionário ou um programa recebeu lá o conteúdo. Se alguém o leu, ninguém o pode declarar.
ladder-opened-again = O conteúdo foi aberto outra vez.
ladder-declined = Um funcionário declinou aceitar a carta. Isso não é uma recusa do que ela pede.
ladder-lapsed = Ninguém aceitou nem declinou a carta no prazo para isso.
ladder-not-handed = O conteúdo nunca poderá ser lá recebido.
ladder-failed = A carta foi aceite e não pôde ser depositada no tabuleiro.
ladder-turned-away = O seu nó recusou a carta à porta.
ladder-given-up = Abandonámos a carta: foi retirada ou o seu prazo passou.
ladder-doubt-after-all = Tínhamos abandonado ou retirado a carta antes de isto chegar, por isso não conta.
ladder-doubt-against = Isto contradiz o que o mesmo lado tinha declarado antes e não conta.
