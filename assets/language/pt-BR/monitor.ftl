# O monitor: a saúde do Pi no cabeçalho de cada aba, os gráficos, os painéis abaixo deles, os limites e o que aconteceu nesse tempo.

## Os valores de um Pi

monitor-cpu = CPU
monitor-memory = Memória
monitor-disk = Disco
monitor-temperature = Temperatura
# No cabeçalho de uma tela pequena.
monitor-temperature-short = Temp
# Dito por um leitor de tela: CPU 23 %.
monitor-figure = { $metric } { $value }
# A idade de algo: há 12 s.
monitor-ago = há { $age }
# O que aparece no lugar de um valor desconhecido.
monitor-not-sent = não enviado por este Pi
# Dito por um leitor de tela sobre a saúde do Pi no cabeçalho.
monitor-open = Abrir monitor

## Linhas na lista de eventos

monitor-live = O monitoramento está ao vivo
monitor-lost = Monitoramento: { $summary } ({ $code })

## Acima dos gráficos

monitor-span-minutes = { $count } min
monitor-span-hours = { $count } h
# O nome do que mostra um intervalo de tempo: Mostrar 15 min.
monitor-show-span = Mostrar { $span }
monitor-freeze = Congelar
monitor-freeze-hint = Congela a visualização; a gravação continua
monitor-follow = Acompanhar
monitor-follow-hint = Voltar ao momento atual
monitor-export = Exportar…
monitor-export-name = Exportar
monitor-export-csv = Valores em CSV
monitor-export-png = Imagem em PNG
# Em uma tela pequena: o menu do que raramente é preciso.
monitor-more = Mais…
monitor-more-name = Mais

## No lugar dos gráficos

monitor-no-figures = Ainda não há valores
monitor-waiting = Aguardando os primeiros valores deste Pi…

## De onde vêm os valores

source-title = Fonte
source-choose-auto = Auto
source-choose-auto-name = Fonte automática
source-choose-socket = Socket
source-choose-socket-name = Fonte socket
source-choose-polling = Consulta
source-choose-polling-name = Fonte consulta periódica
source-socket = socket
# Curto, por causa do cabeçalho: consulta periódica.
source-polling = consulta
# Não vêm valores.
source-none = sem fonte
# No cabeçalho; a fonte é uma das três palavras anteriores.
source-shown = Monitor { $source }
source-shown-age = Monitor { $source } · há { $age }
source-name = Monitor: { $source }
source-age = Últimos valores há { $age }

## Os gráficos

# O mínimo e o máximo do que está visível: 12 a 74 em 15 min.
plot-bounds = { $least } a { $most } em { $length }
plot-one-hour = 1{"\u202F"}h

# O que um leitor de tela diz de um gráfico: CPU 23 %, entre 12 e 88 nos últimos 15 minutos, 1 lacuna. O intervalo é uma das seis
# mensagens que seguem estas.
plot-summary = { $gaps ->
    [0] { $metric } { $value }, entre { $least } e { $most } { $stretch }
    [one] { $metric } { $value }, entre { $least } e { $most } { $stretch }, 1 lacuna
   *[other] { $metric } { $value }, entre { $least } e { $most } { $stretch }, { $gaps } lacunas
}
plot-summary-empty = { $metric } { $value }, nada registrado { $stretch }
# O valor nas duas mensagens, se for antigo: 23 % há 40 s.
plot-value-ago = { $value } há { $age }
plot-last-seconds = nos últimos { $count } segundos
plot-last-minutes = { $count ->
    [60] na última hora
   *[other] nos últimos { $count } minutos
}
plot-last-hours = nas últimas { $count } horas
# O fim é uma hora do dia.
plot-seconds-before = nos { $count } segundos antes das { $end }
plot-minutes-before = { $count ->
    [60] na hora antes das { $end }
   *[other] nos { $count } minutos antes das { $end }
}
plot-hours-before = nas { $count } horas antes das { $end }

## O que aconteceu nesse tempo

# Na legenda; a primeira e a quarta falam de uma sessão, as duas entre elas de câmeras, as duas últimas do fluxo de eventos.
event-started = iniciada
event-verified = verificada
event-failed = falhou
event-stopped = encerrada
event-link-down = conexão perdida
event-link-up = conexão restabelecida
event-session-started = sessão iniciada
event-session-stopped = sessão encerrada
# Uma câmera é o final do seu endereço MAC, ou a palavra que segue estas.
event-camera-verified = { $camera } verificada
event-camera-failed = { $camera } falhou
event-a-camera = câmera

## Limites

# Dentro de uma frase e na legenda.
threshold-level-unknown = desconhecido
threshold-level-normal = normal
threshold-level-warning = aviso
threshold-level-critical = crítico
# Em um selo e acima dos campos.
threshold-warning = Aviso
threshold-critical = Crítico
threshold-open = Limites…
threshold-open-name = Limites
threshold-title = Limites
threshold-body = Valores a partir destes limites são mostrados como aviso ou crítico.
# Os nomes dos campos: CPU aviso.
threshold-warning-of = { $metric } aviso
threshold-critical-of = { $metric } crítico
threshold-out-of-range = { $metric }: Um limite fica entre 0 e { $most } { $unit }.
threshold-not-below = { $metric }: O aviso deve ficar abaixo do limite crítico.
threshold-save = Salvar
threshold-save-name = Salvar limites
# Usa o que é comum para um Pi desses; os dois precisam caber na mesma linha com os outros.
threshold-reset-pi-4 = Padrão Pi 4
threshold-reset-pi-5 = Padrão Pi 5
threshold-cancel = Cancelar

## Os painéis abaixo dos gráficos

monitor-as-of = Valores de { $age } atrás
monitor-polling-limits = A consulta periódica informa só CPU, memória, disco, temperatura, carga e tempo ligado.
monitor-panel-system = Sistema
monitor-panel-services = Serviços
monitor-panel-network = Rede
monitor-panel-security = Segurança

# Curtos: há um valor na mesma linha.
monitor-disk-range = Disco, mín. e máx.
monitor-load = Carga média
monitor-load-range = Carga, mín. e máx.
monitor-uptime = Tempo ligado
monitor-alerts = Alertas
monitor-clients = Clientes conectados
monitor-mqtt = MQTT
monitor-mqtt-secure = MQTT com TLS
monitor-api = API
monitor-database = Banco de dados
monitor-last-check = Última verificação
monitor-service-uptime = Serviço ligado há
monitor-connections = Conexões
# Bytes por segundo.
monitor-received = Recebidos
monitor-sent = Enviados
monitor-packet-loss = Perda de pacotes
monitor-latency = Latência
monitor-threat-level = Nível de ameaça
monitor-failed-logins = Logins com falha
monitor-certificate = Certificado
monitor-encryption = Criptografia

# Os valores nessas linhas.
monitor-memory-of = { $used } de { $total }{"\u202F"}MB
monitor-disk-of = { $used } de { $total }{"\u202F"}GB
# O que está em uso, como na mensagem anterior, e se isso é um aviso ou crítico.
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

## As câmeras abaixo dos painéis

monitor-cameras-title = Câmeras
monitor-cameras = { $all ->
    [0] Câmeras: nenhuma
   *[other] Câmeras: { $online } de { $all } online
}
# O motivo é um traço, ou que este Pi não o envia.
monitor-cameras-missing = Câmeras: { $reason }
monitor-column-camera = Câmera
monitor-column-state = Estado
monitor-column-signal = Sinal
monitor-column-memory = Memória livre
monitor-column-rate = Quadros
monitor-column-seen = Último contato
monitor-camera-online = online
monitor-camera-offline = offline
