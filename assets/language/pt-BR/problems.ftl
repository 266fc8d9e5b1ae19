# O que deu errado, pelo código, e a única coisa a fazer a respeito. Em inglês as mesmas frases estão junto dos códigos:
# `pidash check` e os pacotes de suporte usam aquelas.

## O que fazer

advice-retry = Tente de novo.
advice-wait = Nada a fazer: a nova tentativa é automática.
advice-give-key = Digite a chave de API deste Pi, ou inicie o pidash com --api-key-file e o arquivo que a contém.
advice-check-address-instead = Confira o endereço. Talvez seja { $address }.
advice-check-address = Confira o endereço e a porta do Pi.
advice-check-pi = Confira se o Pi tem energia e se este aparelho está na rede dele.
advice-start-new-session = Inicie uma nova sessão.
advice-show-running-session = Mostre a sessão em andamento neste Pi, ou encerre-a antes.
advice-wait-for-session = Espere um momento: se a sessão começou, ela aparece aqui. Se não, inicie de novo.
advice-resume-session = Retome a sessão e tente de novo.
advice-check-credentials = Confira a senha da rede e o ponto de acesso de 2,4 GHz e tente de novo.
advice-check-camera = Desligue e ligue a câmera ou aproxime-a do Pi e tente de novo.
advice-add-to-allowlist = Ponha esta câmera na lista de permissões e tente de novo.
advice-correct-input = Corrija o que foi digitado e envie de novo.
advice-update-pi = Faça de outro modo, ou peça um software mais novo para este Pi.
advice-contact-support = Se continuar, informe o id de correlação ao suporte.

## O que o Pi diz: os códigos do seu contrato

problem-session-not-found = O Pi não conhece mais esta sessão.
problem-session-expired = O tempo da sessão acabou.
problem-session-already-active = Outra sessão está em andamento neste Pi.
problem-session-already-closed = A sessão está encerrada.
problem-session-not-recoverable = A sessão não pode ser retomada.
problem-device-not-found = O Pi não vê mais esta câmera.
problem-device-not-in-allowlist = A câmera não está na lista de permissões.
problem-device-already-provisioning = A câmera já está sendo provisionada.
problem-device-invalid-state = A sessão está pausada, ou a câmera está em outra etapa.
problem-max-retries-exceeded = A câmera já usou todas as tentativas desta sessão.
problem-device-unreachable = O Pi não consegue alcançar a câmera.
problem-device-rejected = A câmera não aceitou as credenciais.
problem-device-timeout = A câmera não respondeu a tempo.
problem-verification-timeout = A câmera não entrou na rede de destino.
problem-unauthorized = O Pi exige uma chave de API, ou não aceita esta.
problem-totp-invalid = O Pi não aceita o código de uso único.
problem-totp-expired = O código de uso único é antigo demais.
problem-validation-failed = O Pi não aceita o que foi digitado.
problem-invalid-request = O Pi não entende a requisição.
problem-missing-parameter = Falta algo na requisição ao Pi.
problem-rate-limited = O Pi pede uma breve pausa entre as requisições.
problem-circuit-open = O Pi faz uma pausa após várias falhas seguidas.
problem-network-error = O Pi está com problemas de rede.
problem-mqtt-unavailable = O serviço de mensagens do Pi não está disponível.
problem-database-error = O Pi está com problemas no banco de dados.
problem-internal-error = Algo deu errado dentro do Pi.

## O que este console descobre sozinho, antes da resposta do Pi ou sobre ela

# Várias causas têm o mesmo código: cada frase vale para todas.
problem-unreachable = Não foi possível alcançar o Pi.
problem-tls-failed = Não foi possível fazer uma conexão segura com o Pi.
problem-timed-out = O Pi não respondeu a tempo.
# Também quando se quis iniciar uma sessão: ela pode ter começado.
problem-connection-lost = A conexão caiu antes da resposta do Pi.
problem-no-answer = O Pi não responde.
problem-not-a-piorchestrator = O que responde neste endereço não é um PiOrchestrator.
problem-html-instead-of-json = Quem respondeu foi uma página web: esta porta não serve o que foi pedido.
problem-redirected = O Pi encaminha esta chamada para outro endereço: o console não a seguiu.
problem-body-too-large = A resposta é grande demais e não foi lida.
problem-unreadable-answer = Não foi possível ler a resposta do Pi.
problem-not-available = Este Pi não consegue fazer isso: o software dele é antigo demais.
problem-not-taken = O Pi não aceitou este item e não diz por quê.
problem-busy = O console ainda está ocupado com o que foi pedido antes.
problem-console-fault = Uma falha neste console encerrou a chamada antes da resposta.

## O fluxo de eventos

problem-stream-not-events = O Pi respondeu sem um fluxo de eventos.
problem-line-too-long = Uma linha do fluxo de eventos é longa demais.
problem-event-too-large = Um evento do fluxo é grande demais.
problem-stream-silent = O fluxo de eventos ficou em silêncio por tempo demais.
problem-stream-closed = O Pi fechou o fluxo de eventos.
problem-too-many-events = Vieram eventos demais enquanto a sessão era lida.

## O socket do monitor

problem-socket-refused = O Pi não abre um socket de monitoramento.
problem-not-a-socket = O que responde neste endereço não abre um socket de monitoramento como deveria.
problem-frame-too-large = Um quadro do socket de monitoramento é grande demais e não foi lido.
problem-socket-closed = O Pi fechou o socket de monitoramento.
problem-socket-silent = O Pi não respondeu no socket de monitoramento.
problem-socket-lost = O socket de monitoramento se perdeu.
