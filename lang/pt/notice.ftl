# The notice to the person whose data were produced.

notice-heading = Aviso à pessoa
notice-rule = Devido por lei
notice-delays = Adiamentos lícitos
notice-delays-lead = A pessoa é informada, salvo se, e enquanto, se verificar um destes motivos e dois agentes assim o declararem:
notice-delays-none = A lei não conhece nenhum motivo para tal.
notice-standing = Aviso
notice-standing-due = Devido
notice-standing-deferred = Adiado
notice-standing-given = Dado
notice-not-owed = Ainda nada foi produzido. Quando houver dados aqui, a pessoa tem de ser informada.
notice-since = Devido desde
notice-because-production = foram produzidos dados
notice-because-review = chegou o dia da reapreciação do seu adiamento
notice-because-ground-ceased = o motivo do seu adiamento já não se verifica
notice-asked-at = Foi pedido um adiamento
notice-asked = não adia nada até que outra pessoa concorde
notice-agreed-at = Concordância
notice-recorded-at = Registado

notice-give-heading = A pessoa foi informada
notice-give-lead = Registe-o quando estiver feito. O nó não envia nada à pessoa.
notice-told-on = Informada em
notice-means = Como
notice-means-electronic = Por via eletrónica
notice-means-in-person = Pessoalmente
notice-means-letter = Por carta
notice-means-other = De outro modo
notice-means-representative = Através de um advogado ou representante
notice-language = Língua
notice-language-hint = A língua em que a pessoa foi informada, como código.
notice-remedies = Vias de recurso de que a pessoa foi informada
notice-remedies-hint = Que tribunais ou autoridades, e até quando.
notice-proof = O que foi comunicado à pessoa
notice-proof-hint = O texto, palavra por palavra. Pode ficar vazio quando há um resumo criptográfico abaixo.
notice-sha256 = Resumo criptográfico da carta ou da sua prova de entrega
notice-sha256-hint = SHA-256, 64 caracteres; pode ficar vazio quando o texto está acima.
notice-give-button = Registar o aviso

notice-defer-heading = Pedir um adiamento
notice-defer-lead = Informar é a regra. Um adiamento precisa de um motivo, de fundamentação, de um dia em que seja reapreciado e de outro agente que concorde. Até lá, o aviso é devido.
notice-ground = Motivo
notice-justification = Em resumo
notice-justification-hint = Uma frase para quem fizer a reapreciação.
notice-reasons = Fundamentação
notice-reasons-hint = Fica nos autos e não se comunica a mais ninguém.
notice-review-on = Reapreciação em
notice-review-on-hint = Nesse dia, o aviso volta a ser devido. O mais tardar { $day }.
notice-defer-button = Pedir o adiamento

notice-review-heading = Um adiamento aguarda decisão
notice-review-lead = Verifica-se o motivo, e por tanto tempo?
notice-verdict = Decisão
notice-verdict-agreed = Verifica-se: o aviso aguarda
notice-verdict-declined = Não se verifica: o aviso continua a ser devido
notice-why = Razão
notice-why-hint = Necessário quando o motivo não se verifica.
notice-review-button = Decidir

notice-end-heading = O motivo já não se verifica
notice-end-lead = O aviso volta a ser devido de imediato.
notice-end-button = Terminar o adiamento

notice-mark-due = Aviso devido
notice-mark-deferred = Aviso adiado

notices-owed = { $n ->
    [one] { $n } pessoa tem de ser informada de que foram produzidos dados
   *[other] Em { $n } medidas, há pessoas que têm de ser informadas de que foram produzidos dados
  }
notices-owed-body = Cada uma está assinalada abaixo. Uma medida concluída deve o aviso do mesmo modo.
desk-duty-owed = devido desde
desk-notice-owed = aviso à pessoa devido desde
desk-notice-review = adiamento do aviso reapreciado em

standard-without-undue-delay = sem demora injustificada
