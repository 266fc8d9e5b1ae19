# A página de conexão: os Pis conhecidos, um endereço, os Pis desta rede, a demonstração e a verificação da conexão.

## A página

connect-title = Conectar a um Pi
connect-back = Voltar
connect-address = Endereço do Pi
# Exemplos, no campo vazio.
connect-address-hint = pi.local, 192.168.1.20:8082 ou https://…
connect-do = Conectar
connect-demo = Testar a demonstração
connect-demo-hint = A demonstração é um Pi simulado com câmeras: não precisa de mais nada.
connect-asking = Verificando o endereço…
connect-anyway = Conectar mesmo assim

## O resultado da conexão

connect-answers = Um PiOrchestrator responde em { $address }
connect-answers-version = Um PiOrchestrator responde em { $address } (versão { $version })
# Depois vêm dois-pontos e o que deu errado.
connect-demo-failed = não foi possível iniciar o Pi simulado

## Por que o texto digitado não é um endereço

connect-address-empty = O endereço está vazio. Digite um como pi.local ou http://192.168.1.20:8082
connect-address-scheme = O endereço deve começar com http ou https, como em http://192.168.1.20:8082
connect-address-user = O endereço não pode conter um nome de usuário nem uma senha (antes de “@”). Digite um como pi.local ou http://192.168.1.20:8082
connect-address-query = O endereço não pode conter uma consulta (a partir de “?”). Digite um como pi.local ou http://192.168.1.20:8082
connect-address-fragment = O endereço não pode conter um fragmento (a partir de “#”). Digite um como pi.local ou http://192.168.1.20:8082
# $why vem em inglês: “invalid port number”.
connect-address-malformed = Isto não é um endereço ({ $why }). Digite um como pi.local ou http://192.168.1.20:8082

## Os Pis que este console conhece. $name: o nome que alguém deu, ou o endereço.

pi-known-title = Pis conhecidos
# Para leitores de tela: a linha de um deles.
pi-known = Pi conhecido { $name }
pi-in-use = em uso
# $ago: “há 12 s”.
pi-seen = visto { $ago }
pi-never-seen = nunca visto
# Para leitores de tela: os botões da linha.
pi-connect-to = Conectar a { $name }
pi-forget = Esquecer { $name }
pi-rename = Renomear { $name }
pi-name = Nome deste Pi
pi-save-name = Salvar nome
pi-cancel = Cancelar

## Os Pis encontrados nesta rede

pi-found-title = Nesta rede
pi-listening = Procurando… Nenhum Pi encontrado até agora. Algumas redes bloqueiam a busca: nesse caso, digite o endereço.
# Para leitores de tela: a linha de um deles.
pi-found = Pi encontrado { $name }

## A verificação da conexão em uso, passo a passo

check-title = Conexão
check-again = Verificar conexão
check-running = Consultando o Pi…
check-not-checked = Ainda não verificada.
# Como “Acessível: sim”: uma das cinco abaixo, e uma das três depois delas.
check-step = { $step }: { $state }
check-reachable = Acessível
# O Pi tem a API V1.
check-speaks-v1 = Fala V1
check-key-accepted = Chave aceita
check-events-live = Eventos ao vivo
check-monitor-live = Monitor ao vivo
check-ok = sim
check-failed = não
check-skipped = não testado
# O que deu errado, o que fazer, e o código: os dois primeiros são frases inteiras.
check-problem = { $summary } { $advice } ({ $code })
