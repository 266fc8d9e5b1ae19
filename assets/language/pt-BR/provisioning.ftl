# The provisioning page: the start form, the session with its actions and dialogs, and adding a camera to the allowlist.

# “Onboarding network”: the one that the Pi opens for new cameras. “Target network”: the site's own, which the cameras join.

## The start form

start-title = Iniciar uma sessão
# $network: the name of the onboarding network.
start-explanation-network = As câmeras que aparecem em { $network } recebem estas credenciais da rede do local.
start-explanation = As câmeras que aparecem na rede de configuração recebem estas credenciais da rede do local.
start-ssid = Nome da rede (SSID)
# An example, shown in the empty field.
start-ssid-example = RedeLoja-24
start-ssid-outer-space = O nome começa ou termina com um espaço. Confira se o espaço faz parte do nome.
start-ssid-unseen = O nome tem um caractere que não se vê: { $found }. Confira se ele faz parte do nome.
start-ssid-escaped = O nome tem “\x” e dois dígitos, como algumas ferramentas o mostram. Digite-o como o celular mostra.
# A WiFi QR code that a scanner typed into the field.
start-code-unreadable = Este código de WiFi não traz o nome da rede. Digite o nome e a senha.
start-passphrase = Senha da rede
start-passphrase-outer-space = A senha começa ou termina com um espaço. Confira se o espaço faz parte dela.
# For screen readers: the button that shows what is typed.
start-show-passphrase = Segure para mostrar a senha
start-open-network = Rede aberta (sem senha)
start-session = Iniciar sessão
# $time: the time since the Pi was asked, for example 0:12.
start-starting = Iniciando… { $time }

## What is wrong with what was entered

start-ssid-missing = Digite o nome da rede
start-ssid-is-code = Digite o nome da rede, não o texto de um código de WiFi
start-ssid-too-long = Um nome de rede tem no máximo 32 bytes, este tem { $bytes }
# The words in quotation marks are those of start-open-network.
start-passphrase-missing = Digite a senha da rede ou marque “Rede aberta”
start-passphrase-too-short = Uma senha WPA tem no mínimo 8 caracteres
start-passphrase-too-long = Uma senha WPA tem no máximo 63 caracteres (ou 64 dígitos hexadecimais)
start-passphrase-not-plain = Uma senha WPA não pode ter este caractere: { $found }. Sem acentos, só letras simples, dígitos, espaços e pontuação
# A character that cannot be shown as it is.
character-tab = tabulação ({ $code })
character-no-break-space = espaço não separável ({ $code })

## The time-outs of a session

start-timeouts = Limites de tempo
start-timeout-discovery = Até aparecerem câmeras
start-timeout-provisioning = Para aceitar as credenciais
start-timeout-verification = Para entrar na rede
start-timeouts-reset = Usar os valores padrão

## Another session that runs on the Pi

start-other-session = Há uma sessão em andamento neste Pi
# $network: the name of the target network.
start-other-session-network = Rede de destino: { $network }. Um Pi executa uma sessão por vez.
start-other-session-one-at-a-time = Um Pi executa uma sessão por vez.
start-other-session-show = Mostrar a sessão em andamento

## The session at a glance

batch-interrupted = Interrompida
batch-interrupted-explained = O Pi não executa mais esta sessão. Você vê o último estado conhecido.
batch-dismiss-problem = Dispensar
# Follows a word for copying: “Copy session id”.
batch-session-id = id da sessão
batch-session-id-copied = Id da sessão copiado
batch-verified-of =
    { $verified ->
        [1] 1 de { $wanted } verificada
       *[other] { $verified } de { $wanted } verificadas
    }
batch-all-verified =
    { $count ->
        [1] 1 de 1 verificada
       *[other] Todas as { $count } verificadas
    }
batch-failed = { $count } com falha
batch-not-confirmed =
    { $count ->
        [1] 1 não confirmada
       *[other] { $count } não confirmadas
    }
# For screen readers: follows the name of the progress bar.
batch-summary-not-confirmed = Das que falharam, { $count } com credenciais enviadas, não confirmadas
# For screen readers: the progress bar in one sentence.
batch-summary =
    { $verified ->
        [1] Lote: 1 de { $wanted } verificada, { $failed } com falha
       *[other] Lote: { $verified } de { $wanted } verificadas, { $failed } com falha
    }

## The onboarding network, beside the title. batch-network replaces a name that is not known.

batch-network = Rede de configuração
batch-network-up = { $network } ativa
batch-network-down = { $network } inativa
batch-network-devices =
    { $count ->
        [1] 1 conectado
       *[other] { $count } conectados
    }

## The cameras that are neither verified nor failed, in a row: “3 provisioning · 2 ready”

batch-provisioning = { $count } provisionando
batch-provisioned =
    { $count ->
        [1] 1 provisionada
       *[other] { $count } provisionadas
    }
batch-verifying = { $count } verificando
batch-ready =
    { $count ->
        [1] 1 pronta
       *[other] { $count } prontas
    }
batch-not-allowed =
    { $count ->
        [1] 1 não permitida
       *[other] { $count } não permitidas
    }
batch-skipped =
    { $count ->
        [1] 1 pulada
       *[other] { $count } puladas
    }
batch-in-another-state = { $count } em outro estado

## The times of the session, in a row: “4:10 elapsed · about 1:20 left · session ends in 27 min”. The short one stands alone.

batch-elapsed = { $time } decorridos
batch-left = faltam cerca de { $time }
batch-any-moment = quase pronto
batch-ends-in = a sessão expira em { $time }
batch-ends-in-short = expira em { $time }

## What can be done with the session. The names without a number are for screen readers, the short ones for the small display.

batch-provision-all = Provisionar todas
batch-provision-all-count = Provisionar todas ({ $count })
batch-provision-all-explained = Envia as credenciais a todas as câmeras da lista de permissões
batch-provision-all-resume-first = Retome a sessão primeiro
batch-provision-selected = Provisionar selecionadas
batch-provision-selected-count = Provisionar selecionadas ({ $count })
batch-provision-selected-short = Selecionadas ({ $count })
batch-retry-failed = Repetir todas com falha
batch-retry-failed-count = Repetir falhas ({ $count })
batch-retry-failed-short = Repetir falhas ({ $count })
# The same where some are not confirmed.
batch-retry-count = Repetir { $count }
batch-cameras-wait = { $count } câmeras aguardam o Pi.
batch-retry-failed-none = Repetir falhas
batch-retry-failed-none-short = Repetir falhas
batch-allow-and-provision = Permitir { $count } e provisionar
batch-allow-and-provision-name = Permitir e provisionar
batch-finish = Concluir sessão
batch-export = Exportar resultado…
# Opens the menu of what has no room in the row.
batch-more = …
batch-more-name = Mais ações
batch-pause = Pausar
batch-resume = Retomar
batch-new-session = Nova sessão
start-again = Iniciar em { $network } de novo
batch-start-again = Nova sessão, mesma rede
batch-start-again-short = Mesma rede
batch-start-again-explained = Inicia uma sessão em { $network } com a senha do último início

## While the Pi has not answered a command yet

batch-stopping = Encerrando…
batch-pausing = Pausando…
batch-resuming = Retomando…
batch-waits-for-the-pi = Espera o Pi
batch-starting = Iniciando…

## A session that is being read, and one in which no camera has appeared

batch-reading = Lendo a sessão…
batch-leave = Ir para o formulário de início
# $network: the name of the onboarding network, or words for it if that is not known.
batch-waiting = Aguardando câmeras na rede { $network }…
batch-waiting-power = Ligue cada câmera. Ela aparece aqui automaticamente.
batch-waiting-none = Nenhuma câmera depois de um minuto? Aproxime a câmera do Pi e confira se a rede de configuração está ativa.

## Stopping the session: the button and its dialog. “In flight”: the Pi works on the camera.

stop-open = Encerrar sessão…
stop-open-short = Encerrar…
# All others are verified, some are not confirmed.
batch-finish-open = Concluir…
stop-session = Encerrar sessão
stop-question = Encerrar a sessão?
stop-consequence = As câmeras verificadas continuam verificadas. As que estão em andamento podem não terminar.
stop-keep-going = Manter sessão
# For screen readers: the button that confirms.
stop-confirm = Confirmar encerramento
stop-none-in-flight = Nenhuma câmera está em andamento.
# Above a list of addresses.
stop-in-flight =
    { $count ->
        [one] { $count } câmera em andamento:
       *[other] { $count } câmeras em andamento:
    }
# Ends that list.
stop-more = e mais { $count }

# After the session, cameras that report late are not seen any more.
stop-unconfirmed = { $count ->
        [one] 1 câmera recebeu as credenciais e não foi confirmada. Se ela responder depois da sessão, isso não aparece aqui.
       *[other] { $count } câmeras receberam as credenciais e não foram confirmadas. Se elas responderem depois da sessão, isso não aparece aqui.
    }

## Closing the window while a session runs

quit-question = Fechar o pidash?
quit-consequence = A sessão continua no Pi sem esta janela. Abra o pidash de novo para vê-la.
# The same while an import of cameras for the allowlist is running. $count: cameras that have no answer yet.
quit-import-consequence = Fechar a janela interrompe a importação. Importe a lista de novo depois: as câmeras que já estão na lista de permissões são ignoradas.
quit-import =
    { $count ->
        [one] Uma câmera ainda precisa ser adicionada à lista de permissões.
       *[other] { $count } câmeras ainda precisam ser adicionadas à lista de permissões.
    }
quit-stay = Não fechar
quit-stop-and-close = Encerrar sessão e fechar
quit-close = Fechar a janela

## A camera that is not on the allowlist

approval-missing = Câmera não permitida.
approval-missing-advice = Adicione a câmera à lista para provisioná-la.
approval-neighbour = Não permitida, mas { $mac } é.
approval-neighbour-advice = A etiqueta pode mostrar o endereço vizinho da mesma câmera: permita se for esta.
approval-neighbour-advice-named = A etiqueta pode mostrar o endereço vizinho. Permita se for “{ $description }”.
approval-adding = Adicionando à lista de permissões…
# Replaces the button that adds it.
approval-adding-short = Adicionando…
approval-listed = Já está na lista de permissões.
approval-listed-advice = Aguardando o Pi aplicar isso.
# $reason: a sentence that says why.
approval-failed = Não foi adicionada à lista de permissões: { $reason }

## Provisioning without a press

batch-automatic = Automático
batch-automatic-explained = Provisiona as câmeras permitidas quando aparecem e tenta cada falha mais uma vez
batch-in-flight = { $count } em andamento
batch-needs-you = { $count ->
    [one] 1 precisa de você
   *[other] { $count } precisam de você
}
notice-automatic-on = As câmeras são provisionadas automaticamente
notice-automatic-off = As câmeras não são mais provisionadas automaticamente

## One camera goes ahead of the others (“canary”). $camera: its position, if it has one, and the last four digits.

canary-goes-ahead = { $camera } vai primeiro, { $count ->
    [one] 1 espera
   *[other] { $count } esperam
} por ela
canary-did-not-join = { $camera } foi primeiro: aceitou as credenciais e não entrou em “{ $network }”.
# Follows that sentence: “its” is the network.
canary-did-not-join-advice = Confira a senha dela, e se ela tem 2,4 GHz e não é só WPA3. Se a câmera responder mais tarde, as outras seguem.
canary-rejected = { $camera } foi primeiro: não aceitou as credenciais.
canary-rejected-advice = A senha provavelmente está errada.
canary-others-wait = { $count ->
    [one] 1 câmera espera, para não falhar também.
   *[other] { $count } câmeras esperam, para não falharem também.
}
canary-change-passphrase = Mudar a senha…
canary-try-another = Tentar outra câmera
canary-go-on = Continuar assim mesmo

## The batch in large type, over the whole window

# The name of the button that opens it.
batch-glance = Letras grandes
# For screen readers. $text: what is shown, as “In progress, 7/10, 1 failed, 2:10 left”.
glance-name = { $text }. Pressione qualquer tecla para voltar.
glance-in-progress = Em andamento
# The batch does.
glance-needs-you = Precisa de você
glance-ready = { $count ->
    [one] 1 pronta
   *[other] { $count } prontas
}
glance-looking = Procurando câmeras
glance-all-verified = Todas verificadas
# The time left.
glance-left = faltam { $time }
# $time: for how long, as “0:40”.
glance-pi-away = Sem o Pi há { $time }

## Posições: qual câmera está onde, pela ordem em que são ligadas

positions-open = Posições…
positions-title = Posições
positions-explained = Informe as posições na ordem em que você liga as câmeras. Cada câmera nova recebe a próxima.
positions-list = Lista de posições
positions-hint = 1 a 24
positions-examples = Por exemplo “1 a 24” ou “A1, A2, B1”, ou uma por linha.
positions-count = { $count ->
    [one] 1 posição: { $list }
   *[other] { $count } posições: { $list }
}.
positions-repeated = { $count ->
    [one] 1 estava repetida e fica de fora.
   *[other] { $count } estavam repetidas e ficam de fora.
}
positions-too-long = Linha { $line }: “{ $position }” tem mais de { $most } caracteres.
positions-too-many = Linha { $line }: são mais de { $most } posições.
positions-lost = { $count ->
    [one] 1 câmera perde a posição
   *[other] { $count } câmeras perdem a posição
}
positions-here-before = { $count ->
    [one] 1 câmera já está aqui: dê a posição nos detalhes dela
   *[other] { $count } câmeras já estão aqui: dê a posição de cada uma nos detalhes dela
}
positions-start = Iniciar
positions-cancel = Cancelar
positions-next = Ligue a câmera da posição
positions-progress = { $bound } de { $wanted } com posição
positions-bound = { $bound } de { $wanted } com posição · { $verified } verificadas
positions-done = { $bound } de { $wanted } com posição e verificadas
positions-which = Qual câmera está na posição { $position }?
positions-which-why = Elas apareceram ao mesmo tempo ou enquanto este console estava fora.
positions-is-next = { $mac } está na posição { $position }
positions-asked-more = e mais { $count }
positions-later = Decidir depois
positions-skip = Pular { $position }
positions-skip-name = Pular a próxima posição
positions-undo = Desfazer { $positions }
positions-undo-name = Desfazer a última alteração
positions-other-list = Outra lista…
positions-end = Parar de atribuir
positions-close = Fechar
positions-change = Alterar…
positions-change-name = Alterar a posição de { $mac }
positions-change-of-this = Alterar posição…
positions-free = ainda sem câmera
positions-skipped = pulada
positions-of-camera = Posição de { $camera }
positions-is-at = Está na posição { $position }. Escolha outra.
positions-has-none = Não tem posição. Escolha uma.
positions-choose-name = Escolher a posição { $position }
positions-give-name = Dar a posição escolhida
positions-give = Dar a posição { $position }
positions-swap = Trocar com { $camera }
positions-take = Tirar a { $position } de { $camera }
positions-none = Sem posição
positions-write-title = Gravar as posições na lista de permissões
positions-as-description = como descrição
positions-as-container = como contêiner
positions-write = Gravar
positions-write-waits = Possível quando nenhuma câmera estiver em andamento nem prestes a ser provisionada automaticamente
positions-allowlist-unread = A lista de permissões ainda não foi lida. Tente de novo em instantes.
positions-written = Gravando { $count ->
    [0] nenhuma posição
    [1] a posição de 1 câmera
   *[other] as posições de { $count } câmeras
} na lista de permissões
positions-written-some = Gravando { $count ->
    [0] nenhuma posição
    [1] a posição de 1 câmera
   *[other] as posições de { $count } câmeras
}; { $missing ->
    [one] 1 câmera não está
   *[other] { $missing } câmeras não estão
} na lista de permissões

## Why cameras failed: the evidence, and after it what to do. $cameras: their last four digits, or “5 cameras”.

# Cameras that are not named.
cause-cameras = { $count } câmeras
cause-mqtt-down = O Pi estava sem conexão MQTT, pela qual responderiam: { $cameras }.
cause-mqtt-down-advice = Veja os serviços do Pi. As câmeras que entraram ficam verdes quando puderem responder.
cause-pi-restarted = O Pi reiniciou enquanto provisionava: { $cameras }.
cause-pi-restarted-advice = O problema não é a câmera: repita.
cause-passphrase = { $count } de { $ended } rejeitaram as credenciais, e nenhuma foi verificada.
cause-passphrase-one = { $camera } rejeitou as credenciais (tentativas: { $tries }), e nenhuma câmera foi verificada.
cause-network = { $count } de { $ended } aceitaram as credenciais, e nenhuma entrou em “{ $network }”.
cause-network-one = { $camera } aceitou as credenciais (tentativas: { $tries }) e não entrou em “{ $network }”.
cause-network-advice = É a senha ou o ponto de acesso (2,4 GHz? Só WPA3?), não as câmeras.
cause-weak-signal = { $count ->
    [one] Sinal fraco: { $cameras } tem { $signal }.
   *[other] Sinal fraco: { $cameras } têm { $signal } ou menos.
}
cause-weak-signal-others = { $count ->
    [one] Sinal fraco: só { $cameras }, { $signal }. As verificadas têm { $others } ou mais.
   *[other] Sinal fraco: { $cameras }, { $signal } ou menos. As verificadas têm { $others } ou mais.
}
cause-weak-signal-advice = Aproxime e repita.
# $figure: what was critical, for example “memory 96 %”.
cause-pi-overloaded = O Pi estava no limite quando falharam: { $cameras } ({ $figure }).
cause-pi-overloaded-advice = Repita quando a saúde dele voltar ao normal.
cause-figure-temperature = temperatura { $value }
cause-figure-memory = memória { $value }
cause-figure-cpu = CPU { $value }
cause-none-reached = Não responderam: { $cameras }. Nenhuma foi verificada.
cause-none-reached-advice = Confira se as câmeras têm energia e se a rede de configuração está ativa.
cause-access-point = Sem entrar em “{ $network }”: { $cameras }; verificadas: { $verified }.
cause-access-point-advice = A senha está certa. Espere uma resposta atrasada ou aproxime do ponto de acesso e repita.
cause-camera-silent = Sem resposta: { $cameras }; verificadas: { $verified }.
cause-camera-silent-one = { $camera } não respondeu (tentativas: { $tries }).
cause-camera-silent-advice = Desligue e ligue a câmera e repita.
cause-camera-rejects = Credenciais rejeitadas: { $cameras }; verificadas: { $verified }.
cause-camera-rejects-advice = A senha está certa: desligue e ligue a câmera e repita.
cause-not-allowed = Fora da lista de permissões: { $cameras }.
cause-not-allowed-advice = Inclua na lista de permissões e repita.
cause-pi-busy-advice = O Pi aceita poucos comandos por vez. Eles são reenviados automaticamente.
cause-connection-lost = A conexão com o Pi caiu enquanto ele provisionava: { $cameras }.
cause-connection-lost-advice = Repita. Se acontecer de novo, confira a rede do Pi.

## What can be done about a cause

cause-change-passphrase-waits = Encerra a sessão: possível quando nenhuma câmera estiver em andamento
cause-show-health = Ver saúde do Pi
cause-allow = Permitir { $count }
cause-retry = Repetir estas { $count }
cause-retry-one = Repetir { $camera }
# For screen readers, where several causes are listed.
cause-action-named = { $action } (causa { $number })
causes-other = Outras causas ({ $count })
causes-title = Causas prováveis
