# The desk.

desk-title = Mesa de trabalho
desk-lead = { $n ->
    [0] Não há nada na sua mesa de trabalho.
    [one] { $n } assunto, com o seu próximo instante legal.
   *[other] { $n } assuntos, primeiro o do próximo instante legal.
  }
desk-caption = { $n ->
    [one] { $n } assunto na sua mesa de trabalho
   *[other] { $n } assuntos na sua mesa de trabalho
  }
desk-empty = Quando se espera algo da sua função, aparece aqui.
desk-clock = Tempo
desk-reference = Referência
desk-kind = Tipo
desk-counterparty = Outro lado
desk-state = Estado
desk-next = Próximo passo
desk-no-clock = não corre nenhum prazo
desk-new-case = Abrir um processo
desk-ending = Peças cujo tempo termina
desk-ending-lead = Não podem ser guardadas por mais tempo, salvo se vigorar uma retenção ou se um agente fixar um termo posterior com a respetiva razão. Nada é destruído automaticamente: decidem dois agentes.
desk-ending-caption = { $n ->
    [one] { $n } peça cujo tempo termina
   *[other] { $n } peças cujo tempo termina
  }

step-complete-draft = Completar o rascunho
step-issue = Ler as duas cópias e decidir
step-wait-for-issuer = Decide um agente competente
step-wait-for-receipts = Aguardar os recibos
step-wait-for-production = Aguardar os dados
step-wait-for-answer = Aguardar a resposta
step-wait-for-gate = Aguardar: os dados ainda não podem sair
step-ingest = Receber os dados
step-answer = Responder com uma carta
step-hand-over = Entregar
step-decide-ground = Decidir se é invocado um motivo
step-export = Exportar o processo
step-nothing = Nada
step-look = Atenção: isto precisa de uma pessoa
step-tell = Informar a pessoa
step-review-delay = Decidir sobre um adiamento do aviso

desk-unopened-since = por abrir desde
desk-unopened = { $n ->
    [one] { $n } carta não foi aberta a tempo
   *[other] { $n } cartas não foram abertas a tempo
  }
desk-agreements = Acordos que esperam por si

# Letters that have not arrived.

desk-waiting = { $n ->
    [one] { $n } carta não chegou
   *[other] { $n } cartas não chegaram
  }
desk-late = { $n ->
    [one] { $n } está atrasada
   *[other] { $n } estão atrasadas
  }
desk-given-up = { $n ->
    [one] { $n } carta foi abandonada e espera por si
   *[other] { $n } cartas foram abandonadas e esperam por si
  }
desk-given-up-see = Ver quais e o que fazer
waiting-take-back = Retirar a carta
waiting-take-back-why = Por que é retirada
waiting-take-back-help = Nada pode ser retirado quando o serviço destinatário já a tem. A quem ainda a possa receber pede-se que não a leia.
waiting-take-back-choose = Escolha um motivo
waiting-take-back-leaves = Se a carta, ou outras sobre o mesmo assunto, já puderam sair: o aviso ao nó do destinatário de que é retirada, e porquê. Nada do que ela diz.
waiting-why-agreement = Um acordo proíbe que siga.
waiting-why-mistake = Diz ou leva o que não deve.
waiting-why-moot = Já ninguém precisa dela.
waiting-why-recipient = Era para outra pessoa.
given-up-heading = Cartas abandonadas
given-up-help = São nomeadas aqui durante 30 dias. O registo guarda-as para sempre.
given-up-arrived = chegou apesar de tudo
given-up-do-arrived = O destinatário declarou que tem esta carta. Veja as declarações na sua página e escreva outra carta onde houver algo a corrigir.
given-up-asked = retirada
given-up-do-asked = Pediu-se ao destinatário que não a lesse, e ainda não respondeu.
given-up-expired = prazo passado
given-up-do-expired = Ninguém a aceitou a tempo e já não vale. Pergunte por telefone ao destinatário se o seu nó funciona e escreva a carta de novo se ainda for precisa.
given-up-left = não lida
given-up-do-left = O destinatário declara que não a leu e destruiu o que já tinha recebido.
given-up-unsent = retirada
given-up-do-unsent = Nunca saiu deste nó.
waiting-title = Cartas que não chegaram
waiting-lead = { $n ->
    [0] Todas as cartas sobre os seus assuntos chegaram.
    [one] { $n } carta. O nó continua a tentar até que o seu destinatário tenha assinado a receção.
   *[other] { $n } cartas. O nó continua a tentar até que cada destinatário tenha assinado.
  }
waiting-empty = Nada aguarda.
waiting-to = para
waiting-only = Apenas as que aguardam devido a
waiting-all = Mostrar todas
waiting-kind-agreement-consent = Consentimento para transmitir algo a terceiros
waiting-kind-agreement-end = Fim de um acordo
waiting-kind-agreement-proposal = Acordo para assinar
waiting-kind-agreement-reinstatement = Fim de uma suspensão
waiting-kind-agreement-signature = Assinatura de um acordo
waiting-kind-agreement-suspension = Suspensão de um acordo
waiting-kind-handover-offer = Dados entregues
waiting-kind-measure-answer = Resposta
waiting-kind-measure-issue = Ordem
waiting-kind-measure-letter = Carta
waiting-kind-measure-withdraw = Retirada
waiting-kind-recall-ask = Recolha
waiting-kind-recall-confirmed = Confirmação de uma recolha
waiting-kind-recall-refused = Recusa de uma recolha
waiting-about = Assunto
waiting-node = Nó
waiting-lane = Urgência
waiting-lane-emergency = Emergência
waiting-lane-urgent = Urgente
waiting-lane-ordinary = Ordinária
waiting-lane-bulk = Sem urgência
waiting-since = Aguarda desde
waiting-deliver-by = Tem de chegar até
waiting-in-time = em tempo
waiting-at-risk = em risco
waiting-missed = ultrapassado
waiting-spent = já decorreu { $n } % do seu tempo
waiting-why = O que a retém
waiting-untried = Nada: sai agora.
waiting-failed-no-connection = Ninguém responde nos endereços do destinatário.
waiting-failed-no-endpoint = O diretório não indica nenhum endereço para o destinatário.
waiting-failed-kept-for-reader = O nó do destinatário vem buscar as suas cartas: esta está pronta para ele.
waiting-failed-lies-at-relay = A carta está num retransmissor até que o nó do destinatário a vá lá buscar.
waiting-failed-no-relay = O nó do destinatário e o nosso só vão buscar, e aquele não indica nenhum retransmissor. Leve um pacote, ou peça ao destinatário que indique um retransmissor.
waiting-failed-relay-no-evidence = O nó do destinatário e o nosso só vão buscar, e nenhum retransmissor guarda provas. Leve um pacote.
waiting-failed-relay-closed = Todos os retransmissores do destinatário desistiram desta carta ou recusaram-na.
waiting-failed-relay-unreachable = Nenhum retransmissor do destinatário responde.
waiting-failed-relay-refused = Um retransmissor do destinatário não guarda esta carta.
waiting-failed-relay-too-early = O relógio de um retransmissor do destinatário está atrasado em relação ao nosso.
waiting-failed-fetches = O nó do destinatário vem buscar as suas cartas, e ninguém se liga a ele.
waiting-failed-broken-connection = A ligação interrompeu-se antes de chegar a resposta.
waiting-failed-timed-out = O destinatário não respondeu a tempo.
waiting-failed-busy = O destinatário não recebe cartas de momento.
waiting-failed-slow-down = O destinatário pede-nos que enviemos mais devagar.
waiting-failed-quota = O destinatário já guarda tanto de nós quanto aceita.
waiting-failed-too-early = O relógio do destinatário está atrasado em relação ao nosso.
waiting-failed-roster-behind = O destinatário ainda não conhece a nossa entrada no diretório.
waiting-failed-not-a-peer = O destinatário não conhece este nó. O operador tem de verificar.
waiting-failed-wrong-network = O destinatário pertence a outra rede. O operador tem de verificar.
waiting-failed-malformed = O destinatário não consegue ler o que enviamos. O operador tem de verificar.
waiting-failed-ours = Este nó não conseguiu enviá-la. O operador tem de verificar.
waiting-failed-version = O destinatário declara que não fala a nossa versão do protocolo de intercâmbio. O operador tem de verificar.
waiting-failed-other = A resposta do destinatário não conta.
waiting-held-no-quorum = Respondem poucas testemunhas: nada é entregue até que respondam.
waiting-held-agreement-differs = O documento do acordo que esta carta refere é aqui outro. As partes têm de verificar.
waiting-held-agreement-missing = O seu membro exige um acordo que todas as partes tenham assinado, e não há nenhum que abranja esta carta.
waiting-held-agreement-not-covering = O acordo que esta carta refere não a abrange. A carta é retirada.
waiting-held-agreement-not-yet = O primeiro dia do acordo que esta carta refere ainda não chegou.
waiting-held-agreement-sunset = O acordo que esta carta refere terminou. Trinta dias depois do seu termo, a carta é retirada; com outra base, escreva uma nova.
waiting-held-agreement-suspended = Uma parte suspendeu o acordo. A carta segue automaticamente quando a suspensão tiver terminado.
waiting-held-onward-consent-missing = Quem nos forneceu isto não consentiu que seja transmitido a este membro.
waiting-held-version-ours = O destinatário já não fala a versão do protocolo de intercâmbio que este nó fala. Este nó tem de ser atualizado; o operador tem de verificar.
waiting-held-version-theirs = O destinatário não fala nenhuma versão do protocolo de intercâmbio que este nó fale. O nó dele tem de ser atualizado.
waiting-held-other = A lei não permite que os dados saiam agora.
waiting-at-relay = Está num retransmissor
waiting-at-relay-since = desde
waiting-silent = Sem resposta dali desde
waiting-attempts = Tentada
waiting-n-attempts = { $n ->
    [0] ainda não
    [one] { $n } vez
   *[other] { $n } vezes
  }
waiting-next = Próxima tentativa
waiting-now = agora
waiting-once-ended = logo que isso tenha terminado
waiting-try-now = Tentar agora

# Whether letters reach each member.
reach-title = Se as cartas chegam
reach-lead = Uma vez por dia, uma carta sem significado faz todo o caminho até cada membro e de volta: assinada, cifrada, aceite, aberta. Assim, uma falha é descoberta antes que atinja uma ordem.
reach-empty = O diretório não indica mais ninguém.
reach-member = Membro
reach-state = Estado
reach-asked = Tentado
reach-took = Demorou
reach-last = Completo pela última vez
reach-act = Ensaio
reach-never = nunca
reach-try = Tentar agora
reach-seconds = { $n } s
reach-accepted = Aceite após
reach-opened = Aberta após
reach-untried = ainda não tentado
reach-untried-means = A primeira tentativa é amanhã.
reach-under-way = em curso
reach-under-way-means = A resposta tem um quarto de hora.
reach-lost = não aceite
reach-lost-means = O outro lado não a aceitou. As cartas aguardam até que o faça.
reach-unopened = não aberta
reach-unopened-means = O outro lado aceitou-a e não a abre. Telefone ao seu operador.
reach-refused = recusada
reach-refused-means = O outro lado não a conseguiu ler. Telefone ao seu operador.
reach-whole = completo
reach-whole-means = Foi aceite e aberta.
reach-upgrade-they = Este membro tem de se atualizar: não fala nenhuma versão do protocolo de intercâmbio que nós falemos. As cartas aguardam até que o faça.
reach-upgrade-we = Temos de nos atualizar: este membro já não fala nenhuma versão do protocolo de intercâmbio que nós falemos. As cartas aguardam até que o façamos.
reach-fetches = Ninguém se liga a este nó: o que lhe é destinado espera aqui até que o venha buscar.
reach-compared = Última comparação
reach-compare = Comparar agora
reach-compare-open = em curso
reach-compare-failed = O último pedido não teve uma resposta correta.
reach-differs-arrived-after-all = { $n ->
    [one] O outro lado tem { $n } carta que tínhamos abandonado ou retirado. Avise o serviço que a escreveu.
   *[other] O outro lado tem { $n } cartas que tínhamos abandonado ou retirado. Avise os serviços que as escreveram.
  }
reach-differs-contradicts = { $n ->
    [one] O outro lado declarou, sobre { $n } carta nossa, duas coisas que não podem ser ambas verdadeiras. O operador tem de verificar.
   *[other] O outro lado declarou, sobre cada uma de { $n } cartas nossas, duas coisas que não podem ser ambas verdadeiras. O operador tem de verificar.
  }
reach-differs-denied-by-peer = { $n ->
    [one] { $n } carta consta da lista do que o outro lado nos enviou, e ele não a tem.
   *[other] { $n } cartas constam da lista do que o outro lado nos enviou, e ele não as tem.
  }
reach-differs-forgotten-by-peer = { $n ->
    [one] Temos { $n } carta, sob o selo do outro lado, que ele perdeu. Informe o seu operador.
   *[other] Temos { $n } cartas, sob o selo do outro lado, que ele perdeu. Informe o seu operador.
  }
reach-differs-lost-by-peer = { $n ->
    [one] O outro lado tinha perdido { $n } carta cuja receção tinha assinado; foi enviada de novo.
   *[other] O outro lado tinha perdido { $n } cartas cuja receção tinha assinado; foram enviadas de novo.
  }
reach-differs-lost-by-us = { $n ->
    [one] O outro lado tem { $n } carta sob o nosso selo que não está registada aqui. Os nossos registos são mais antigos do que os dele.
   *[other] O outro lado tem { $n } cartas sob o nosso selo que não estão registadas aqui. Os nossos registos são mais antigos do que os dele.
  }
reach-differs-not-ours = { $n ->
    [one] O outro lado mostra como nossa { $n } carta que não selámos. O operador tem de verificar.
   *[other] O outro lado mostra como nossas { $n } cartas que não selámos. O operador tem de verificar.
  }
reach-differs-rest = { $n ->
    [one] { $n } diferença mais antiga está resolvida e é aqui apenas contada.
   *[other] { $n } diferenças mais antigas estão resolvidas e são aqui apenas contadas.
  }
reach-differs-unshown = { $n ->
    [one] O outro lado enumera como nossa { $n } carta que não está registada aqui, e não a mostra. O operador tem de verificar.
   *[other] O outro lado enumera como nossas { $n } cartas que não estão registadas aqui, e não as mostra. O operador tem de verificar.
  }
