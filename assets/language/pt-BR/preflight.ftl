# The checks before a start: on the start form, and in “pidash check”.

## Names of the checks. Those of the connection are in connect.ftl.

preflight-clock = Relógios
preflight-mqtt = MQTT conectado
preflight-onboarding = Rede de configuração
preflight-other-session = Nenhuma outra sessão
preflight-entries = Entradas livres na lista
preflight-disk = Disco
preflight-temperature = Temperatura
preflight-memory = Memória
preflight-target = Rede de destino

## The result

# Visible when all is well: before and after the form is complete and the target network is known.
preflight-some-passed = { $count ->
    [one] { $count } verificação aprovada
   *[other] { $count } verificações aprovadas
}
preflight-ready = { $count ->
    [one] Pronto: { $count } verificação aprovada
   *[other] Pronto: { $count } verificações aprovadas
}
preflight-not-checked = Nada verificado ainda
preflight-some-failed = { $count ->
    [one] { $count } verificação falhou
   *[other] { $count } verificações falharam
}
preflight-some-warnings = { $count ->
    [one] { $count } aviso
   *[other] { $count } avisos
}
# For screen readers: the button that shows all checks.
preflight-summary = Verificações antes de iniciar: aprovadas { $passed }, avisos { $warnings }, falhas { $failed }
# For screen readers: as “Disk, passed: 41 %”.
preflight-row = { $check }, { $rating }: { $details }
preflight-row-bare = { $check }, { $rating }
# As it is seen: “Disk: 41 %”.
preflight-line = { $check }: { $details }
preflight-passed = aprovada
preflight-warning = aviso
preflight-failed = falhou
preflight-unknown = desconhecida

## What was found. Short where all is well, else whole sentences.

# $by: a duration, as “3 h”.
preflight-clock-apart = Diferença de { $by }
preflight-clock-ahead = O relógio do Pi está { $by } adiantado.
preflight-clock-behind = O relógio do Pi está { $by } atrasado.
preflight-mqtt-down = O Pi não alcança o broker MQTT.
# $network: the name of the onboarding network.
preflight-onboarding-down = { $network } fica inativa até uma sessão começar
preflight-onboarding-down-unnamed = Inativa até uma sessão começar
preflight-running = Há uma sessão em andamento neste Pi.
preflight-running-network = Há uma sessão em andamento neste Pi, para a rede { $network }.
preflight-interrupted = Uma sessão foi interrompida.
preflight-interrupted-network = Uma sessão para a rede { $network } foi interrompida.
preflight-no-entries = A lista de permissões está vazia.
preflight-unused = { $count } sem uso
preflight-unused-expected = { $expected ->
    [one] { $count } sem uso, { $expected } câmera na última sessão
   *[other] { $count } sem uso, { $expected } câmeras na última sessão
}
preflight-target-plausible = Bem formada; não confirmada por uma busca
preflight-target-looking = Procurando…
preflight-target-seen = Vista em 2,4 GHz
# $signal: as “−52 dBm”.
preflight-target-seen-signal = Vista em 2,4 GHz, { $signal }
preflight-target-not-seen = O Pi não a vê: oculta ou fora de alcance.
preflight-target-5-ghz = Vista só em 5 GHz.
preflight-target-wpa3 = O ponto de acesso só aceita WPA3.
preflight-target-enterprise = O ponto de acesso pede um nome de usuário (802.1X).
preflight-target-needs-passphrase = O ponto de acesso pede uma senha.
preflight-target-open = O ponto de acesso é aberto e não aceita senha.

## What to do

preflight-fix-clock = Acerte o relógio que está errado: os horários diferem, e certificados podem ser recusados.
preflight-fix-mqtt = Confira a rede do Pi e o broker.
preflight-fix-running = Mostre essa sessão ou encerre-a antes.
preflight-fix-interrupted = Retome ou descarte essa sessão antes.
preflight-fix-entries = Adicione as câmeras deste lote que não estão na lista de permissões.
preflight-fix-disk = Libere espaço no Pi.
preflight-fix-temperature = Deixe o Pi esfriar.
preflight-fix-memory = Reinicie o Pi.
preflight-fix-not-seen = Confira o nome e se o ponto de acesso está ligado.
preflight-fix-5-ghz = As câmeras precisam de 2,4 GHz: ative essa faixa.
preflight-fix-wpa3 = As câmeras precisam de WPA2: ative WPA2/WPA3.
preflight-fix-enterprise = As câmeras precisam de uma rede com senha.
preflight-fix-needs-passphrase = Digite-a ou confira o nome.
preflight-fix-open = Marque “Rede aberta” ou confira o nome.

## The question before a start with a failed check

preflight-question = Iniciar mesmo assim?
preflight-go-back = Voltar
preflight-start-anyway = Iniciar mesmo assim
