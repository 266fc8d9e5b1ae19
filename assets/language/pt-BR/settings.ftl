# The settings tab, the API key of the Pi, and the files that pidash keeps, exports and opens.

## The sections

settings-api-key = Chave de API
settings-look = Aparência
settings-sessions = Sessões
settings-try-one-first = Uma câmera primeiro
settings-try-one-first-hint = “Provisionar todas” envia as outras quando ela for verificada.
settings-keep-passphrase = Guardar a senha
settings-keep-passphrase-hint = Para a próxima sessão: só na memória, por uma hora.
settings-scanner = Leitor de código de barras
settings-scanner-hint = Recebe etiquetas de câmeras e códigos WiFi em qualquer página.
settings-notifications = Notificações
settings-kiosk-section = Quiosque
settings-features = Recursos
settings-features-hint = Um recurso desligado desaparece da janela, e o pidash não envia requisições para ele.
settings-about = Sobre

## The names of the settings, at the left of each row

settings-theme = Tema
settings-zoom = Zoom
settings-language = Idioma
settings-gloves = Controles maiores para luvas
settings-notify = Notificar quando um lote terminar ou uma câmera falhar
settings-sound = Sons
settings-kiosk = Quiosque
settings-kiosk-hint = Tela cheia e bloqueada. Para desbloquear, segure o logotipo por 3 segundos.
settings-keyboard = Teclado na tela
settings-dim-after = Escurecer a tela após
settings-black-after = Apagar a tela após
settings-glance-after = Letras grandes após
settings-batch-provisioning = Provisionamento em lote
settings-allowlist = Lista de permissões
settings-session-recovery = Recuperação de sessões
settings-websocket-monitor = Monitor por WebSocket
settings-v1-api = API V1
# How much pidash writes into its log.
settings-log = Nível do log

## On or off, and where the value comes from

settings-on = Ligado
settings-off = Desligado
# For screen readers. $what: the name of the setting, as “Allowlist”.
settings-switch-on = { $what }: ligado
settings-switch-off = { $what }: desligado
# The value comes from this window or from the settings file.
settings-set-here = Definido aqui
# The row is disabled, these two. $variable: the name of an environment variable.
settings-set-by-variable = Definido por { $variable }
settings-set-by-command-line = Definido pela linha de comando

## The themes

settings-theme-system = Do sistema
settings-theme-dark = Escuro
settings-theme-light = Claro
settings-theme-high-contrast = Alto contraste
# For screen readers. $theme: one of those above, in small letters.
settings-theme-named = Tema: { $theme }

## The size of everything

settings-zoom-smaller = Menor
settings-zoom-larger = Maior
settings-zoom-usual = Tamanho normal

## The languages: each is named in its own language

settings-language-system = Do sistema
# For screen readers. $language: “Português”, or settings-language-system.
settings-language-named = Idioma: { $language }

## The log

# For screen readers. $level: “warn”, as it is written in the settings file.
settings-log-named = Nível do log: { $level }

## The keyboard on the screen: in a kiosk, always, never

settings-keyboard-auto = Automático
settings-keyboard-on = Sempre
settings-keyboard-off = Nunca
# For screen readers. $when: one of those above, in small letters.
settings-keyboard-named = Teclado na tela: { $when }

## Sounds

settings-sound-auto = No quiosque
# For screen readers. $when: “in the kiosk”, “on” or “off”.
settings-sound-named = Sons: { $when }
# In front of the three buttons.
settings-sound-listen = Ouvir:
# Buttons that play a sound: that of a verified camera, of a failed one, and of the end of a batch.
settings-sound-verified = Verificada
settings-sound-failed = Falha
settings-sound-done = Lote concluído
# For screen readers. $what: one of those three.
settings-sound-play = Tocar “{ $what }”
settings-no-sound = Sem som: instale o alsa-utils.
settings-no-sound-here = Sem som: neste sistema, só as notificações tocam.
settings-sound-not-played = O som não foi tocado: verifique o dispositivo de áudio deste computador.

## When an untouched kiosk dims and goes black

settings-never = Nunca
settings-minutes = { $minutes } min
# For screen readers. $after: settings-minutes.
settings-dim-after-named = Escurecer a tela após { $after }
settings-dim-never = Nunca escurecer a tela
settings-black-after-named = Apagar a tela após { $after }
settings-black-never = Nunca apagar a tela
settings-glance-after-named = Letras grandes após { $after }
settings-glance-never = Nunca em letras grandes

## Why a setting was not changed, or its file was not written. $setting: its name in the settings file.

settings-not-set = { $setting } não foi definido: { $why }
# $why is in English: the words of the parser.
settings-file-not-toml = o arquivo de configurações não foi alterado, porque está danificado
settings-file-damaged = o arquivo está danificado aqui; só o que está acima é usado
# $key: a name in the file.
settings-file-not-a-table = o arquivo de configurações não é alterado, porque “{ $key }” nele não é uma tabela
settings-bad-empty = está vazio
# $others, $last: the values, as they are written in the settings file.
settings-bad-choice = precisa ser { $others } ou { $last }
settings-bad-number = precisa ser um número entre { $least } e { $most }
settings-bad-minutes = precisa ser um número de minutos entre { $least } (nunca) e { $most }
settings-bad-switch = precisa ser true ou false

## What is wrong in the settings file, the environment or the command line. $place: a file, a variable or a key.

settings-warning = { $place }: { $what }
settings-warning-line = { $place }, linha { $line }: { $what }
# As $what of these two.
settings-warning-key = “{ $key }”: { $why }
settings-key-unknown = esta versão do pidash não a conhece; ela fica como está
settings-key-not-a-value = não é um valor único

## The CA file, when it cannot be used

# $why: the words of the system.
settings-ca-unreadable = o arquivo de CA “{ $path }” não pode ser lido: { $why }
settings-ca-empty = o arquivo de CA “{ $path }” não contém nenhum certificado PEM
# $number: counted from 1.
settings-ca-damaged = o certificado { $number } do arquivo de CA “{ $path }” não pode ser usado: está danificado ou em um formato desconhecido

## The command line: why the text after --set is refused

settings-set-form = escreva como theme=light
settings-set-keys = precisa ser uma destas: { $keys }

## Files that cannot be written. $why: the words of the system.

# The disk is full or cannot be written: no file can be.
settings-unkept-all = Nada pode ser guardado para a próxima abertura: { $why }
settings-unkept-open-session = A sessão aberta não pode ser guardada para a próxima abertura: { $why }
settings-unkept-thresholds = Os limites não podem ser guardados para a próxima abertura: { $why }
settings-unkept-health = A saúde do Pi não pode ser gravada para a próxima abertura: { $why }
# The marks in the charts: a camera failed, the Pi restarted.
settings-unkept-timeline-events = Os eventos dos gráficos não podem ser guardados para a próxima abertura: { $why }
settings-unkept-positions = As listas de posições não podem ser guardadas para a próxima abertura: { $why }
settings-unkept-past-sessions = As sessões anteriores não podem ser guardadas para a próxima abertura: { $why }
settings-unkept-profiles = Os Pis conhecidos não podem ser guardados para a próxima abertura: { $why }
settings-unkept-window = O tamanho da janela não pode ser guardado para a próxima abertura: { $why }
settings-unkept-settings = As configurações alteradas valem até a janela fechar: { $why }

## The state of a past session whose end this console has not seen

settings-session-unfinished = fim não visto

## The key of this Pi: whether there is one

key-none = Nenhuma chave está definida.
key-none-needed = Nenhuma chave está definida, e este Pi aceita requisições sem ela: está em modo de desenvolvimento.
key-none-refused = Nenhuma chave está definida, mas este Pi exige uma.
key-given = O pidash foi iniciado com esta chave: troque-a onde ela está guardada e toque em “Ler de novo”.

## The facts about it, in a row. $place: one of those below.

key-kept-in = Guardada em: { $place }
key-survives = continua depois de reiniciar
key-does-not-survive = some ao reiniciar
key-may-vanish = pode sumir ao reiniciar: este computador mantém essa pasta na memória
key-fingerprint = impressão digital { $fingerprint }
# $ago: “12 s ago”.
key-accepted = aceita { $ago }
key-not-accepted = ainda não aceita

## Where a key is

key-place-credential = credencial do systemd { $path }
key-place-file = arquivo { $path }
key-place-environment = variável de ambiente PIDASH_API_KEY
key-place-keyring = chaveiro deste computador
key-place-own-file = arquivo que só este usuário pode ler
key-place-memory = memória desta janela

## Entering another key

key-field = Chave de API
# For screen readers: the button that shows what is typed.
key-show = Segure para mostrar a chave de API
key-keep-in = Guardar em
key-in-keyring = Chaveiro
key-in-file = Arquivo deste usuário
key-in-window = Só esta janela
# Where there is no file for this user, as on Windows.
key-no-file = Neste sistema, o pidash não guarda chaves em arquivo: outros poderiam lê-lo.
# For screen readers. $place: one of the three above, in small letters.
key-keep-in-named = Guardar a chave em: { $place }
key-read-again = Ler de novo
key-save = Salvar chave
key-test = Testar chave
key-forget = Esquecer chave…
key-forget-name = Esquecer chave
# The answers in its dialog, and the name of the first for screen readers.
key-forget-do = Esquecer
key-forget-confirm = Confirmar: esquecer chave
key-forget-not = Manter

## The operation on the key, and its result

key-looking = Procurando uma chave…
key-saving = Salvando a chave…
key-testing = Verificando a chave…
key-forgetting = Esquecendo a chave…
key-is-in = A chave está guardada em: { $place }.
key-is-forgotten = A chave foi esquecida.
key-works = O Pi aceita esta chave.
# Followed by where it is stored.
key-is-accepted = Aceita pelo Pi.
key-refused = Recusada pelo Pi. A chave não foi salva: confira e digite de novo.
# $why: a whole sentence, these two.
key-is-refused = O Pi recusa esta chave: { $why }
key-untestable-because = A chave não pode ser testada agora. { $why }
key-untestable = A chave não pode ser testada agora.
# $why of these begins with a small letter and has no full stop.
key-not-kept = A chave não foi salva: { $why }.
key-not-kept-in-keyring = A chave não foi salva: { $why }. Guarde-a em um arquivo deste usuário, ou só nesta janela.
key-not-kept-in-keyring-alone = A chave não foi salva: { $why }. Guarde-a só nesta janela.
key-not-forgotten = A chave não foi esquecida: { $why }.
key-nothing-possible = A chave não pode ser alterada agora: { $why }
key-cannot-be = Isto não é uma chave de API: { $why }.

## Why a text is no key

key-why-empty = a chave de API está vazia
key-why-line-break = a chave de API contém uma quebra de linha: cole uma linha só
key-why-in-quotes = a chave de API está entre aspas: tire as aspas
key-why-with-name = a chave de API tem o nome na frente: só a parte depois dele é a chave
key-why-not-ascii = a chave de API contém um caractere fora do ASCII simples
key-why-too-short = uma chave de API tem pelo menos 8 caracteres
key-why-too-long = uma chave de API tem no máximo 256 caracteres

## Why a key cannot be read or kept. $why: what the system says, or one of those above.

key-given-unreadable = não foi possível ler o arquivo da chave de API “{ $path }”: { $why }
key-given-unusable = o arquivo da chave de API “{ $path }” não pode ser usado: { $why }
key-file-nowhere = não há pasta para o arquivo da chave
key-file-unusable = o arquivo da chave “{ $path }” não pode ser usado: { $why }
# The command stays as it is.
key-file-open = o arquivo da chave “{ $path }” não é usado, porque outros podem lê-lo: digite  chmod 600 '{ $path }'
key-file-not-plain = o arquivo da chave “{ $path }” não é usado, porque não é um arquivo comum: remova-o
key-keyring-none = este computador não tem chaveiro
key-keyring-silent = o chaveiro deste computador não respondeu em 2 segundos: pode estar bloqueado
key-keyring-refused = o chaveiro deste computador não pode ser usado: { $why }
key-keyring-forgetful = o chaveiro deste computador não guardou a chave
key-keyring-not-asked = não foi possível acessar o chaveiro deste computador: { $why }

## About this program

about-settings-file = Arquivo de configurações
about-log-file = Arquivo de log
# As in “Copy settings file”, for screen readers.
about-settings-file-copied = arquivo de configurações
about-log-file-copied = arquivo de log
about-path-copied = Caminho copiado
about-bundle = Pacote de suporte…
about-bundle-name = Pacote de suporte
# Opens or closes a small panel with measured figures.
about-performance = Desempenho

## Exported files

export-saved = Salvo como { $path }
export-failed = Nada foi exportado: { $why }

## Opening a list of cameras: the file dialog of the desktop, and what can fail

export-list-dialog = Abrir uma lista de câmeras
# The kinds of files that it shows.
export-list-kind = Listas
export-list-any = Todos os arquivos
export-list-not-chosen = Nenhum arquivo foi escolhido. Se nenhuma janela de arquivos apareceu, digite o caminho, solte o arquivo na janela ou cole a lista.
export-list-not-opened = O arquivo não pode ser aberto: { $why }
export-list-unreadable = { $path } não pode ser lido: { $why }
export-list-not-a-file = { $path } não pode ser lido: é uma pasta ou um dispositivo, não um arquivo

## The PIN of the kiosk, when it cannot be checked or changed. $why: the words of the system.

pin-nowhere = a demonstração não guarda PIN
pin-unusable = o arquivo do PIN “{ $path }” não pode ser usado: { $why }
pin-damaged = o arquivo do PIN “{ $path }” está danificado: remova-o e defina o PIN de novo
pin-not-kept = o PIN não pôde ser guardado: { $why }
