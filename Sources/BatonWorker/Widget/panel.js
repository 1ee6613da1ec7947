/** The button and the panel in the page; draws what the thread holds. */
class Panel {
  /** `does` names what the visitor can do: open, close, write, choose, attach, picture, save. */
  constructor(root, words, does) {
    Object.assign(this, { words, does });
    this.pictures = new Map();
    this.badge = make('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
    this.launcher = make('button', {
      type: 'button', class: 'launcher', 'aria-haspopup': 'dialog', 'aria-expanded': 'false',
      'aria-label': words.open, onclick: () => does.open(),
    }, icon('chat'), this.badge);
    this.shop = make('h2', { id: 'shop', tabindex: '-1' }, words.title);
    this.state = make('p', { id: 'state' }, words.atBot);
    this.banner = make('p', { class: 'banner', role: 'status', hidden: true });
    this.log = make('ol', {
      class: 'log', role: 'log', 'aria-label': words.log, 'aria-live': 'off',
    });
    this.typing = make('div', { class: 'typing', role: 'status' });
    this.scroll = make('div', {
      class: 'scroll', tabindex: '0', 'aria-label': words.log, role: 'region',
    }, this.log, this.typing);
    this.panel = make('section', {
      class: 'panel', role: 'dialog', 'aria-labelledby': 'shop', 'aria-describedby': 'state',
      hidden: true, onkeydown: (event) => this.pressed(event),
    }, this.header(), this.banner, this.scroll, this.form());
    root.append(this.launcher, this.panel);
  }

  header() {
    return make('header', {}, make('div', { class: 'who' }, this.shop, this.state), make('button', {
      type: 'button', 'aria-label': this.words.close, onclick: () => this.does.close(),
    }, icon('close')));
  }

  form() {
    const { words, does } = this;
    this.chooser = make('input', {
      type: 'file', hidden: true, onchange: () => {
        if (this.chooser.files[0]) does.attach(this.chooser.files[0]);
        this.chooser.value = '';
      },
    });
    this.text = make('textarea', {
      rows: '1', maxlength: '4096', 'aria-label': words.placeholder, placeholder: words.placeholder,
      enterkeyhint: 'send', oninput: () => { this.grow(); if (this.text.value) does.type(); },
      onkeydown: (event) => {
        // An input method's own Enter only ends the word.
        if (event.key !== 'Enter' || event.shiftKey) return;
        if (event.isComposing || event.keyCode === 229) return;
        event.preventDefault();
        this.submit();
      },
    });
    this.button = make('button', {
      class: 'send', 'aria-label': words.send, disabled: true,
    }, icon('send'));
    const clip = make('button', {
      type: 'button', 'aria-label': words.attach, title: words.attach,
      onclick: () => this.chooser.click(),
    }, icon('clip'));
    return make('form', {
      onsubmit: (event) => { event.preventDefault(); this.submit(); },
    }, this.chooser, clip, this.text, this.button);
  }

  submit() {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = '';
    this.grow();
    this.does.write(text);
  }

  grow() {
    this.button.disabled = !this.text.value.trim();
    this.text.style.height = 'auto';
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }

  get isOpen() { return !this.panel.hidden; }

  get isWhole() { return !matchMedia('(min-width: 480px) and (min-height: 440px)').matches; }

  open() {
    this.panel.hidden = false;
    this.launcher.hidden = true;
    this.launcher.setAttribute('aria-expanded', 'true');
    this.panel.setAttribute('aria-modal', String(this.isWhole));
    this.toEnd();
    // On a phone the keyboard would hide half of what there is to read.
    (this.isWhole ? this.shop : this.text).focus();
  }

  close() {
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute('aria-expanded', 'false');
    this.launcher.focus();
  }

  /** Escape closes; Tab stays within the panel. */
  pressed(event) {
    if (event.key === 'Escape') { event.stopPropagation(); this.does.close(); return; }
    if (event.key !== 'Tab') return;
    const stops = [...this.panel.querySelectorAll('button, textarea, a, [tabindex="0"]')]
      .filter((stop) => !stop.disabled && stop.offsetParent);
    const now = this.panel.getRootNode().activeElement;
    const isLeaving = event.shiftKey ? now === stops[0] || now === this.shop : now === stops.at(-1);
    if (!isLeaving) return;
    event.preventDefault();
    stops.at(event.shiftKey ? -1 : 0).focus();
  }

  toEnd() { this.scroll.scrollTop = this.scroll.scrollHeight; }

  say(text) {
    this.banner.textContent = text || '';
    this.banner.hidden = !text;
  }

  unread(count) {
    this.badge.hidden = count === 0;
    this.badge.textContent = count > 9 ? '9+' : String(count);
    this.launcher.setAttribute('aria-label',
      count ? `${this.words.open} – ${this.words.unread(count)}` : this.words.open);
  }

  /** Draws the thread; what stands already stays as it is, so that only news is read aloud. */
  draw(thread, queue, isLive) {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < 60;
    this.log.setAttribute('aria-live', isLive ? 'polite' : 'off');
    const rows = [
      { key: 'hello', author: 'bot', text: this.words.hello },
      // A text stays the row that was pending; a file is drawn anew, since its bytes are there now.
      ...thread.items.map((item) => (
        { ...item, key: (!item.file && item.client_msg_id) || item.id || `n${item.number}` })),
      ...thread.pending(queue).map((item) => (
        { ...item, kind: 'pending', key: item.client_msg_id, author: 'visitor' })),
    ];
    const standing = new Map([...this.log.children].map((row) => [row.dataset.key, row]));
    let place = this.log.firstElementChild;
    rows.forEach((row, index) => {
      const known = standing.get(row.key);
      const element = known || this.row(row, rows[index - 1]);
      standing.delete(row.key);
      if (element === place) place = place.nextElementSibling;
      else this.log.insertBefore(element, place);
      this.refresh(element, row, thread);
    });
    standing.forEach((row) => row.remove());
    this.choices(thread, queue);
    this.attended(thread);
    if (isAtEnd || thread.pending(queue).length) this.toEnd();
  }

  row(row, before) {
    if (row.kind === 'notice') return this.notice(row);
    const isMine = row.author === 'visitor';
    const isFirst = before?.kind === 'notice' || before?.author !== row.author
      || before?.name !== row.name;
    const name = isMine ? this.words.you : row.name || this.words[row.author] || this.words.bot;
    // Who wrote it is always told, though it is shown only where it changes.
    const label = make('span', { class: isMine || !isFirst ? 'hidden' : 'name' }, name);
    const element = make('li', {
      class: `${isMine ? 'mine' : ''} ${isFirst ? 'first' : ''}`, 'data-key': row.key,
    }, label, this.bubble(row));
    if (isMine) element.append(make('span', { class: 'mark' }));
    return element;
  }

  notice(row) {
    const { words } = this;
    const texts = {
      agent: words.joined(row.name || words.agent), queue: words.waiting, bot: words.back,
      end: words.ended,
    };
    return make('li', { class: 'notice', 'data-key': row.key }, texts[row.notice] || '');
  }

  bubble(row) {
    const words = row.choice?.title || row.title || row.text || row.caption || '';
    if (!row.file || row.kind === 'pending') {
      const name = row.filename ? `${this.words.file}: ${row.filename}` : words;
      return make('div', { class: 'bubble' }, ...linked(name));
    }
    const name = row.file.name || this.words[row.type === 'image' ? 'photo' : 'file'];
    const caption = words ? make('span', { class: 'caption' }, ...linked(words)) : null;
    if (/^image\/(jpeg|png|gif|webp)$/.test(row.file.mime || '')) {
      const picture = make('img', { alt: name });
      this.does.picture(row.id, picture);
      return make('div', { class: 'bubble picture' }, picture, caption);
    }
    return make('div', { class: 'bubble' }, make('button', {
      type: 'button', class: 'saving', onclick: () => this.does.save(row.id, name),
    }, icon('file'), make('span', {}, this.words.download(name)), size(row.file.bytes)), caption);
  }

  /** How far an own message has come, by sign and word. */
  refresh(element, row, thread) {
    const mark = element.querySelector('.mark');
    if (!mark) return;
    const state = row.kind === 'pending' ? row.state || 'sending' : thread.progress(row);
    if (mark.dataset.state === state) return;
    mark.dataset.state = state;
    mark.className = `mark ${state}`;
    const sign = { sending: 'clock', sent: 'tick', failed: 'alert' }[state] || 'ticks';
    mark.replaceChildren(icon(sign), make('span', {
      class: state === 'failed' ? '' : 'hidden',
    }, this.words[state]));
  }

  /** Buttons of the last message, or the way to a person where nothing was said yet. */
  choices(thread, queue) {
    const last = thread.lastMessage;
    let options = last ? last.options || [] : [{ id: 'handover:yes', title: this.words.askPerson }];
    if (thread.pending(queue).length) options = [];
    const key = options.length ? `${last?.id || 'hello'}` : '';
    if (this.chosen === key) return;
    this.chosen = key;
    this.scroll.querySelector('.choices')?.remove();
    if (!options.length) return;
    this.scroll.insertBefore(make('fieldset', { class: 'choices' },
      make('legend', { class: 'hidden' }, this.words.choose),
      ...options.map((option) => make('button', {
        type: 'button', onclick: () => this.does.choose(option),
      }, option.title, option.description ? make('small', {}, option.description) : null)),
    ), this.typing);
  }

  attended(thread) {
    const { words } = this;
    const { state, name } = thread.attendant;
    this.state.textContent = state === 'agent' ? words.atAgent(name || words.agent)
      : state === 'queue' ? words.atQueue : words.atBot;
    if (this.typing.dataset.on === String(thread.isTyping)) return;
    this.typing.dataset.on = String(thread.isTyping);
    const who = state === 'agent' ? name || words.agent : words.bot;
    this.typing.replaceChildren();
    if (!thread.isTyping) return;
    const dots = [1, 2, 3].map(() => make('i'));
    this.typing.append(
      make('span', { class: 'dots', 'aria-hidden': 'true' }, ...dots), `${who} ${words.typing}`);
    this.toEnd();
  }
}
