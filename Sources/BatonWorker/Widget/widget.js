/** Puts the chat into the page and its parts together. */
class Widget {
  constructor(script) {
    const { siteKey, lang, userId, userHash, userName } = script.dataset;
    const tag = lang || document.documentElement.lang || navigator.language;
    const { words, lang: language } = wordsFor(tag);
    this.words = words;
    this.keeping = new Keeping(`baton.chat.${siteKey}${userId ? `.${userId}` : ''}`);
    // What was written here before the customer signed in is theirs too.
    const guest = userId ? new Keeping(`baton.chat.${siteKey}`) : null;
    this.thread = new Thread();
    this.marked = { delivered: 0, read: 0 };
    this.failed = [];
    const base = new URL('.', script.src).href.replace(/\/$/, '');
    const user = userId ? { id: userId, hash: userHash || '', name: userName } : undefined;
    const opening = { site_key: siteKey, locale: tag, page: location.href, user };
    this.connection = new Connection(base, opening, this.keeping,
      (...heard) => this.heard(...heard), (isOnline) => this.online(isOnline));
    this.connection.guest = guest;
    this.draw = this.draw.bind(this);
    this.place(language);
    if (this.keeping.all.token || guest?.all.token) this.start();
  }

  place(language) {
    const host = document.createElement('baton-chat');
    host.lang = language;
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.panel = new Panel(root, this.words, {
      open: () => this.open(),
      close: () => this.panel.close(),
      write: (text) => this.send({ type: 'text', text }),
      choose: (option) => this.choose(option),
      attach: (file) => this.attach(file),
      type: () => this.type(),
      picture: (id, image) => this.picture(id, image),
      save: (id, name) => this.save(id, name),
    });
    if (this.keeping.all.shop) this.panel.shop.textContent = this.keeping.all.shop;
    document.body.append(host);
    document.addEventListener('visibilitychange', () => this.mark());
    this.draw();
  }

  /** Tells that the visitor types, at most once in four seconds; who has not written says nothing. */
  type() {
    if (!this.keeping.all.token || Date.now() - (this.typedAt || 0) < 4000) return;
    this.typedAt = Date.now();
    this.connection.post('/typing', { on: true }).catch(() => {});
  }

  choose({ id, title }) {
    this.send({ type: 'choice', id, title });
    this.panel.text.focus();
  }

  open() {
    this.panel.open();
    this.start();
    this.changed();
    this.mark();
  }

  start() {
    this.connection.run();
    this.flush();
  }

  heard(event, data, id) {
    if (event === 'session') {
      this.panel.shop.textContent = data.shop;
      // Another visitor may stand here now: what is shown, and what was taken, is told anew.
      if (this.connection.last === 0) { this.thread.reset(); this.failed = []; }
      this.keeping.change((all) => {
        all.queue = (all.queue || []).filter((item) => !item.state);
      });
    } else if (event === 'refused') {
      this.panel.say(this.words.closed);
    } else {
      this.thread.take(event, data, id);
      if (data.client_msg_id) this.keeping.dequeue(data.client_msg_id);
      if (event === 'message') this.mark();
    }
    this.changed();
  }

  /** Draws once for all that came together. */
  changed() {
    if (this.isDue) return;
    this.isDue = true;
    setTimeout(this.draw, 0);
  }

  draw() {
    this.isDue = false;
    this.panel.draw(this.thread, [...this.failed, ...this.keeping.queue], this.isLive === true);
    this.panel.unread(this.panel.isOpen ? 0 : this.thread.unread(this.marked.read));
    // What was there when the page opened is not read aloud, only what comes.
    if (this.panel.isOpen && this.connection.last > 0) {
      setTimeout(() => { this.isLive = true; }, 500);
    }
  }

  online(isOnline) {
    this.panel.say(isOnline ? '' : this.words.offline);
    if (isOnline) this.flush();
  }

  send(content) {
    const id = crypto.randomUUID?.() || `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    this.keeping.enqueue({ client_msg_id: id, ...content });
    this.changed();
    this.start();
  }

  /** Sends what waits, in its order; the worker knows a message again by its id. */
  async flush() {
    if (this.isFlushing) return;
    this.isFlushing = true;
    for (let failures = 0; ;) {
      const item = this.keeping.queue.find((waiting) => !waiting.state);
      if (!item) break;
      try {
        const { state, filename, ...body } = item;
        await this.connection.post('/messages', body);
        this.settle(item, 'sent');
        failures = 0;
      } catch (error) {
        if (error instanceof Refused && !error.isPassing) {
          this.failed.push({ ...item, state: 'failed' });
          this.keeping.dequeue(item.client_msg_id);
          this.changed();
          continue;
        }
        failures += 1;
        if (!(error instanceof Refused)) this.panel.say(this.words.offline);
        if (error.retryAfter) await pause(Number(error.retryAfter) * 1000);
        else await this.connection.backoff(failures);
      }
    }
    this.isFlushing = false;
  }

  /** A message that is taken stays at the end until the stream brings it back. */
  settle(item, state) {
    this.keeping.change((all) => {
      const id = item.client_msg_id;
      const isBack = this.thread.items.some((known) => known.client_msg_id === id);
      all.queue = (all.queue || [])
        .filter((waiting) => !isBack || waiting.client_msg_id !== id)
        .map((waiting) => (waiting.client_msg_id === id ? { ...waiting, state } : waiting));
    });
    this.changed();
  }

  async attach(file) {
    if (file.size > 10e6) { this.panel.say(this.words.tooLarge); return; }
    this.panel.say('');
    try {
      const response = await this.connection.ask('/files', {
        method: 'POST', body: file,
        headers: {
          'content-type': file.type || 'application/octet-stream',
          'x-file-name': encodeURIComponent(file.name),
        },
      });
      const { file: id } = await response.json();
      this.send({ type: 'media', file: id, filename: file.name });
    } catch (error) {
      this.panel.say(error.status === 415 ? this.words.refusedFile : this.words.fileFailed);
    }
  }

  async bytes(id) {
    const response = await this.connection.ask(`/files/${encodeURIComponent(id)}`);
    return URL.createObjectURL(await response.blob());
  }

  async picture(id, image) {
    try {
      image.addEventListener('load', () => this.panel.toEnd(), { once: true });
      image.src = await this.bytes(id);
    } catch {
      // The name stands in its place.
    }
  }

  async save(id, name) {
    try {
      const address = await this.bytes(id);
      make('a', { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
    } catch {
      this.panel.say(this.words.fileFailed);
    }
  }

  /** Tells how far our messages have come here; a moment later, for all that came together. */
  mark() {
    clearTimeout(this.marking);
    this.marking = setTimeout(async () => {
      const through = this.thread.newest;
      const isSeen = this.panel.isOpen && document.visibilityState === 'visible';
      const state = isSeen ? 'read' : 'delivered';
      if (through <= this.marked[state]) return;
      this.marked[state] = through;
      if (isSeen) this.marked.delivered = through;
      try {
        await this.connection.post('/marks', { state, through });
      } catch {
        this.marked[state] = Math.min(this.marked[state], through - 1);
      }
    }, 300);
  }
}

const script = document.currentScript;
if (script?.dataset.siteKey && !window.BatonChat) {
  const begin = () => {
    const widget = new Widget(script);
    window.BatonChat = Object.freeze({
      open: () => widget.open(), close: () => widget.panel.close(),
    });
  };
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
}
