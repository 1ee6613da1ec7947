/** What a browser keeps of a visitor: the token, and messages that are not sent yet. */
class Keeping {
  constructor(name) {
    this.name = name;
    this.memory = {};
  }

  /** All that is kept; where the browser keeps nothing, as long as the page lives. */
  get all() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) || {};
    } catch {
      return this.memory;
    }
  }

  /** Reads, changes and writes in one go, since other tabs do the same. */
  change(body) {
    const all = this.all;
    body(all);
    this.memory = all;
    try {
      localStorage.setItem(this.name, JSON.stringify(all));
    } catch {
      // Private windows keep nothing; the page's own memory has to do.
    }
  }

  get queue() { return this.all.queue || []; }

  /** At most 50: whoever is offline for longer writes a letter. */
  enqueue(item) { this.change((all) => { all.queue = [...(all.queue || []), item].slice(-50); }); }

  dequeue(id) {
    this.change((all) => {
      all.queue = (all.queue || []).filter((item) => item.client_msg_id !== id);
    });
  }
}
