# What stands around every page, and the doors: sign-in, health.

language-name = português
product = comity

title = { $page } – { $member } – comity
title-faults = Erros: { $page } – { $member } – comity
title-exercise = EXERCÍCIO: { $page } – { $member } – comity
title-exercise-faults = EXERCÍCIO: Erros: { $page } – { $member } – comity

skip-link = Saltar para o conteúdo principal
exercise-banner = EXERCÍCIO – nada aqui é real
languages-label = Línguas
nav-label = Serviços
nav-desk = Mesa de trabalho
nav-agreements = Acordos
nav-cases = Processos
nav-law = Lei
nav-ledger = Livro de registos
nav-oversight = Supervisão
nav-statistics = Estatísticas
trail-label = Onde se encontra
signed-in-as = Sessão iniciada como
sign-out = Terminar sessão
done-title = Concluído
handling = Exclusivamente para uso oficial · finalidade: { $purpose } · { $reference }

footer-node = Nó { $node } · comity { $version }
footer-ledger = Livro de registos: { $size ->
    [one] { $size } folha
   *[other] { $size } folhas
  }, raiz { $root }…, coassinado por { $cosigned } de { $witnesses } testemunhas, último ponto de verificação
footer-time = Página gerada em { $now }. Nada nela se move automaticamente; carregue-a novamente para ver o que há de novo.

# What happened to the log of this node, on every page while it only reads.
gap-title = Perdeu-se algo que foi registado aqui
gap-body = Foi reposta uma cópia mais antiga da base de dados. { $n ->
    [one] A entrada { $from } do livro está novamente presente, mas o que diz não está.
   *[other] { $n } entradas do livro, a partir da { $from }, estão novamente presentes, mas o que dizem não está.
  } Os processos e ordens anteriores podem ser lidos; nada é registado neles até que um agente que gere este nó proponha, e outro concorde, que o trabalho prossiga. O que for aberto agora não é afetado.
no-quorum-title = Nada é divulgado: respondem poucas testemunhas
no-quorum-body = As testemunhas do livro deste nó não assinaram todas o seu estado mais recente dentro do tempo de tolerância. Nada é entregue e nenhum pacote sai até que o tenham feito. Tudo o resto prossegue: ordens, conservação, cartas, recusas.
no-quorum-since = Desde
no-room-title = O disco deste nó está quase cheio
no-room-body = O espaço que resta está reservado para o que tem de ser concluído: respostas a ordens, recusas, recibos, destruições e tudo o que é emergência. Novas ordens ordinárias, provas e pacotes são recusados até que quem gere o nó tenha libertado espaço; nada do que foi registado se perde.
stopped-title = Este nó só permite leitura: o seu livro não assina nada
stopped-rolled-back = A base de dados contém menos do que este nó assinou: foi reposta uma cópia mais antiga. Nada pode ser feito aqui até que a cópia mais recente esteja de volta, ou até que um agente que gere este nó proponha, e outro concorde, que o livro seja abandonado e a sua reserva prossiga.
stopped-log-unknown = O livro seguinte deste nó foi iniciado, e a base de dados nada sabe dele: foi reposta uma cópia mais antiga. Nada pode ser feito aqui até que a cópia mais recente esteja de volta, ou até que dois agentes tenham abandonado o livro.
stopped-forked = O livro contém algo diferente do que este nó assinou. Nada pode ser feito aqui. Deixe a máquina como está, porque é prova, e informe o operador. Dois agentes podem abandonar o livro.
stopped-damaged = O livro está em contradição consigo próprio. Nada pode ser feito aqui até que o operador tenha reposto uma cópia íntegra.
stopped-keys-revoked = O diretório dos membros revoga as chaves deste livro e não indica nenhumas que lhes sucedam. Nada pode ser feito aqui até que o operador tenha criado as chaves seguintes e o diretório as indique.
stopped-superseded = Outro programa em execução escreve neste livro. Nada pode ser feito aqui; o operador tem de encerrar um dos dois.
stopped-register-missing = Falta a memória de até onde este nó assinou. Nada pode ser feito aqui até que o operador a tenha reposto, ou até que um agente que gere este nó proponha, e outro concorde, que seja refeita.
stopped-register = Não foi possível escrever a memória de até onde este nó assinou. Nada pode ser feito aqui até que o operador tenha reparado o disco e reiniciado o nó.

# What was just done, shown once on top of the next page.
done-agreement-drafted = O rascunho está registado. Outro agente lê-o e assina-o.
done-agreement-signed = Assinado. Todas as outras partes recebem o documento com a sua assinatura.
done-agreement-suspended = Suspenso. O que a suspensão abrange aguarda a partir de agora; as outras partes são informadas.
done-agreement-reinstated = A nossa suspensão terminou. O que aguardava é enviado.
done-agreement-ended = Terminou.
done-agreement-reviewed = A revisão está registada.
done-agreement-consented = Consentimento dado. As partes são informadas.
done-recall-asked = Pedido feito. As cartas são enviadas agora.
done-recall-refused = A sua resposta é enviada agora.
done-derived = Registado como peça de prova. O original está como estava.
done-retention-set = O termo está fixado.
done-saved = Gravado.
done-trying = O nó tenta agora.
done-successor-proposed = Proposto. Nada acontece até que outra pessoa concorde.
done-log-keys-proposed = Proposto. Nada acontece até que outra pessoa concorde.
done-log-keys-turned = As chaves do livro deram o passo.
done-successor-decided = Foi decidido, e uma folha do livro di-lo.
done-successor-begun = O livro foi abandonado, e o seu sucessor começou.
done-dropped = O rascunho foi abandonado.
done-case-opened = O processo está aberto.
done-measure-opened = O rascunho está aberto. Preencha as secções por qualquer ordem.
done-kept = Ainda nada foi feito: o formulário chegou quando a sua sessão já tinha terminado. O que escreveu está abaixo; envie-o novamente.
done-issued = Emitida. Cada destinatário recebe exatamente a cópia que foi mostrada.
done-notice-given = Registado: a pessoa foi informada.
done-notice-asked = Pedido feito. O aviso é devido até que outra pessoa concorde com o adiamento.
done-notice-reviewed = A decisão sobre o adiamento está registada.
done-notice-due = O adiamento terminou: o aviso é devido.
done-cleared = Enviado: não é invocado nenhum motivo.
done-objected = Enviado: é invocado um motivo.
done-said = A carta está assinada e a caminho.
done-refused = Enviado: recusa.
done-acknowledged = Enviado: receção confirmada.
done-completed = A medida está concluída.
done-taken-back = A carta está retirada.
done-withdrawn = Enviado: a medida é retirada.
done-validated = Validado tal como está.
done-countersigned = Assinado tal como está.
done-act-taken = Produz efeitos.
done-act-declined = Não produz efeitos.
done-evidence = O ficheiro foi recebido e os seus resumos criptográficos estão registados.
done-handed-over = Entregue. Segue-se o recibo do outro lado.
done-hold-placed = A retenção está imposta. Termina automaticamente quando o seu último dia tiver passado.
done-hold-lifted = A retenção terminou.
done-erasure-proposed = Proposto. Nada é destruído até que outro agente concorde.
done-erasure-approved = Ordenado. O nó está agora a destruir o conteúdo.
done-erasure-rejected = Sem concordância. Nada foi destruído.
done-occurrence-noted = Está anotado, e o indicador inclui-o na contagem.
done-occurrence-struck = Está riscado: o indicador deixa de o contar.
done-export = O pacote está a ser selado.

sign-in-title = Iniciar sessão
sign-in-ready = A sua ligação de uso único para { $member } vale para um início de sessão. É consumida quando premir o botão, não antes.
sign-in-token = Código de uso único
sign-in-token-hint = A última parte da ligação que lhe foi dada.
sign-in-button = Iniciar sessão
sign-in-help = As ligações são fornecidas por quem gere este nó. Uma ligação funciona uma só vez, no prazo de um dia.
sign-in-bad-link = Esta ligação já não funciona
    .body = Foi utilizada, ou não é deste nó. Peça uma nova.
sign-in-link-expired = Esta ligação é demasiado antiga
    .body = Uma ligação é válida por pouco tempo depois de criada, no máximo um dia. Peça uma nova.
sign-in-signed-out = A sua sessão foi terminada
    .body = Ninguém pode prosseguir com a sua sessão.
sign-in-session-over = A sua sessão expirou
    .body = Nada foi alterado. Inicie sessão novamente e voltará ao ponto onde estava.
sign-in-form-kept = A sua sessão expirou; o que escreveu está guardado
    .body = Nada foi alterado. Inicie sessão novamente no prazo de uma hora e voltará ao formulário com o que escreveu. Fica guardado só para si, neste nó, e não nesta página.

health-title = Estado deste nó
health-state = Estado
health-ready = Aceita trabalho
health-not-ready = Não aceita trabalho
health-network-time = Hora da rede
health-waits = Aguarda
health-waits-register = o registo da cabeça do livro
health-waits-roster = o diretório dos membros
health-waits-store = a sua base de dados
health-waits-ledger = o seu livro de registos
