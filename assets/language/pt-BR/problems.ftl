# What went wrong, and the one thing to do about it. `pidash check` and support bundles use the English sentences.

## What to do

advice-retry = Tente de novo.
advice-wait = Nada a fazer: o pidash tenta de novo automaticamente.
advice-give-key = Digite a chave de API deste Pi, ou inicie o pidash com --api-key-file e o arquivo que a contém.
advice-check-address-instead = Confira o endereço. Talvez seja { $address }.
advice-check-address = Confira o endereço e a porta do Pi.
advice-check-network = Confira a rede deste aparelho e, se houver, o proxy na frente do Pi.
advice-sign-in-to-network = Faça login nesta rede com um navegador, ou conecte este aparelho à rede do Pi.
advice-check-certificate = Confira o endereço. Se o Pi tem um certificado da sua própria CA, inicie o pidash com --ca-file e o arquivo da CA.
advice-check-clock = Confira a data e a hora deste computador. Se estiverem certas, o certificado do Pi precisa ser renovado.
advice-check-pi = Confira se o Pi tem energia e se este aparelho está na rede dele.
advice-start-new-session = Inicie uma nova sessão.
advice-show-running-session = Mostre a sessão em andamento neste Pi, ou encerre-a antes.
advice-wait-for-session = Aguarde um momento: se a sessão começou, ela aparece aqui. Se não, inicie de novo.
advice-check-session = A sessão é lida de novo: confira o estado atual dela.
advice-resume-session = Retome a sessão e tente de novo.
advice-check-credentials = Confira a senha da rede e o ponto de acesso de 2,4 GHz e tente de novo.
advice-check-camera = Desligue e ligue a câmera ou aproxime-a do Pi e tente de novo.
advice-add-to-allowlist = Adicione esta câmera à lista de permissões e tente de novo.
advice-correct-input = Corrija os dados e envie de novo.
advice-update-pi = Atualize o software deste Pi.
advice-contact-support = Se acontecer de novo, envie o id de correlação ao suporte.

## The error codes of the contract with the Pi

problem-session-not-found = O Pi não conhece mais esta sessão.
problem-session-expired = A sessão expirou.
problem-session-already-active = Outra sessão está em andamento neste Pi.
problem-session-already-closed = A sessão está encerrada.
problem-session-not-recoverable = A sessão não pode ser retomada.
problem-device-not-found = O Pi não vê mais esta câmera.
problem-device-not-in-allowlist = A câmera não está na lista de permissões.
problem-device-already-provisioning = A câmera já está sendo provisionada.
problem-device-invalid-state = A sessão está pausada, ou a câmera está em outra etapa.
problem-max-retries-exceeded = A câmera já usou todas as tentativas desta sessão.
problem-device-unreachable = O Pi não consegue acessar a câmera.
problem-device-rejected = A câmera não aceitou as credenciais.
problem-device-timeout = A câmera não respondeu a tempo.
problem-verification-timeout = A câmera não entrou na rede de destino.
problem-unauthorized = O Pi exige uma chave de API, ou não aceita esta.
problem-totp-invalid = O Pi não aceita o código de uso único.
problem-totp-expired = O código de uso único é antigo demais.
problem-validation-failed = O Pi não aceita o que foi digitado.
problem-invalid-request = O Pi não entende a requisição.
problem-missing-parameter = A requisição está incompleta.
problem-bad-request = O Pi não consegue usar esta requisição.
problem-validation-error = O Pi não aceita um valor que foi digitado.
problem-conflict = A requisição entra em conflito com o estado atual do Pi.
problem-not-found = O Pi não encontra o que foi pedido.
problem-rate-limited = O Pi pede uma breve pausa entre as requisições.
problem-circuit-open = O Pi faz uma pausa após várias falhas seguidas.
problem-network-error = O Pi está com problemas de rede.
problem-timeout = Uma operação no Pi demorou demais.
problem-mqtt-unavailable = O serviço de mensagens do Pi não está disponível.
problem-service-unavailable = Um serviço do Pi não está disponível no momento.
problem-database-error = O Pi está com problemas no banco de dados.
problem-internal-error = Algo deu errado dentro do Pi.

## An HTTP status without a code of the contract

problem-http-3xx = O Pi redireciona esta requisição.
problem-http-400 = O Pi não aceita o que foi enviado.
problem-http-403 = O Pi não permite isso.
problem-http-404 = O Pi não tem isso.
problem-http-409 = Isso não é possível no estado atual do Pi.
problem-http-410 = Isso não existe mais no Pi.
problem-http-501 = Este Pi não consegue fazer isso.
problem-http-502 = Um servidor responde neste endereço, mas o Pi atrás dele não.
problem-http-503 = O Pi não está pronto para isso.
problem-http-other = O Pi recusa isso.

## A camera or an event without a code and without words of the Pi

problem-camera-failed = Não foi possível provisionar a câmera.
problem-camera-failed-code = A câmera falhou: { $code }.
problem-reported = O Pi informa um problema.

## Problems that this console detects: the Pi did not answer, or its answer cannot be used

problem-unreachable = Não foi possível acessar o Pi.
problem-unknown-host = Nenhum computador com esse nome foi encontrado nesta rede.
problem-tls-failed = Não foi possível fazer uma conexão segura com o Pi.
problem-certificate-time = Pelo relógio deste computador, o certificado do Pi não vale agora.
problem-timed-out = O Pi não respondeu a tempo.
problem-no-answer-within = O Pi não respondeu em { $seconds } segundos.
problem-connection-lost = A conexão caiu antes da resposta do Pi.
problem-start-lost = A sessão pode ter começado: a resposta se perdeu.
problem-not-a-piorchestrator = O que responde neste endereço não é um PiOrchestrator.
problem-html-instead-of-json = { $endpoint } devolveu uma página web: a API não está nesta porta.
problem-answered-in-between = Algo entre este console e o Pi respondeu no lugar dele ({ $status }): talvez um proxy.
problem-captive-portal-at = A rede responde no lugar do Pi e leva para { $address }, provavelmente para fazer login. Nenhuma chave e nenhuma senha foram enviadas para lá.
problem-captive-portal = A rede responde no lugar do Pi: provavelmente ela pede login.
problem-key-not-received = O Pi exige uma chave de API, embora uma tenha sido enviada: ele não aceita esta chave, ou algo entre este console e o Pi a removeu. A chave foi mantida.
problem-redirected-to = O Pi redireciona esta requisição para outro endereço, { $address }: não foi seguido.
problem-redirected-nowhere = O Pi redireciona esta requisição sem informar um endereço: não foi seguida.
problem-redirected = O Pi redireciona esta requisição para outro caminho no mesmo endereço ({ $status }): não foi seguido.
problem-body-too-large = A resposta tem mais de { $mebibytes } MiB e não foi lida.
problem-answer-cut-short = A resposta do Pi foi interrompida no meio.
problem-not-json = A resposta do Pi não é JSON: talvez outra coisa responda neste endereço.
problem-unexpected-form = A resposta do Pi tem um formato que este console não conhece.
problem-not-available = Este Pi não consegue fazer isso: o software dele é antigo demais.
problem-not-taken = O Pi não aceitou este item e não informou o motivo.
problem-busy = O pidash ainda está ocupado com uma requisição anterior.
problem-console-fault = Um erro interno do pidash encerrou a requisição antes da resposta.

## The request log

request-given-up = cancelada antes de chegar uma resposta

## The stream of events

problem-not-an-event-stream = O Pi respondeu { $status } sem um fluxo de eventos ({ $content_type }).
problem-stream-compressed = O fluxo de eventos está comprimido ({ $encoding }), o que este console não pediu: talvez por algo entre este console e o Pi.
problem-line-too-long = Uma linha do fluxo de eventos tem mais de { $mebibytes } MiB.
problem-event-too-large = Um evento do fluxo tem mais de { $mebibytes } MiB.
problem-stream-silent = O fluxo de eventos ficou em silêncio por { $seconds } segundos.
problem-stream-closed = O Pi fechou o fluxo de eventos.
problem-too-many-events = Mais de { $limit } eventos chegaram enquanto a sessão era lida.

## The socket of the monitor

problem-socket-unreachable = Não foi possível acessar o Pi para o monitoramento.
problem-socket-timed-out = O Pi não abriu o socket de monitoramento em { $seconds } segundos.
problem-socket-tls-failed = Não foi possível abrir um socket de monitoramento seguro.
problem-socket-refused = O Pi não abre um socket de monitoramento (respondeu { $status }).
problem-not-a-socket = O que responde neste endereço não abre um socket de monitoramento como deveria.
problem-socket-extension = O socket de monitoramento está comprimido ou usa outra extensão que este console não pediu.
problem-frame-too-large = Um quadro do socket de monitoramento tem mais de { $mebibytes } MiB e não foi lido.
problem-socket-closed = O Pi fechou o socket de monitoramento: { $reason }.
problem-socket-silent = O Pi não respondeu no socket de monitoramento por { $seconds } segundos.
problem-socket-lost = A conexão do socket de monitoramento caiu.

# Why the Pi closed the socket: the end of the sentence above.
socket-close-without-reason = não informou o motivo
socket-close-normal = ele terminou
socket-close-away = ele está sendo desligado
socket-close-policy = ele não permite este console
socket-close-size = uma mensagem era grande demais
socket-close-error = ele tem um erro interno
socket-close-restart = ele está reiniciando
socket-close-again = ele está ocupado demais
socket-close-other = por outro motivo

## Something that the Pi sent and that cannot be read: a line of the event log, after its source

warning-more = mais { $count } itens não podem ser lidos por inteiro
warning-event-not-json = os dados deste evento não são JSON
warning-unknown-event = este console não conhece eventos do tipo “{ $name }”
warning-event-without-payload = este evento não tem conteúdo
warning-event-version = este Pi envia eventos da versão { $version }; eles são lidos como versão 1.0
# The problem is one of the sentences above.
warning-stream-cut-off = { $problem } Não foi lido; o pidash reabre o fluxo.
warning-frame-not-json = um quadro não é JSON
warning-frame-not-an-object = um quadro não é um objeto
warning-frame-without-data = { $name } não tem dados
warning-too-many-figures = chegaram mais valores do que é possível guardar; eles foram descartados

# The item whose fields cannot be read: a colon and the fields follow.
warning-item-answer = resposta
warning-item-session = sessão
warning-item-camera = câmera { $id }
warning-item-camera-at = dispositivo { $place }
warning-item-unnamed-camera = dispositivo
warning-item-entry = item { $id }
warning-item-entry-at = item { $place }
warning-item-unnamed-entry = item
warning-item-network = rede
warning-item-figures = valores
warning-item-system-info = informações do sistema

# What is wrong with a field: several are separated by commas.
fault-item-itself = o item
fault-missing = falta { $field }
fault-unexpected = { $field } é { $found }
fault-unreadable = { $field } é “{ $text }”
fault-out-of-range = { $field } é { $value }
fault-bad-mac = mac é “{ $text }” ({ $reason })
fault-found-value = o valor { $value }
fault-found-text = o texto “{ $text }”
fault-found-rest = o primeiro de mais { $count } itens, que não foram lidos
fault-found-list = uma lista
fault-found-object = um objeto
