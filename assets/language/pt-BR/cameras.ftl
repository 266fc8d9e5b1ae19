# The cameras of a session: their cards, the dialog with their details, the filters, and their toasts and events.

## What can be done with a camera

card-provision = Provisionar
card-retry = Repetir
card-skip = Pular
# While the Pi is asked to do it.
card-provision-busy = Provisionando…
card-retry-busy = Repetindo…
card-skip-busy = Pulando…

## The accessible names of these buttons

card-provision-mac = Provisionar { $mac }
card-retry-mac = Repetir { $mac }
card-skip-mac = Pular { $mac }
card-provision-this = Provisionar esta câmera
card-retry-this = Repetir esta câmera
card-skip-this = Pular esta câmera
card-select = Selecionar { $mac }
card-details = Detalhes de { $mac }

## Putting a camera on the allowlist

card-add-to-allowlist = Permitir câmera
# The same where there is little room.
card-allow = Permitir
card-add-mac-to-allowlist = Permitir câmera { $mac }
card-add-this-to-allowlist = Permitir esta câmera

## Copying

# What is copied: follows "Copy".
card-mac = MAC { $mac }
card-this-mac = este MAC
card-mac-copied = MAC copiado

## The steps to verified: short, since five of them stand side by side

card-step-found = encontrada
card-step-sending = enviando
card-step-accepted = aceitas
card-step-joining = conectando
card-step-verified = verificada

## What is known of a camera, on its card

# The session is over: what happened to the camera afterwards is not known.
card-last-seen = Último estado: { $state }
card-allowlisted = permitida
card-not-allowlisted = não permitida
card-attempt = tentativa { $number }
card-firmware = fw { $version }

## What is wrong with a camera, and what to do

card-not-approved = Câmera não permitida.
card-not-approved-advice = Ela não pode ser provisionada.
card-failed-without-reason = Falhou, e o Pi não informou o motivo.
card-weak-signal = Sinal fraco aqui ({ $signal }): aproxime a câmera e tente de novo.
card-did-not-report = Aceitou as credenciais e ainda não respondeu.
# The advice of a camera whose cause is said once for several.
card-common-cause = A causa provável está acima.
card-check-network = Confira a senha e os 2,4 GHz (não só WPA3) de “{ $network }” e repita.
card-others-joined = Outras entraram em “{ $network }”: espere por ela ou aproxime-a.
card-retry-now-mac = Tentar agora { $mac }
card-stop-retrying-mac = Parar de tentar { $mac }

## Where there is no card

# For screen readers: cameras that are neither in view nor named.
card-more-hidden = mais { $count } câmeras
card-none-matches = Nenhuma câmera corresponde ao filtro e à busca.
card-none-found = A sessão terminou sem nenhuma câmera.
# Replaces the name of the network while it is not known: follows “Aguardando câmeras na rede”.
card-onboarding-network = de configuração

## The dialog with everything that is known

# $short: the last four digits of the address.
card-dialog = Câmera { $short }
card-close = Fechar
card-fact-state = Estado
card-fact-address = Endereço
card-fact-signal = Sinal
card-fact-firmware = Firmware
card-fact-container = Contêiner
card-fact-allowlist = Permitida
card-fact-retries = Novas tentativas
card-fact-attempt-time = Esta tentativa
card-fact-found-at = Encontrada às
card-fact-code = Código
card-fact-pi-says = O Pi diz
# The newest lines of the event log about it and of the Pi's log that name it.
card-history = Histórico
card-history-none = Ainda não aconteceu nada com ela.
card-history-reading = Lendo o log do Pi…
card-history-no-pi-log = Não foi possível ler o log do Pi: estes são os eventos deste console.
# Before a line that the Pi wrote in its log.
card-history-pi = Pi
# Whether it is on the allowlist.
card-yes = sim
card-no = não

## The chips that choose which cameras are shown

filter-all = Todas
filter-failed = Com falha
# The same if some of them, or all, are not confirmed.
filter-problems = Problemas
filter-not-allowed = Não permitidas
filter-ready = Prontas
filter-in-flight = Em andamento
filter-verified = Verificadas
filter-skipped = Puladas
# Neither verified nor skipped: a chip of the small display.
filter-to-do = A fazer
filter-show-all = Mostrar todas
filter-show-failed = Mostrar câmeras com falha
filter-show-not-allowed = Mostrar não permitidas
filter-show-ready = Mostrar prontas
filter-show-in-flight = Mostrar câmeras em andamento
filter-show-verified = Mostrar verificadas
filter-show-skipped = Mostrar puladas
filter-show-to-do = Mostrar câmeras a fazer

## Cards or rows. The words name what a press changes to.

filter-as-rows = Lista
filter-as-cards = Cartões
filter-as-rows-name = Mostrar em lista
filter-as-cards-name = Mostrar em cartões

## The search

filter-search = Buscar
filter-search-hint = Buscar MAC, IP, firmware
filter-search-hint-short = Buscar
filter-found = { $shown } de { $found }

## The groups of the list. A press on the heading folds or unfolds the group.

camera-group-needs-you = Precisam de você
camera-group-ready = Prontas
camera-group-in-flight = Em andamento
camera-group-verified = Verificadas
camera-group-skipped = Puladas
camera-group-fold = Recolher “{ $group }”, { $count }
camera-group-unfold = Expandir “{ $group }”, { $count }

## Toasts and events: cameras

# $state: the name of a camera state.
notice-camera-appeared = { $mac } { $state }
notice-camera-verified = { $mac } verificada
notice-camera-failed = { $mac } falhou: { $reason } ({ $code })
notice-camera-not-confirmed = { $mac }: enviado, não confirmado: não respondeu pela rede
notice-no-reason = sem motivo informado
notice-no-code = sem código
# $camera: its address, or the last four digits of it.
notice-camera-skipped = { $camera } pulada
notice-camera-state-unknown = { $mac } está em um estado que o pidash não conhece: { $state }
notice-camera-not-listed = { $mac } não está mais na lista do Pi
# At least two cameras.
notice-provision-sent = Provisionando { $count } câmeras
notice-retry-sent = Repetindo { $count } câmeras
notice-skip-sent = Pulando { $count } câmeras

## Toasts and events: sessions

notice-session-started = Sessão { $id } iniciada
# The Pi was asked because its events may be incomplete.
# $count: cameras, and the session itself.
notice-session-corrected = { $count ->
        [one] Um estado não estava
       *[other] { $count } estados não estavam
    } como os eventos diziam: foram lidos do Pi e corrigidos.
notice-session-full = Mais de { $max } câmeras: só as primeiras { $max } são mostradas. Encerre a sessão e verifique o Pi.
notice-clock-jump = O relógio deste computador saltou: a sessão é lida de novo.
notice-clock-of-pi-behind = O relógio do Pi está { $by } atrasado em relação ao deste computador: verifique a data e a hora dos dois.
notice-clock-of-pi-ahead = O relógio do Pi está { $by } adiantado em relação ao deste computador: verifique a data e a hora dos dois.
notice-session-open = Sessão { $id } aberta
# $state: the name of a session state.
notice-session-is = A sessão está { $state }
notice-session-expires-soon = A sessão vai expirar em breve
notice-last-session-over = A última sessão terminou.
notice-last-session-gone = A última sessão não está mais neste Pi.
notice-provisioning-started = Provisionamento iniciado
# [1] and not [one]: in Portuguese, [one] is also the form of zero.
notice-provisioning-started-on = Provisionamento iniciado em { $count ->
    [1] 1 câmera
   *[other] { $count } câmeras
}
notice-provisioning-started-but = Provisionamento iniciado; { $skipped } de fora
notice-provisioning-started-on-but = Provisionamento iniciado em { $count ->
    [1] 1 câmera
   *[other] { $count } câmeras
}; { $skipped } de fora

## What failed: a colon and the reason follow

notice-provision-mac = Provisionar { $mac }
notice-retry-mac = Repetir { $mac }
notice-skip-mac = Pular { $mac }
notice-provision-all = Provisionar todas
notice-stop-session = Encerrar sessão
notice-pause = Pausar
notice-resume = Retomar
notice-start-session = Iniciar sessão
notice-reading-session = Leitura da sessão
notice-pi-problem = O Pi relata um problema

## A posição de uma câmera

card-fact-position = Posição
# Para leitores de tela.
card-position = posição { $position }
notice-camera-at = { $mac } está na posição { $position }
notice-camera-without-position = { $mac } não tem posição
