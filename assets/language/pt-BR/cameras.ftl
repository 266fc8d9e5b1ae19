# As câmeras de uma sessão: os cartões, o diálogo com os detalhes, os filtros, e seus avisos e eventos.

## O que se pode fazer com uma câmera

card-provision = Provisionar
card-retry = Tentar de novo
card-skip = Pular
# Enquanto se pede isso ao Pi.
card-provision-busy = Provisionando…
card-retry-busy = Tentando de novo…
card-skip-busy = Pulando…

## Os nomes acessíveis desses botões

card-provision-mac = Provisionar { $mac }
card-retry-mac = Tentar de novo { $mac }
card-skip-mac = Pular { $mac }
card-provision-this = Provisionar esta câmera
card-retry-this = Tentar de novo com esta câmera
card-skip-this = Pular esta câmera
card-select = Selecionar { $mac }
card-details = Detalhes de { $mac }

## Pôr uma câmera na lista de permissões

card-add-to-allowlist = Permitir câmera
# O mesmo onde há pouco espaço.
card-allow = Permitir
card-add-mac-to-allowlist = Permitir câmera { $mac }
card-add-this-to-allowlist = Permitir esta câmera

## Copiar

# O que é copiado: vem depois de "Copiar".
card-mac = MAC { $mac }
card-this-mac = este MAC
card-mac-copied = MAC copiado

## As etapas até verificada: curtas, porque cinco delas ficam lado a lado

card-step-found = achada
card-step-sending = enviando
card-step-accepted = aceitou
card-step-joining = entrando
card-step-verified = verificada

## O que se sabe de uma câmera, no cartão

# A sessão acabou: não se sabe o que aconteceu depois com a câmera.
card-last-seen = Por último: { $state }
card-allowlisted = permitida
card-not-allowlisted = fora da lista de permissões
card-attempt = tentativa { $number }
card-firmware = fw { $version }

## O que há com uma câmera, e o que fazer

card-not-approved = Fora da lista de permissões.
card-not-approved-advice = Ela não pode ser provisionada.
card-failed-without-reason = Falhou, e o Pi não disse por quê.
card-weak-signal = Sinal fraco aqui ({ $signal }): aproxime a câmera e tente de novo.

## Onde não há cartão

card-none-matches = Nenhuma câmera corresponde ao filtro e à busca.
card-none-found = A sessão terminou sem nenhuma câmera.
# No lugar do nome da rede, enquanto não se sabe qual é: vem depois de “Esperando câmeras em”.
card-onboarding-network = uma rede de configuração

## O diálogo com tudo o que se sabe

# $short: os quatro últimos dígitos do endereço.
card-dialog = Câmera { $short }
card-close = Fechar
card-fact-state = Estado
card-fact-address = Endereço
card-fact-signal = Sinal
card-fact-firmware = Firmware
card-fact-container = Contêiner
card-fact-allowlist = Lista de permissões
card-fact-retries = Novas tentativas
card-fact-attempt-time = Tempo desta tentativa
card-fact-found-at = Descoberta às
card-fact-code = Código
card-fact-pi-says = O Pi diz
# Se está na lista de permissões.
card-yes = sim
card-no = não

## Os filtros que escolhem quais câmeras aparecem

filter-all = Todas
filter-failed = Com falha
filter-in-flight = Em andamento
filter-discovered = Descobertas
filter-verified = Verificadas
filter-skipped = Puladas
filter-show-all = Mostrar todas
filter-show-failed = Mostrar câmeras com falha
filter-show-in-flight = Mostrar câmeras em andamento
filter-show-discovered = Mostrar descobertas
filter-show-verified = Mostrar verificadas
filter-show-skipped = Mostrar puladas
# O único filtro da tela pequena.
filter-narrowed = { $shown } de { $found } visíveis · Mostrar todas

## A busca

filter-search = Buscar
filter-search-hint = Buscar MAC, IP, firmware

## Avisos e eventos: câmeras

# $state: o nome de um estado da câmera.
notice-camera-appeared = { $mac } { $state }
notice-camera-verified = { $mac } verificada
notice-camera-failed = { $mac } falhou: { $reason } ({ $code })
notice-no-reason = sem motivo informado
notice-no-code = sem código
# $camera: o endereço, ou os quatro últimos dígitos dele.
notice-camera-skipped = { $camera } pulada
notice-camera-state-unknown = { $mac } está em um estado que o pidash não conhece: { $state }
notice-camera-not-listed = { $mac } não está mais na lista do Pi
# Pelo menos duas câmeras.
notice-provision-sent = Provisionando { $count } câmeras
notice-retry-sent = Tentando de novo { $count } câmeras
notice-skip-sent = Pulando { $count } câmeras

## Avisos e eventos: sessões

notice-session-started = Sessão { $id } iniciada
notice-session-open = Sessão { $id } aberta
# $state: o nome de um estado da sessão.
notice-session-is = A sessão está { $state }
notice-session-expires-soon = A sessão vai expirar em breve
notice-session-stopped = Sessão encerrada
notice-session-paused = Sessão pausada
notice-session-resumed = Sessão retomada
notice-last-session-over = A última sessão terminou.
notice-last-session-gone = A última sessão não está mais neste Pi.
notice-provisioning-started = Provisionamento iniciado
# Também zero: "0 câmeras".
notice-provisioning-started-on = Provisionamento iniciado em { $count ->
    [1] 1 câmera
   *[other] { $count } câmeras
}
notice-provisioning-started-but = Provisionamento iniciado, { $skipped ->
    [1] 1 pulada
   *[other] { $skipped } puladas
}
notice-provisioning-started-on-but = Provisionamento iniciado em { $count ->
    [1] 1 câmera
   *[other] { $count } câmeras
}, { $skipped ->
    [1] 1 pulada
   *[other] { $skipped } puladas
}

## O que deu errado: vêm dois-pontos e o motivo

notice-provision-mac = Provisionar { $mac }
notice-retry-mac = Tentar de novo { $mac }
notice-skip-mac = Pular { $mac }
notice-provision-all = Provisionar todas
notice-stop-session = Encerrar sessão
notice-pause = Pausar
notice-resume = Retomar
notice-start-session = Iniciar sessão
notice-reading-session = Leitura da sessão
notice-pi-problem = O Pi relata um problema
