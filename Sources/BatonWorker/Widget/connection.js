/** An answer of the worker's that is no success. */
class Refused extends Error {
  constructor(status, retryAfter) {
    super(`HTTP ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Whether asking again later may help. */
  get isPassing() { return this.status === 429 || this.status >= 500; }
}

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

/** The line to the worker: session, stream with replay, polling where streams do not pass. */
class Connection {
  /** `heard(event, data, id)` is told every event; `changed(isOnline)` how the line is. */
  constructor(base, opening, keeping, heard, changed) {
    Object.assign(this, { base, opening, keeping, heard, changed });
    this.last = 0;
    this.isRunning = false;
    this.wake = () => {};
    addEventListener('online', () => this.wake());
    addEventListener('offline', () => changed(false));
  }

  /** Waits, unless the browser says meanwhile that it is online again. */
  rest(milliseconds) {
    return Promise.race([pause(milliseconds), new Promise((done) => { this.wake = done; })]);
  }

  /** 1, 2, 4 … seconds up to half a minute, half of it random. */
  backoff(failures) {
    const whole = Math.min(1000 * 2 ** Math.min(failures - 1, 5), 30000);
    return this.rest(whole / 2 + Math.random() * whole / 2);
  }

  /** The token, from a session that is opened or renewed where it must be. */
  async token() {
    const { token, expires } = this.keeping.all;
    const left = (expires || 0) - Date.now() / 1000;
    if (token && left > 15 * 86400 && !this.guest?.all.token) return token;
    this.opens ||= this.open(left > 60 ? token : null).finally(() => { this.opens = null; });
    return this.opens;
  }

  async open(known) {
    const headers = { 'content-type': 'application/json' };
    if (known) headers.authorization = `Bearer ${known}`;
    const response = await fetch(`${this.base}/sessions`, {
      method: 'POST', headers, credentials: 'omit',
      body: JSON.stringify({ ...this.opening, guest: this.guest?.all.token }),
    });
    if (!response.ok) throw new Refused(response.status, response.headers.get('retry-after'));
    const session = await response.json();
    this.guest?.change((all) => { delete all.token; delete all.expires; });
    this.keeping.change((all) => {
      all.token = session.visitor_token;
      all.expires = session.expires_at;
      all.shop = session.shop;
    });
    this.heard('session', session, null);
    return session.visitor_token;
  }

  /** Asks with the token; one that is over is replaced once. */
  async ask(path, options = {}, isSecond = false) {
    const token = await this.token();
    const response = await fetch(this.base + path, {
      ...options, credentials: 'omit', cache: 'no-store',
      headers: { ...options.headers, authorization: `Bearer ${token}` },
    });
    if (response.status === 401 && !isSecond) {
      // Only this token: another tab may have opened a session meanwhile.
      this.keeping.change((all) => { if (all.token === token) delete all.token; });
      this.last = 0;
      return this.ask(path, options, true);
    }
    if (!response.ok) throw new Refused(response.status, response.headers.get('retry-after'));
    return response;
  }

  async post(path, body) {
    const response = await this.ask(path, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    return response.status === 204 ? null : response.json();
  }

  /** Stays connected for as long as the page lives. */
  async run() {
    if (this.isRunning) return;
    this.isRunning = true;
    let failures = 0;
    let polls = 0;
    for (;;) {
      try {
        const hasCome = polls ? await this.poll(polls) : await this.stream();
        failures = 0;
        // A proxy that gathers the stream would hold everything up: poll for a minute instead.
        polls = hasCome ? 0 : 20;
        if (hasCome) await pause(300);
      } catch (error) {
        failures += 1;
        // Something between may refuse streams alone: ask once without.
        polls = polls ? 0 : 1;
        this.changed(false);
        if (error instanceof Refused && !error.isPassing) {
          this.heard('refused', { status: error.status }, null);
          await this.rest(30000);
        } else {
          await this.backoff(failures);
        }
      }
    }
  }

  /** Reads one stream to its end; false where nothing came, though it was opened. */
  async stream() {
    const ending = new AbortController();
    // The worker shows every 12 s that it lives; what is silent for longer is broken.
    let alarm = setTimeout(() => ending.abort(), 20000);
    let hasCome = false;
    try {
      const response = await this.ask('/stream', {
        headers: { accept: 'text/event-stream', 'last-event-id': String(this.last) },
        signal: ending.signal,
      });
      if (!response.body) return false;
      clearTimeout(alarm);
      alarm = setTimeout(() => ending.abort(), 6000);
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let text = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return hasCome;
        if (!hasCome) this.changed(true);
        hasCome = true;
        clearTimeout(alarm);
        alarm = setTimeout(() => ending.abort(), 30000);
        text += decoder.decode(value, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop();
        blocks.forEach((block) => this.read(block));
      }
    } catch (error) {
      if (ending.signal.aborted && !hasCome && navigator.onLine) return false;
      throw error;
    } finally {
      clearTimeout(alarm);
      ending.abort();
    }
  }

  /** One event of the stream. */
  read(block) {
    const fields = {};
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
    }
    if (!fields.event || !fields.data) return;
    this.take(fields.event, JSON.parse(fields.data), Number(fields.id));
  }

  /** Passes an event on once, however often it comes. */
  take(event, data, id) {
    if (event !== 'typing') {
      if (!(id > this.last)) return;
      this.last = id;
    }
    this.heard(event, data, id);
  }

  /** Polls so many times, then says that a stream may be tried again. */
  async poll(rounds) {
    for (let round = 0; round < rounds; round += 1) {
      let page;
      do {
        page = await (await this.ask(`/messages?after=${this.last}`)).json();
        this.changed(true);
        page.events.forEach(({ event, data, id }) => this.take(event, data, id));
        this.heard('typing', { on: page.typing }, null);
      } while (page.more);
      await this.rest(3000);
    }
    return true;
  }
}
