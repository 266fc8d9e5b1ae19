# The connect page: the known Pis, an address, the Pis on this network, the demo, and the check of the connection.

## The page

connect-title = Conectar a um Pi
connect-back = Voltar
connect-address = Endereço do Pi
# Examples, in the empty field.
connect-address-hint = pi.local, 192.168.1.20:8082 ou https://…
connect-do = Conectar
connect-demo = Testar a demonstração
# In place of the address of the Pi, in the header.
connect-simulated = Pi simulado
connect-demo-hint = A demonstração é um Pi simulado com câmeras: não precisa de mais nada.
connect-asking = Verificando o endereço…
connect-anyway = Conectar mesmo assim

## The scenarios of the demo

connect-training = Treinar…
demo-title = Treinar com um Pi simulado
demo-body = Escolha o que acontece. Digite qualquer nome de rede e senha.
demo-all-well = Nada dá errado
demo-wrong-passphrase = Senha errada
demo-wpa3-only = Ponto de acesso só com WPA3
demo-weak-signal = Sinal fraco em duas câmeras
demo-late-reports = Duas câmeras respondem tarde
demo-two-not-allowed = Duas câmeras não permitidas
demo-fifty-cameras = 50 câmeras
demo-restart-half-way = O Pi reinicia no meio
demo-flaky-network = Rede instável
demo-rate-limited = O Pi limita as chamadas
demo-events-mute = O fluxo de eventos fica mudo

## The result of connecting

connect-answers = Um PiOrchestrator responde em { $address }
connect-answers-version = Um PiOrchestrator responde em { $address } (versão { $version })
# A colon and what went wrong follow.
connect-demo-failed = não foi possível iniciar o Pi simulado

## Why the typed text is not an address

connect-address-empty = O endereço está vazio. Digite um como pi.local ou http://192.168.1.20:8082
connect-address-scheme = O endereço deve começar com http ou https, como em http://192.168.1.20:8082
connect-address-user = O endereço não pode conter um nome de usuário nem uma senha (antes de “@”). Digite um como pi.local ou http://192.168.1.20:8082
connect-address-query = O endereço não pode conter uma consulta (a partir de “?”). Digite um como pi.local ou http://192.168.1.20:8082
connect-address-fragment = O endereço não pode conter um fragmento (a partir de “#”). Digite um como pi.local ou http://192.168.1.20:8082
# $why is in English: “invalid port number”.
connect-address-malformed = Isto não é um endereço ({ $why }). Digite um como pi.local ou http://192.168.1.20:8082

## The Pis that this console knows. $name: the name that a person gave it, or its address.

pi-known-title = Pis conhecidos
# For screen readers: the tile of one of them.
pi-known = Pi conhecido { $name }
# The presence of a known Pi: one of these four.
pi-in-use = Em uso
pi-is-found = Nesta rede
# $ago: “12 s ago”.
pi-seen = Visto { $ago }
pi-never-seen = Nunca visto
pi-version = versão { $version }
# The session: now, or when the Pi was last seen. $network: the network that its cameras join.
pi-session-runs = Sessão { $network } em andamento
pi-session-ran = Sessão { $network } estava em andamento
pi-key-accepted = Chave aceita { $ago }
pi-key-refused = Chave recusada
pi-no-key = Nenhuma chave aceita ainda
# For screen readers: the buttons of the tile.
pi-connect-to = Conectar a { $name }
pi-forget = Esquecer { $name }
pi-rename = Renomear { $name }
pi-name = Nome deste Pi
pi-save-name = Salvar nome
pi-cancel = Cancelar

## The Pis that were found on this network

pi-found-title = Nesta rede
pi-listening = Procurando… Nenhum Pi encontrado até agora. Algumas redes bloqueiam a busca: nesse caso, digite o endereço.
# For screen readers: the tile of one of them.
pi-found = Pi encontrado { $name }

## The check of the connection in use, step by step

check-title = Conexão
check-again = Verificar conexão
check-running = Verificando…
check-not-checked = Ainda não verificada.
# As “Reachable: yes”: one of the five below, and one of the three after them.
check-step = { $step }: { $state }
check-reachable = Acessível
# The Pi has the V1 API.
check-speaks-v1 = API V1
check-key-accepted = Chave aceita
check-events-live = Eventos ao vivo
check-monitor-live = Monitor ao vivo
check-ok = sim
check-failed = não
check-skipped = não testado
# What went wrong, what to do, and the code of it: the first two are whole sentences.
check-problem = { $summary } { $advice } ({ $code })
