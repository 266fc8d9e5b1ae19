# The monitor: the health of the Pi in the header of every tab, the plots, the panels below them, thresholds and timeline events.

## The figures of a Pi

monitor-cpu = CPU
monitor-memory = Memória
monitor-disk = Disco
monitor-temperature = Temperatura
# In the header of a small display.
monitor-temperature-short = Temp
# For screen readers: CPU 23 %.
monitor-figure = { $metric } { $value }
# How old something is: 12 s ago.
monitor-ago = há { $age }
# Instead of an unknown figure.
monitor-not-sent = não enviado por este Pi
# For screen readers: the health of the Pi in the header.
monitor-open = Abrir monitor

## Lines in the list of events

monitor-live = O monitoramento está ao vivo
monitor-lost = Monitoramento: { $summary } ({ $code })

## Above the plots

monitor-span-minutes = { $count } min
monitor-span-hours = { $count } h
# The name of a chip for screen readers: Show 15 min.
monitor-show-span = Mostrar { $span }
monitor-freeze = Congelar
monitor-freeze-hint = Congela a visualização; a gravação continua
monitor-follow = Acompanhar
monitor-follow-hint = Voltar ao momento atual
# While a person looks at a part of the chosen span.
monitor-whole = Ver tudo
monitor-whole-hint = Voltar ao período todo (Esc ou clique duplo)
# That part: 14:02:10–14:05:40, or, if it ends now, last 3 min.
monitor-part = { $from }–{ $to }
monitor-part-newest = { $length } até agora
monitor-export = Exportar…
monitor-export-name = Exportar
monitor-export-csv = Valores em CSV
monitor-export-png = Imagem em PNG
# On a small display: the menu of the rarer actions.
monitor-more = Mais…
monitor-more-name = Mais

## Instead of the plots

monitor-no-figures = Ainda não há valores
monitor-waiting = Aguardando os primeiros valores deste Pi…

## The source of the figures

source-title = Fonte
source-choose-auto = Auto
source-choose-auto-name = Fonte automática
source-choose-socket = Socket
source-choose-socket-name = Fonte socket
source-choose-polling = Consulta
source-choose-polling-name = Fonte consulta periódica
source-socket = socket
# Short, because the header shows it: “consulta periódica”.
source-polling = consulta
# There is no source of figures.
source-none = sem fonte
# In the header; a source is one of the three words before this.
source-shown = Monitor: { $source }
source-shown-age = Monitor: { $source } · há { $age }
source-name = Monitor: { $source }
source-age = Últimos valores há { $age }

## The plots

# The least and the greatest visible value: 12 to 74 in 15 min.
plot-bounds = { $least } a { $most } em { $length }
plot-one-hour = 1{"\u202F"}h
# Beside the value at the pointer: the present one, compared with it. $difference: +25 %.
plot-pointed-now = agora { $difference }

# Above the bars.
plot-failures = Câmeras com falha por minuto
plot-failures-minutes = Câmeras com falha a cada { $count } minutos
# For screen readers: one of the two before, and $stretch as below.
plot-failures-summary = { $title }: no máximo { $most } { $stretch }

# After the first cameras that a tooltip names.
plot-more-failures = e mais { $count }

# For screen readers, of a plot: CPU 23 %, between 12 and 88 in the last 15 minutes, 1 gap.
# $stretch: one of the six messages from plot-last-seconds on.
plot-summary = { $gaps ->
    [0] { $metric } { $value }, entre { $least } e { $most } { $stretch }
    [one] { $metric } { $value }, entre { $least } e { $most } { $stretch }, 1 lacuna
   *[other] { $metric } { $value }, entre { $least } e { $most } { $stretch }, { $gaps } lacunas
}
plot-summary-empty = { $metric } { $value }, nada registrado { $stretch }
# The value in these two, if it is old: 23 % 40 s ago.
plot-value-ago = { $value } há { $age }
plot-last-seconds = nos últimos { $count } segundos
plot-last-minutes = { $count ->
    [60] na última hora
   *[other] nos últimos { $count } minutos
}
plot-last-hours = nas últimas { $count } horas
# The end is a time of day.
plot-seconds-before = nos { $count } segundos antes das { $end }
plot-minutes-before = { $count ->
    [60] na hora antes das { $end }
   *[other] nos { $count } minutos antes das { $end }
}
plot-hours-before = nas { $count } horas antes das { $end }

## Timeline events

# In the legend; the first and the fifth are about a session, those between them about cameras, the last two about the event stream.
event-started = iniciada
event-verified = verificada
event-failed = falhou
event-not-confirmed = não confirmada
event-stopped = encerrada
event-link-down = conexão perdida
event-link-up = conexão restabelecida
event-session-started = sessão iniciada
event-session-stopped = sessão encerrada
# A camera is the end of its MAC address, or the word after these.
event-camera-verified = { $camera } verificada
event-camera-failed = { $camera } falhou
event-camera-not-confirmed = { $camera }: enviado, não confirmado
event-a-camera = câmera

## Thresholds

# Within a sentence, and in the legend.
threshold-level-unknown = desconhecido
threshold-level-normal = normal
threshold-level-warning = atenção
threshold-level-critical = crítico
# On a badge, and above the fields.
threshold-warning = Atenção
threshold-critical = Crítico
threshold-open = Limites…
threshold-open-name = Limites
threshold-title = Limites
threshold-body = Valores a partir destes limites são mostrados como atenção ou crítico.
# The names of the fields: CPU warning.
threshold-warning-of = { $metric }: atenção
threshold-critical-of = { $metric }: crítico
threshold-out-of-range = { $metric }: o limite deve ficar entre 0 e { $most } { $unit }.
threshold-not-below = { $metric }: o limite de atenção deve ficar abaixo do crítico.
threshold-save = Salvar
threshold-save-name = Salvar limites
# Sets the usual thresholds of such a Pi; both buttons have to fit into one row with the others.
threshold-reset-pi-4 = Padrão Pi 4
threshold-reset-pi-5 = Padrão Pi 5
threshold-cancel = Cancelar

## The panels below the plots

monitor-as-of = Valores de { $age } atrás
monitor-polling-limits = A consulta periódica informa só CPU, memória, disco, temperatura, carga e tempo ligado.
monitor-panel-system = Sistema
monitor-panel-services = Serviços
monitor-panel-network = Rede
monitor-panel-security = Segurança

# Short: a value stands in the same row.
monitor-disk-range = Disco, mín. e máx.
monitor-load = Carga média
monitor-load-range = Carga, mín. e máx.
monitor-uptime = Ligado há
monitor-alerts = Alertas
monitor-clients = Clientes conectados
monitor-mqtt = MQTT
monitor-mqtt-secure = MQTT com TLS
monitor-api = API
monitor-database = Banco de dados
monitor-last-check = Última verificação
monitor-service-uptime = Serviço ativo há
monitor-connections = Conexões
# Bytes per second.
monitor-received = Recebidos
monitor-sent = Enviados
monitor-packet-loss = Perda de pacotes
monitor-latency = Latência
monitor-threat-level = Nível de ameaça
monitor-failed-logins = Logins com falha
monitor-certificate = Certificado
monitor-encryption = Criptografia

# The values in those rows.
monitor-memory-of = { $used } de { $total }{"\u202F"}MB
monitor-disk-of = { $used } de { $total }{"\u202F"}GB
# What is used, as in the message before, and whether that is a warning or critical.
monitor-disk-level = { $used }, { $level }
monitor-range = { $least } a { $most }
monitor-range-percent = { $least } a { $most }{"\u202F"}%
monitor-restarted = reiniciou há { $time }
monitor-connected = conectado
monitor-not-connected = desconectado
monitor-responding = respondendo
monitor-not-responding = sem resposta
monitor-yes = sim
monitor-no = não
monitor-threat-low = baixo
monitor-threat-medium = médio
monitor-threat-high = alto
monitor-certificate-expired = vencido
monitor-certificate-today = vence hoje
monitor-certificate-days = { $days ->
    [one] resta { $days } dia
   *[other] restam { $days } dias
}

## The cameras below the panels

monitor-cameras-title = Câmeras
monitor-cameras = { $all ->
    [0] Câmeras: nenhuma
   *[other] Câmeras: { $online } de { $all } online
}
# The reason is a dash, or that this Pi does not send it.
monitor-cameras-missing = Câmeras: { $reason }
monitor-column-camera = Câmera
monitor-column-state = Estado
monitor-column-signal = Sinal
monitor-column-memory = Memória livre
monitor-column-rate = Quadros/s
monitor-column-seen = Último contato
monitor-camera-online = online
monitor-camera-offline = offline
