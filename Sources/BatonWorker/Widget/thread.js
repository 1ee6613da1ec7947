/** The conversation as it stands: what came, what is still to be sent, who attends. */
class Thread {
  constructor() {
    this.reset();
  }

  reset() {
    /** Messages and notices in order. */
    this.items = [];
    this.attendant = { state: 'bot' };
    this.isTyping = false;
    this.readThrough = 0;
  }

  /** Own messages that the worker does not have in the stream yet, as bubbles at the end. */
  pending(queue) {
    const known = new Set(this.items.map((item) => item.client_msg_id));
    return queue.filter((item) => !known.has(item.client_msg_id));
  }

  /** Takes an event. */
  take(event, data, id) {
    if (event === 'message') {
      this.items.push({ kind: 'message', number: id, ...data });
      if (data.author !== 'visitor') {
        // Who answers has read what was before.
        this.readThrough = id;
        this.isTyping = false;
      }
    } else if (event === 'status' && data.state === 'read') {
      const target = this.items.find((item) => item.id === data.id);
      if (target) this.readThrough = Math.max(this.readThrough, target.number);
    } else if (event === 'agent') {
      const before = this.attendant;
      this.attendant = data;
      if (before.state !== data.state || before.name !== data.name) {
        this.items.push({
          kind: 'notice', number: id, notice: data.state, name: data.name, at: data.at,
        });
      }
    } else if (event === 'end') {
      this.attendant = { state: 'bot' };
      // Whoever closes a conversation gives it back by the same act, which is nothing to tell.
      const { notice, at } = this.items.at(-1) || {};
      if (notice === 'bot' && at === data.at) this.items.pop();
      this.items.push({ kind: 'notice', number: id, notice: 'end', at: data.at });
    } else if (event === 'typing') {
      this.isTyping = data.on;
    }
  }

  /** How far an own message has come. */
  progress(item) {
    return item.number <= this.readThrough ? 'read' : 'delivered';
  }

  /** The last message, whose buttons may still be pressed. */
  get lastMessage() {
    return this.items.filter((item) => item.kind === 'message').at(-1);
  }

  get answers() {
    return this.items.filter((item) => item.kind === 'message' && item.author !== 'visitor');
  }

  /** Answers that the visitor has not seen. */
  unread(through) {
    return this.answers.filter((item) => item.state !== 'read' && item.number > through).length;
  }

  /** The number of the newest answer; 0 for none. */
  get newest() {
    return this.answers.at(-1)?.number || 0;
  }
}
