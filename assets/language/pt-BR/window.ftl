# What every page has: the sidebar, the header, the event log, and texts that several pages share.

## The tabs

tab-provisioning = Provisionamento
tab-allowlist = Permitidas
tab-monitor = Monitor
tab-diagnostics = Diagnóstico
tab-settings = Configurações
# Below the tabs: opens the event log. The second one is its name for screen readers.
tab-events = Eventos
tab-events-list = Lista de eventos
# On a small display there is room for ten letters under each icon.
tab-short-provisioning = Câmeras
tab-short-allowlist = Permitidas
tab-short-monitor = Monitor
tab-short-diagnostics = Diagnóst.
tab-short-settings = Config.

## The header: which Pi is in use, and whether its events are live

header-not-connected = Não conectado
# For screen readers: the address is a button that leads to another Pi.
header-change-pi = Trocar de Pi
# The data may be outdated. $age: 12 s, 3 min.
header-as-of = Dados de { $age } atrás
# The state of the event stream. $attempt: the number of the attempt; 0 at the first one.
header-events-off = Eventos desligados
header-events-connecting =
    { $attempt ->
        [0] Conectando eventos…
       *[other] Conectando eventos… (tentativa { $attempt })
    }
header-events-live = Ao vivo
header-events-silent = Conectado, sem eventos
header-events-retrying = Reconectando eventos em { $wait } (tentativa { $attempt })
header-events-refused = Eventos recusados
# The same where there is little room.
header-short-off = Desligados
header-short-connecting = Conectando…
header-short-live = Ao vivo
header-short-silent = Sem eventos
header-short-retrying = Reconecta em { $wait }
header-short-refused = Recusados
# For screen readers: the same without the countdown. $status is one of the words below.
header-events = Eventos: { $status }
header-status-off = desligados
header-status-connecting = conectando
header-status-live = ao vivo
header-status-silent = sem eventos
header-status-retrying = reconectando
header-status-refused = recusados

## Over the page while the event stream is down

events-reconnect-now = Reconectar agora
# $attempt: the number of the attempt; 0 at the first one.
events-trying-now =
    { $attempt ->
        [0] Tentando agora…
       *[other] Tentando agora… (tentativa { $attempt })
    }
events-trying-again = Nova tentativa em { $wait } (tentativa { $attempt })

## The event log

events-title = Eventos
events-close = Fechar eventos
events-none = Nada aconteceu ainda.
events-no-problems = Nenhum problema.
events-all = Todos
events-show-all = Mostrar todos os eventos
events-problems = Problemas
events-show-problems = Mostrar só os problemas
events-link-is-silent = Conectado, mas não chegam eventos: a sessão é lida a cada poucos segundos.
events-link-is-up = Os eventos ao vivo estão ligados
# What failed: $what in the two messages below.
events-link = Eventos ao vivo
# $what: what failed. $summary: a whole sentence. $code: such as DEVICE_TIMEOUT.
events-problem = { $what }: { $summary } ({ $code })
events-problem-with-id = { $what }: { $summary } ({ $code }, id de correlação { $id })

## The panel that describes a problem

# For screen readers. $code: such as DEVICE_TIMEOUT.
problem-panel-name = Problema: { $code }
problem-panel-enter-key = Digitar a chave
# Copies everything about the problem, for support.
problem-panel-copy = Copiar para o suporte
# The button that shows or hides the details, and its name for screen readers.
problem-panel-details = Detalhes
problem-panel-show-details = Mostrar detalhes
problem-panel-less = Menos
problem-panel-hide-details = Ocultar detalhes
problem-panel-correlation-id = Id de correlação { $id }
# The parts of the details; each also follows "Copy".
problem-panel-part-code = código
problem-panel-part-status = status HTTP
problem-panel-part-endpoint = endpoint
problem-panel-part-correlation-id = id de correlação
problem-panel-part-time = hora
problem-panel-part-details = detalhes
# An automatic retry. $wait: 7 s.
problem-panel-trying-again = Nova tentativa em { $wait }
problem-panel-retry-now = Tentar agora
problem-panel-stop-retrying = Parar de tentar

## The clipboard

# For screen readers. $what: what is copied, such as an id or an address.
copied-copy = Copiar { $what }
copied-problem = Problema copiado
copied-text = Texto copiado

## Texts of several pages
search-clear = Limpar a busca

# $age: 12 s, 3 min, 2 h.
age-ago = há { $age }
# The signal of a camera, from best to worst; follows −58 dBm.
signal-excellent = excelente
signal-good = bom
signal-fair = razoável
signal-weak = fraco

## The state of a camera

camera-discovered = encontrada
camera-provisioning = provisionando
camera-provisioned = provisionada
camera-verifying = verificando
camera-verified = verificada
camera-failed = falhou
camera-skipped = pulada
# It accepted the credentials and has not reported. At the start of a label.
camera-not-confirmed = Enviado, não confirmado

## The state of a session

session-discovering = procurando
session-active = ativa
session-paused = pausada
session-closing = encerrando
session-closed = encerrada

## Why a background job has no result

job-too-many = Há tarefas demais em execução ao mesmo tempo.
job-panicked = O pidash teve um erro interno. Os detalhes estão no log.

## A second start, on standard error

instance-raised = o pidash já está em execução: a janela dele está na frente agora
instance-busy = o pidash já está em execução, e a janela dele não responde: use aquela janela ou encerre-a antes

## The window ended by a panic, on standard error. $log, $requests: files, for support.

crash-with-files = encerrado por um erro interno: { $log } diz onde, e { $requests } tem as últimas requisições
crash-without-files = encerrado por um erro interno: as linhas acima dizem onde

## Why the system did not read or write something

system-not-found = o arquivo ou a pasta não existe
system-permission-denied = este usuário não tem permissão
system-already-exists = já existe um arquivo com esse nome
system-storage-full = o disco está cheio
system-read-only = o disco é somente leitura
system-is-a-directory = é uma pasta
system-not-a-directory = uma parte do caminho não é uma pasta
system-invalid-name = um arquivo não pode ter esse nome
system-invalid-data = está danificado
system-too-large = é grande demais
system-busy = outro programa o está usando
system-no-answer = o sistema não respondeu a tempo
# $kind: the name of the error, for support.
system-other = o sistema recusou ({ $kind })

## Um leitor de código de barras: o que ele leu, em uma linha

scan-label = Lido: { $mac }
scan-network = Rede { $network } preenchida: confira e inicie
scan-unknown = Não aceito: não é endereço MAC nem código de WiFi
scan-no-single-camera = Não aceito: o endereço não é de uma única câmera
scan-unreadable-network = Não aceito: o código de WiFi não traz o nome da rede
scan-no-pi = Não aceito: conecte-se a um Pi primeiro
scan-dialog-open = Não aceito: responda primeiro à pergunta aberta
scan-session-runs = Não aceito: há uma sessão aberta; encerre-a primeiro
scan-no-sessions = Não aceito: o provisionamento em lote está desligado
scan-not-in-session = { $mac } não está nesta sessão, e não há lista de permissões
scan-question = Adicionar à lista de permissões?
scan-question-body =
    { $count ->
        [1] Esta câmera não está na lista de permissões:
       *[other] Estas { $count } câmeras não estão na lista de permissões:
    }
# Para leitores de tela: o botão “Adicionar” desta pergunta.
scan-question-add = Adicionar as câmeras lidas
scan-question-cancel = Cancelar

## The performance overlay: a small panel of figures, for reports. Short words: there is little room

performance-frames = Quadros por segundo
performance-events = Eventos por segundo
# Events that wait for the window: now, and the most in the last seconds.
performance-queue = Fila (agora / máximo)
performance-memory = Memória (RSS / PSS)
performance-layout = Layout
performance-tessellation = Tesselação
performance-painting = Pintura
performance-event-to-frame = Evento até o quadro
performance-copy = Copiar
performance-copy-name = Copiar o desempenho
performance-copied = Desempenho copiado
performance-close = Fechar
performance-close-name = Fechar o desempenho
