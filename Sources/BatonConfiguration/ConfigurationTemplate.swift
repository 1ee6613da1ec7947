/// The commented configuration that `baton init` writes.
package enum ConfigurationTemplate {
    /// Its text; it loads as it stands.
    package static let text = """
        # Baton's configuration. Check it with: baton doctor
        # Where the record is kept. A path counts from this file.
        data: ./baton-data

        # Where webhooks come in. TLS is the reverse proxy's; public_url is what providers call.
        http: {listen: "127.0.0.1:8080"}
        # http: {listen: "127.0.0.1:8080", public_url: "https://desk.example.hk"}

        # One entry a provider; its key is the end of its webhook address: /webhooks/whatsapp_cloud
        connections: {}
        #  whatsapp_cloud:
        #    channel: whatsapp_cloud
        #    app_secret: ${WHATSAPP_APP_SECRET}      # or file:PATH
        #    verify_token: ${WHATSAPP_VERIFY_TOKEN}
        #    access_token: ${WHATSAPP_ACCESS_TOKEN}
        #    waba_id: "201199887766554"               # for 'baton channel connect' and doctor
        #    api_base: https://graph.facebook.com
        #    inboxes:
        #      # mode: auto, shadow, draft_only or human_only; a number that moved here from another
        #      # connection takes up its conversations with continues: [CONNECTION/ACCOUNT]
        #      "390011223344556": {name: Shop, knowledge: shop, mode: auto}
        #  telegram:
        #    channel: telegram
        #    secret_token: ${TELEGRAM_SECRET_TOKEN}
        #    access_token: ${TELEGRAM_BOT_TOKEN}
        #    inboxes:
        #      # the bot's id, which its token begins with
        #      "7000000001": {name: Telegram, knowledge: shop, mode: auto}
        #  webchat:                                  # a chat on your own website
        #    channel: webchat
        #    origins: [https://shop.example.hk]       # pages that may open it, exactly as in the browser
        #    site_secret: ${WEBCHAT_SITE_SECRET}      # signs customers' ids; only where they sign in
        #    inboxes:
        #      # the site key: <script src="https://desk.example.hk/webchat/v1/widget.js"
        #      #   data-site-key="pk_shop" async></script>
        #      pk_shop: {name: Website, knowledge: shop, mode: auto}
        # Other channels: d360, twilio, wati, respond_io, generic_webhook.

        # Your own rules for the channels, above those that ship: windows, templates, prices, budgets,
        # modes by country or number, texts, stop words. 'baton policy show' says what holds and why.
        # policies: [policy.yaml]

        # Who may use the console. Roles: agent, editor, supervisor, auditor.
        # The data folder's own user and root are supervisors without being named.
        people: []
        #  - {name: Agent 1, unix_user: agent1, role: agent}

        # The Unix group whose members may connect; without it only the data folder's user.
        # desk: {group: baton}

        # When the bot may answer alone. Thresholds promise nothing; every screen says so.
        gate: {by: threshold, answer: 0.7, draft: 0.4, margin: 0.03}
        # Or by guarantee: closed until people's verdicts prove the promise; `review` is the share
        # of messages that they are asked to judge (1 while there are few labels).
        # gate: {by: guarantee, risk: 0.05, confidence: 0.9, review: 0.05}
        # Or early, with fewer labels: bounds the share of all messages that are answered wrongly, on
        # average, and nothing else: gate: {by: early, risk: 0.05, review: 1}
        # What always goes to a person besides, in any language; entries that nobody renewed; whether
        # customers rate a conversation that a person has resolved:
        # gate:
        #   by: threshold
        #   hand_over:
        #     tags: [vip]
        #     words: [wholesale, 批發, 批發價, pai faat]
        #     subjects:
        #       wedding: {en: Wedding order, zh: 婚宴查詢, words: [wedding, 婚宴, 擺酒, fan jin]}
        #   stale_after_days: 365
        #   rating: true

        # When people are at work, so that customers are promised only what will happen.
        hours: {time_zone: Asia/Hong_Kong, weekdays: "10:00-19:00", saturday: "10:00-14:00"}

        # Entries are also found by meaning once 'baton model install' was run. Beside that model,
        # or without it, any server that speaks OpenAI's /v1/embeddings has a say:
        # embeddings: {url: "http://127.0.0.1:8090/v1/embeddings", model: e5, input_type: true}

        # Where the gate is not sure, a language model may word a draft from the entries that were
        # found; it is checked in code and a person sends it. Any OpenAI-compatible server; a local
        # one (llama.cpp, Ollama, vLLM) needs no key, and nothing leaves this machine:
        # composing: {server: "http://127.0.0.1:8081/v1", model: gemma}
        # One elsewhere is named with its region; personal data is masked before it:
        # composing:
        #   server: https://api.example.com/v1
        #   region: Singapore
        #   model: some-model
        #   api_key: ${MODEL_API_KEY}
        #   daily_tokens: 500000
        #   daily_cost: 5                          # with the price of a million tokens
        #   price: {input: 0.15, output: 0.60}
        #   deadline: 12s
        #   use: draft                             # or auto: send alone, by threshold only

        # A burst of short messages is answered once.
        debounce: {wait: 1.5s, at_most: 6s}

        """
}
