# O que toda página tem: a barra lateral, o cabeçalho, o registro de eventos e os textos que várias páginas usam.

## As abas

tab-provisioning = Provisionamento
tab-allowlist = Lista de permissões
tab-monitor = Monitor
tab-diagnostics = Diagnóstico
tab-settings = Configurações
# Abaixo das abas: a lista do que aconteceu. A segunda é o nome dela para leitores de tela.
tab-events = Eventos
tab-events-list = Lista de eventos
# Em uma tela pequena cabem dez letras sob cada ícone.
tab-short-provisioning = Câmeras
tab-short-allowlist = Permitidas
tab-short-monitor = Monitor
tab-short-diagnostics = Diagnose
tab-short-settings = Ajustes

## O cabeçalho: qual é este Pi, e se os eventos dele chegam na hora

header-not-connected = Não conectado
# Para leitores de tela: o endereço é um botão que leva a outro Pi.
header-change-pi = Trocar de Pi
# O que se vê pode ser antigo. $age: 12 s, 3 min.
header-as-of = Dados de { $age } atrás
# Os eventos do Pi chegam ao vivo, ou por que não. $attempt: qual tentativa é; 0 na primeira.
header-events-off = Eventos desligados
header-events-connecting =
    { $attempt ->
        [0] Eventos conectando…
       *[other] Eventos conectando… (tentativa { $attempt })
    }
header-events-live = Ao vivo
header-events-retrying = Eventos reconectando em { $wait } (tentativa { $attempt })
header-events-refused = Eventos recusados
# Para leitores de tela: o mesmo sem a contagem regressiva. $status é uma das palavras abaixo.
header-events = Eventos: { $status }
header-status-off = desligados
header-status-connecting = conectando
header-status-live = ao vivo
header-status-retrying = reconectando
header-status-refused = recusados

## Acima da página enquanto o fluxo de eventos está interrompido

events-reconnect-now = Reconectar agora
# $attempt: qual tentativa é; 0: a primeira.
events-trying-now =
    { $attempt ->
        [0] Tentando agora…
       *[other] Tentando agora… (tentativa { $attempt })
    }
events-trying-again = Nova tentativa em { $wait } (tentativa { $attempt })

## O registro de eventos

events-title = Eventos
events-close = Fechar eventos
events-none = Nada aconteceu ainda.
events-line-is-up = Os eventos ao vivo estão ligados
# O que falhou: entra como $what nas duas abaixo.
events-line = Eventos ao vivo
# $what: o que se tentou. $summary: uma frase que diz o que aconteceu, com ponto final. $code: por exemplo DEVICE_TIMEOUT.
events-problem = { $what }: { $summary } ({ $code })
events-problem-with-id = { $what }: { $summary } ({ $code }, id de correlação { $id })

## O painel que descreve um problema

# Para leitores de tela. $code: por exemplo DEVICE_TIMEOUT.
problem-panel-name = Problema: { $code }
problem-panel-enter-key = Digitar a chave
# Copia tudo o que se sabe dele, para o suporte.
problem-panel-copy = Copiar para o suporte
# Um botão que mostra mais ou menos dele, e o nome para leitores de tela.
problem-panel-details = Detalhes
problem-panel-show-details = Mostrar detalhes
problem-panel-less = Menos
problem-panel-hide-details = Ocultar detalhes
problem-panel-correlation-id = Id de correlação { $id }
# As partes dos detalhes; cada uma também vem depois de “Copiar”.
problem-panel-part-code = código
problem-panel-part-status = status HTTP
problem-panel-part-endpoint = endpoint
problem-panel-part-correlation-id = id de correlação
problem-panel-part-time = hora
problem-panel-part-details = detalhes
# Algo é tentado de novo automaticamente. $wait: 7 s.
problem-panel-trying-again = Nova tentativa em { $wait }
problem-panel-retry-now = Tentar agora
problem-panel-stop-retrying = Parar de tentar

## A área de transferência

# Para leitores de tela. $what: o que é copiado, por exemplo um id ou um endereço.
copied-copy = Copiar { $what }
copied-problem = Problema copiado
copied-text = Texto copiado

## Palavras de várias páginas

# $age: 12 s, 3 min, 2 h.
age-ago = há { $age }
# Quão bem uma câmera ouve o Pi, do melhor ao pior; vem depois de −58 dBm.
signal-excellent = excelente
signal-good = bom
signal-fair = razoável
signal-weak = fraco

## O estado de uma câmera

camera-discovered = descoberta
camera-provisioning = provisionando
camera-provisioned = provisionada
camera-verifying = verificando
camera-verified = verificada
camera-failed = falhou
camera-skipped = pulada

## O estado de uma sessão

session-discovering = procurando
session-active = ativa
session-paused = pausada
session-closing = encerrando
session-closed = encerrada

## Por que uma tarefa em segundo plano não tem resultado

job-too-many = Há coisas demais em andamento ao mesmo tempo.
job-panicked = O pidash tem um erro interno. O registro diz onde.
