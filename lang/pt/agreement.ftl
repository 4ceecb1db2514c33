# Agreements: the list, one of them, and the forms.

agreements-title = Acordos
agreements-lead = { $n ->
    [0] Em que condições o seu membro partilha dados com outros. Ainda não há nenhum acordo.
    [one] Em que condições o seu membro partilha dados com outros: { $n } acordo.
   *[other] Em que condições o seu membro partilha dados com outros: { $n } acordos.
  }
agreements-required = O seu membro não envia nada sem um acordo
agreements-required-body = Quando nenhum acordo abrange uma carta, esta aguarda, independentemente do que a lei por si só permitiria. As respostas e as retiradas seguem sempre.
agreements-caption = { $n ->
    [one] { $n } acordo
   *[other] { $n } acordos
  }
agreements-empty = Não há nenhum acordo. Quando a lei dos dois Estados basta, as cartas seguem do mesmo modo.
agreements-draft = Redigir um acordo

agreement-title = Acordo
agreement-parties = Partes
agreement-phase = Estado
agreement-review = Próxima revisão
agreement-ends = Termina por si
agreement-ended-at = Terminado
agreement-waits = O que retém
agreement-none = nenhum
agreement-waits-none = nada
agreement-waits-out = { $n ->
    [one] { $n } carta nossa aguarda
   *[other] { $n } cartas nossas aguardam
  }
agreement-waits-out-body = Cada uma está assinada e não se perde para ninguém. As que dizem respeito aos seus assuntos constam da lista.
agreement-waits-came = { $n ->
    [one] { $n } carta por ler
   *[other] { $n } cartas por ler
  }
agreement-waits-came-body = O que chegou depois da suspensão é guardado tal como chegou, cifrado; ninguém o abre. É lido automaticamente logo que o acordo o deixe passar, e recusado do mesmo modo se isso nunca puder acontecer. Nenhum agente decide sobre isso.

agreement-phase-draft = Rascunho
agreement-phase-open = Faltam assinaturas
agreement-phase-waiting = Assinado, ainda não em vigor
agreement-phase-in-force = Em vigor
agreement-phase-suspended = Suspenso
agreement-phase-ended = Terminado
agreement-phase-sunset = Tempo terminado

agreement-means-draft = Mais ninguém sabe dele, e nenhuma carta se baseia nele.
agreement-means-open = Não vincula ninguém até que todas as partes tenham assinado. As cartas seguem ou aguardam como se não existisse.
agreement-means-waiting = Todas as partes assinaram. Nenhuma carta se baseia nele antes do seu primeiro dia.
agreement-means-in-force = As cartas que abrange referem-no e seguem. Cessa automaticamente no seu último dia.
agreement-means-suspended = O que a suspensão abrange aguarda dos dois lados, incluindo cartas que não referem este acordo. Nada se perde.
agreement-means-ended = Nenhuma nova carta se baseia nele. O que o referia aguarda trinta dias depois do seu termo e é então retirado; com outra base, escreve-se uma nova carta.
agreement-means-sunset = Nenhuma nova carta se baseia nele. O que o referia aguarda trinta dias depois do seu termo e é então retirado; com outra base, escreve-se uma nova carta.

agreement-duty-ends = termina em breve
agreement-duty-ends-body = Nada prossegue automaticamente. Redija um que lhe suceda e faça-o assinar a tempo.
agreement-duty-review = revisão em atraso
agreement-duty-review-body = Uma revisão em atraso não impede nada. Faça a revisão e registe o que concluiu.
agreement-duty-sign = aguarda a nossa assinatura
agreement-duty-sign-body = Leia o documento, compare o seu resumo criptográfico e assine-o pelo seu membro.
agreement-asks = Este acordo espera por si

agreement-basis = Base jurídica
agreement-purposes = Finalidades
agreement-data = Dados
agreement-directions = Quem fornece a quem
agreement-gives-to = fornece a
agreement-onward = Transmissão a terceiros
agreement-onward-never = A ninguém, com ou sem consentimento
agreement-onward-with_consent = Apenas com o consentimento de quem forneceu, para cada elemento e cada destinatário
agreement-retention = Por quanto tempo pode ser guardado
agreement-days = { $n ->
    [one] No máximo { $n } dia
   *[other] No máximo { $shown } dias
  }
agreement-evidence-stays-yes = As provas de um processo pendente podem ficar até que esse processo tenha terminado.
agreement-evidence-stays-no = Isso vale também para as provas de um processo pendente.
agreement-safeguards = Garantias
agreement-impact = Avaliação de impacto
agreement-impact-on = Revista pela última vez em
agreement-review-every = Revisão
agreement-months = { $n ->
    [one] Todos os meses
   *[other] De { $n } em { $n } meses
  }
agreement-valid-from = Em vigor a partir de
agreement-valid-until = Em vigor até
agreement-criteria = Razões para o suspender
agreement-preservation = Pedidos de conservação de dados
agreement-preservation-yes = Prosseguem enquanto estiver suspenso.
agreement-preservation-no = Também aguardam enquanto estiver suspenso.
agreement-digest = SHA-256 do documento

agreement-changed = Aconteceu algo a este acordo desde que abriu o formulário. Leia novamente a página; o que escreveu está abaixo.
agreement-page-title = Acordo:
agreement-terms = Condições
agreement-document = O documento exato
agreement-follow = Redigir um acordo que suceda a este
agreement-suspended = Suspenso
agreement-suspended-part = Em que medida
agreement-suspended-all = Na totalidade
agreement-suspended-purposes = Apenas para estas finalidades
agreement-suspended-data = Apenas para estes dados
agreement-today = O que significa hoje
agreement-party = Parte
agreement-gives = Os nossos dados para ela
agreement-gets = Os seus dados para nós
agreement-keeps = Pedidos de conservação de dados
agreement-passage-goes = segue
agreement-passage-held = aguarda
agreement-passage-partly = aguarda em parte
agreement-passage-not = não permitido
agreement-because-agreement-differs = O documento é diferente.
agreement-because-agreement-missing = Faltam assinaturas.
agreement-because-agreement-not-covering = Não abrange isto.
agreement-because-agreement-not-yet = O seu primeiro dia ainda não chegou.
agreement-because-agreement-sunset = Terminou.
agreement-because-agreement-suspended = Uma parte suspendeu-o.
agreement-because-onward-consent-missing = Falta um consentimento.
agreement-always = As respostas a ordens, as retiradas, as recolhas e as cartas sobre acordos seguem sempre.
agreement-withdrawn = { $n ->
    [one] { $n } carta foi retirada por causa disso.
   *[other] { $n } cartas foram retiradas por causa disso.
  }
agreement-undelivered = ainda não sabe disto:
agreement-undelivered-since = assinado em
agreement-signatures = Assinaturas
agreement-not-signed = não assinado
agreement-signed-at = Assinado
agreement-signed-unit = Unidade
agreement-signed-key = Chave
agreement-consents = O que pode ser transmitido
agreement-item = Elemento
agreement-giver = Consentimento de
agreement-goes-to = Pode ser transmitido a

agreement-acts = O que pode fazer
agreement-to-sign = Ler o documento e assinar
agreement-act-sign = Assinar pelo meu membro
agreement-act-suspend = Suspender
agreement-act-reinstate = Terminar a nossa suspensão
agreement-act-review = Registar uma revisão
agreement-act-end = Terminar o acordo
agreement-act-drop = Retirar o rascunho
agreement-lead-suspend = Vale de imediato: aqui por este ato e junto das outras partes pela nossa carta. Só o seu membro lhe põe novamente termo.
agreement-lead-reinstate = O que aguarda é enviado automaticamente, e o que está por ler é lido.
agreement-lead-review = A próxima revisão é devida tantos meses depois desta quantos o documento indica.
agreement-lead-end = Termina para todas as partes e não pode ser recuperado. O que o referia aguarda trinta dias e é então retirado.
agreement-lead-drop = Mais ninguém sabe deste rascunho, e ninguém é informado.
agreement-letter-suspend = que está suspenso, desde quando, por que razão e em que medida
agreement-letter-reinstate = que a nossa suspensão terminou, e porquê
agreement-letter-end = que terminou, e porquê
agreement-letter-sign = o documento com a nossa assinatura
agreement-letter-consent = que elemento pode ser transmitido, e a quem
agreement-criterion = Razão
agreement-criterion-n = { $n }. { $text }
agreement-suspend-criterion = Razão constante do documento
agreement-suspend-purposes = Apenas para algumas finalidades
agreement-suspend-data = Apenas para alguns dados
agreement-suspend-part-hint = Não assinale nada para suspender todos.
agreement-suspend-why = O que aconteceu
agreement-suspend-why-hint = Todas as partes leem isto. Não nomeie nenhuma pessoa nem nada de um processo.
agreement-reinstate-why = Porque pode prosseguir
agreement-reinstate-why-hint = Todas as partes leem isto. Não nomeie nenhuma pessoa nem nada de um processo.
agreement-review-found = O que se concluiu
agreement-review-found-hint = Se as condições são cumpridas, o que deve ser alterado e onde se encontra o relatório. Fica no seu membro.
agreement-end-why = Porque termina
agreement-end-why-hint = Todas as partes leem isto. Não nomeie nenhuma pessoa nem nada de um processo.
agreement-consent = Permitir que um elemento seja transmitido a outrem
agreement-consent-body = Quem recebeu de si um elemento só o transmite com o seu consentimento. Dê-o a partir da página dessa peça.

agreement-sign-title = Assinar:
agreement-sign-lead = É a isto que o seu membro se vincula. Leia tudo. O que é assinado é o documento abaixo, byte a byte.
agreement-sign-document = O documento
agreement-sign-compare = Compare o resumo criptográfico com as outras partes por outra via, por telefone ou em papel, antes de assinar.
agreement-sign-outdated = O formulário mostrava um documento diferente do que está aqui. Nada foi assinado. Leia este.
agreement-sign-not = Não o pode assinar agora
agreement-sign-not-body = O seu membro já assinou, ou o acordo terminou, ou a assinatura cabe a outra função.
agreement-sign-unit = É assinado com a chave da sua unidade, { $unit }.

agreement-consent-title = Permitir a transmissão:
agreement-consent-lead = Consente que um membro transmita este elemento a um outro. Isso não pode ser retirado: o que foi transmitido já saiu.
agreement-consent-nothing = Nenhum acordo exige o seu consentimento para este elemento: ninguém o recebeu de si ao abrigo de um acordo que permita transmitir.
agreement-consent-agreement = Ao abrigo de que acordo
agreement-consent-under = Ao abrigo de «{ $title }»
agreement-consent-held-by = Recebeu-o de si: { $members }
agreement-consent-to = A quem pode ser transmitido
agreement-consent-to-hint = A este membro e a nenhum outro.
agreement-consent-parties = Todas as outras partes do acordo
agreement-consent-button = Consentir
agreement-consent-link = Permitir que quem o recebeu de nós o transmita

agreement-draft-heading = Redigir um acordo
agreement-draft-lead = Mais ninguém tem conhecimento de um rascunho. Outro agente do seu membro lê-o e assina-o; depois, todas as partes o recebem, e vincula logo que todas tenham assinado. Um rascunho não é alterado: retire-o e redija-o de novo.
agreement-draft-button = Registar o rascunho
agreement-draft-title = Nome
agreement-draft-title-hint = Como se lhe chama, numa linha.
agreement-draft-basis = Base jurídica
agreement-draft-basis-hint = A disposição em que se baseia.
agreement-draft-parties = Outras partes
agreement-draft-parties-hint = O seu próprio membro é sempre parte.
agreement-draft-purposes = Finalidades
agreement-draft-purposes-hint = Os dados podem ser utilizados para estas e para nada mais.
agreement-draft-data = Dados
agreement-draft-ways = Quem fornece a quem
agreement-draft-directions = As vias, se forem enumeradas
agreement-draft-directions-hint = Uma linha para cada, primeiro quem fornece: fr-tj > ie-ca
agreement-draft-onward = Transmissão a terceiros
agreement-draft-retention-days = Dias durante os quais pode ser guardado
agreement-draft-retention-days-hint = De 1 a { $n }.
agreement-draft-evidence-stays = As provas de um processo pendente podem ficar até que esse processo tenha terminado?
agreement-draft-safeguards = Garantias
agreement-draft-safeguards-hint = Uma linha para cada, no máximo { $n }.
agreement-draft-impact-reference = Onde se encontra a avaliação de impacto
agreement-draft-impact-reference-hint = Sem ela não há acordo.
agreement-draft-impact-on = Dia em que foi revista pela última vez
agreement-draft-review-every-months = Meses entre duas revisões
agreement-draft-review-every-months-hint = De 1 a { $n }.
agreement-draft-valid-from = Primeiro dia
agreement-draft-last-day = Último dia
agreement-draft-last-day-hint = No máximo { $n } dias depois do primeiro. Quando tiver passado, o acordo termina automaticamente.
agreement-draft-criteria = Razões pelas quais uma parte o pode suspender
agreement-draft-criteria-hint = Uma linha para cada, no máximo { $n }. Uma suspensão indica uma delas.
agreement-draft-preservation = Os pedidos de conservação de dados prosseguem enquanto estiver suspenso?
agreement-member = { $id } · { $name }
agreement-ways-both = Cada parte a cada uma das outras
agreement-ways-give = Apenas nós às outras
agreement-ways-get = Apenas as outras a nós
agreement-ways-listed = Conforme enumerado abaixo

held-heading = { $n ->
    [one] { $n } carta sobre isto aguarda devido a um acordo
   *[other] { $n } cartas sobre isto aguardam devido a acordos
  }
held-all = Todas as cartas que não chegaram
held-since = desde
held-ends-at = Termina automaticamente em { $at }.
held-ends-consent = Precisa do consentimento de { $members }.
held-ends-never = Ninguém pode levantar isto. Com outra base, escreva uma nova carta.
held-ends-only = Só { $members } pode pôr termo a isto.

# What happened to one.
event-agreement-drafted = Foi redigido
event-agreement-received = Veio de outra parte
event-agreement-signed = Uma parte assinou
event-agreement-suspended = Uma parte suspendeu-o
event-agreement-reinstated = Uma suspensão terminou
event-agreement-ended = Uma parte pôs-lhe termo
event-agreement-consented = Uma parte consentiu que um elemento fosse transmitido
event-agreement-reviewed = Foi novamente revisto
event-agreement-expired = O seu tempo terminou
