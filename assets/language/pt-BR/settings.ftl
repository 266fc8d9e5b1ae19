# A aba de configurações, a chave de API do Pi, e os arquivos que o pidash guarda, exporta e abre.

## As seções

settings-api-key = Chave de API
settings-look = Aparência
settings-notifications = Avisos
settings-kiosk-section = Quiosque
settings-features = Recursos
settings-features-hint = Um recurso desligado desaparece da janela, e o pidash não envia requisições para ele.
settings-about = Sobre

## Os nomes das configurações, à esquerda de cada linha

settings-theme = Tema
settings-zoom = Zoom
settings-language = Idioma
settings-gloves = Controles maiores para luvas
settings-notify = Avisar na área de trabalho quando um lote termina ou uma câmera falha
settings-sound = Com som
settings-kiosk = Quiosque
settings-kiosk-hint = Tela cheia e bloqueada. Para desbloquear, segure o logotipo por 3 segundos.
settings-keyboard = Teclado na tela
settings-dim-after = Escurecer a tela após
settings-black-after = Apagar a tela após
settings-batch-provisioning = Provisionamento em lote
settings-allowlist = Lista de permissões
settings-session-recovery = Recuperação de sessões
settings-websocket-monitor = Monitor por WebSocket
settings-v1-api = API V1
# Quanto o pidash escreve no log.
settings-log = Log

## Ligado ou desligado, e quem o disse

settings-on = Sim
settings-off = Não
# Para leitores de tela. $what: o nome do que se configura, como “Lista de permissões”.
settings-switch-on = { $what }: sim
settings-switch-off = { $what }: não
# Alguém o disse, nesta janela ou no arquivo de configurações.
settings-set-here = Definido aqui
# Não se pode mudar aqui, estes dois. $variable: o nome de uma variável de ambiente.
settings-set-by-variable = Definido por { $variable }
settings-set-by-command-line = Definido pela linha de comando

## Os temas

settings-theme-system = Do sistema
settings-theme-dark = Escuro
settings-theme-light = Claro
settings-theme-high-contrast = Alto contraste
# Para leitores de tela. $theme: um dos acima, em minúsculas.
settings-theme-named = Tema: { $theme }

## O tamanho de tudo

settings-zoom-smaller = Menor
settings-zoom-larger = Maior
settings-zoom-usual = Tamanho normal

## Os idiomas: cada um é escrito nele mesmo

settings-language-system = Do sistema
# Para leitores de tela. $language: “Português”, ou settings-language-system.
settings-language-named = Idioma: { $language }

## O log

# Para leitores de tela. $level: “warn”, como se escreve no arquivo de configurações.
settings-log-named = Log: { $level }

## O teclado na tela: em um quiosque, sempre, nunca

settings-keyboard-auto = Automático
settings-keyboard-on = Sempre
settings-keyboard-off = Nunca
# Para leitores de tela. $when: um dos acima, em minúsculas.
settings-keyboard-named = Teclado na tela: { $when }

## Quando um quiosque em que ninguém toca escurece e se apaga

settings-never = Nunca
settings-minutes = { $minutes } min
# Para leitores de tela. $after: settings-minutes.
settings-dim-after-named = Escurecer a tela após { $after }
settings-dim-never = Nunca escurecer a tela
settings-black-after-named = Apagar a tela após { $after }
settings-black-never = Nunca apagar a tela

## Por que um valor não foi definido ou não foi guardado. $setting: o nome dele no arquivo de configurações.

settings-not-set = { $setting } não foi definido: { $why }
# $why vem em inglês: onde está o erro no arquivo.
settings-file-not-toml = o arquivo de configurações não é alterado, porque não pode ser lido ({ $why })
# $key: a name in the file.
settings-file-not-a-table = o arquivo de configurações não é alterado, porque “{ $key }” nele não é uma tabela
settings-bad-empty = está vazio
# $others, $last: as palavras possíveis, como se escrevem no arquivo de configurações.
settings-bad-choice = precisa ser { $others } ou { $last }
settings-bad-number = precisa ser um número entre { $least } e { $most }
settings-bad-minutes = precisa ser um número de minutos entre { $least } (nunca) e { $most }
settings-bad-switch = precisa ser true ou false

## O que há de errado no arquivo de configurações, no ambiente ou na linha de comando. $place: um arquivo, uma variável ou uma chave.

settings-warning = { $place }: { $what }
settings-warning-line = { $place }, linha { $line }: { $what }
# Como $what destas duas.
settings-warning-key = “{ $key }”: { $why }
settings-key-unknown = esta versão do pidash não a conhece; ela fica como está
settings-key-not-a-value = não é um valor único

## A linha de comando: por que o texto depois de --set é recusado

settings-set-form = escreva como theme=light
settings-set-keys = precisa ser uma destas: { $keys }

## O que não pode ser guardado para o próximo início. $why: o que o sistema diz.

settings-unkept-open-session = A sessão aberta não pode ser guardada para o próximo início: { $why }
settings-unkept-thresholds = Os limites não podem ser guardados para o próximo início: { $why }
settings-unkept-health = A saúde do Pi não pode ser gravada para o próximo início: { $why }
# As marcas nos gráficos: uma câmera falhou, o Pi reiniciou.
settings-unkept-timeline-events = Os eventos dos gráficos não podem ser guardados para o próximo início: { $why }
settings-unkept-past-sessions = As sessões anteriores não podem ser guardadas para o próximo início: { $why }
settings-unkept-profiles = Os Pis conhecidos não podem ser guardados para o próximo início: { $why }
settings-unkept-window = O tamanho da janela não pode ser guardado para o próximo início: { $why }
settings-unkept-settings = As configurações alteradas valem até a janela fechar: { $why }

## The state of a past session whose end this console has not seen

settings-session-unfinished = fim não visto

## A chave deste Pi: se há uma

key-none = Nenhuma chave está definida.
key-none-needed = Nenhuma chave está definida, e este Pi aceita requisições sem ela: está em modo de desenvolvimento.
key-none-refused = Nenhuma chave está definida, mas este Pi exige uma.
key-given = O pidash foi iniciado com esta chave: troque-a onde ela está guardada e toque em “Ler de novo”.

## O que se sabe dela, em fila. $place: um dos abaixo.

key-kept-in = Guardada em: { $place }
key-survives = continua depois de reiniciar
key-does-not-survive = some ao reiniciar
key-fingerprint = impressão digital { $fingerprint }
# $ago: “há 12 s”, como a língua o diz.
key-accepted = aceita { $ago }
key-not-accepted = ainda não aceita

## Onde está uma chave

key-place-credential = credencial do systemd { $path }
key-place-file = arquivo { $path }
key-place-environment = variável de ambiente PIDASH_API_KEY
key-place-keyring = chaveiro deste computador
key-place-own-file = arquivo que só este usuário pode ler
key-place-memory = memória desta janela

## Dar outra

key-field = Chave de API
# Para leitores de tela: o botão que mostra o que foi digitado.
key-show = Segure para mostrar a chave de API
key-keep-in = Guardar em
key-in-keyring = Chaveiro
key-in-file = Arquivo deste usuário
key-in-window = Só esta janela
# Para leitores de tela. $place: um dos três acima, em minúsculas.
key-keep-in-named = Guardar a chave em: { $place }
key-read-again = Ler de novo
key-save = Salvar chave
key-test = Testar chave
key-forget = Esquecer chave…
key-forget-name = Esquecer chave
# As respostas a isso, e o nome da primeira para leitores de tela.
key-forget-do = Esquecer
key-forget-confirm = Confirmar: esquecer chave
key-forget-not = Manter

## O que está sendo feito com ela, e o que resultou

key-looking = Procurando uma chave…
key-saving = Salvando a chave…
key-testing = Testando a chave…
key-forgetting = Esquecendo a chave…
key-is-in = A chave está guardada em: { $place }.
key-is-forgotten = A chave foi esquecida.
key-works = O Pi aceita esta chave.
# $why: uma frase inteira, estes dois.
key-is-refused = O Pi recusa esta chave: { $why }
key-untestable-because = A chave não pode ser testada agora. { $why }
key-untestable = A chave não pode ser testada agora.
# O $why destes começa com minúscula e não tem ponto final.
key-not-kept = A chave não foi salva: { $why }.
key-not-kept-in-keyring = A chave não foi salva: { $why }. Guarde-a em um arquivo deste usuário, ou só nesta janela.
key-not-forgotten = A chave não foi esquecida: { $why }.
key-nothing-possible = A chave não pode ser alterada agora: { $why }
key-cannot-be = Isto não é uma chave de API: { $why }.

## Por que um texto não é uma chave

key-why-empty = a chave de API está vazia
key-why-line-break = a chave de API contém uma quebra de linha: cole uma linha só
key-why-not-ascii = a chave de API contém um caractere fora do ASCII simples
key-why-too-short = uma chave de API tem pelo menos 8 caracteres
key-why-too-long = uma chave de API tem no máximo 256 caracteres

## Por que uma chave não pode ser lida ou guardada. $why: o que o sistema diz, ou um dos acima.

key-given-unreadable = não foi possível ler o arquivo da chave de API “{ $path }”: { $why }
key-given-unusable = o arquivo da chave de API “{ $path }” não pode ser usado: { $why }
key-file-nowhere = não há pasta para o arquivo da chave
key-file-unusable = o arquivo da chave “{ $path }” não pode ser usado: { $why }
# O comando fica como está.
key-file-open = o arquivo da chave “{ $path }” não é usado, porque outros podem lê-lo: digite  chmod 600 '{ $path }'
key-file-not-plain = o arquivo da chave “{ $path }” não é usado, porque não é um arquivo comum: remova-o
key-keyring-none = este computador não tem chaveiro
key-keyring-silent = o chaveiro deste computador não respondeu em 2 segundos: pode estar bloqueado
key-keyring-refused = o chaveiro deste computador não pode ser usado: { $why }
key-keyring-forgetful = o chaveiro deste computador não guardou a chave
key-keyring-not-asked = não foi possível consultar o chaveiro deste computador: { $why }

## Sobre este programa

about-settings-file = Arquivo de configurações
about-log-file = Arquivo de log
# Como em “Copiar arquivo de configurações”, para leitores de tela.
about-settings-file-copied = arquivo de configurações
about-log-file-copied = arquivo de log
about-path-copied = Caminho copiado
about-bundle = Pacote de suporte…
about-bundle-name = Pacote de suporte

## Arquivos que alguém pediu

export-saved = Salvo como { $path }
export-failed = Nada foi exportado: { $why }

## Listas de câmeras que alguém abre: a janela de arquivos da área de trabalho, e o que resultou

export-list-dialog = Abrir uma lista de câmeras
# Quais arquivos ela mostra.
export-list-kind = Listas
export-list-any = Todos os arquivos
export-list-not-chosen = Nenhum arquivo foi escolhido. Se nenhuma janela de arquivos apareceu, esta área de trabalho não tem uma: digite o caminho, solte o arquivo na janela ou cole a lista.
export-list-not-opened = O arquivo não pode ser aberto: { $why }
export-list-unreadable = { $path } não pode ser lido: { $why }
export-list-not-a-file = { $path } não pode ser lido: é uma pasta ou um dispositivo, não um arquivo

## O PIN do quiosque, quando não pode ser verificado ou alterado. $why: as palavras do sistema.

pin-nowhere = a demonstração não guarda PIN
pin-unusable = o arquivo do PIN “{ $path }” não pode ser usado: { $why }
pin-damaged = o arquivo do PIN “{ $path }” está danificado: remova-o e defina o PIN de novo
pin-not-kept = o PIN não pôde ser guardado: { $why }
