/** Makes an element; text is always text, never HTML. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const ICONS = {
  chat: 'M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11'
    + 'l-4.6 4.1c-.5.4-1.2.1-1.2-.6V16A2.4 2.4 0 0 1 4 13.5z',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12l15-7-5 15-3-6.5z',
  clip: 'M8 12.5l6-6a3 3 0 0 1 4.300 4.300l-7.800 7.700a5 5 0 0 1-7-7l7-7',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  tick: 'M5 13l4 4 9-10',
  ticks: 'M2 13l4 4 8-10M11 16l1 1 9-10',
  alert: 'M12 7v6M12 16.5v.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
};

/** An icon, which says nothing to screen readers. */
function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  picture.setAttribute('class', `icon ${name}`);
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', ICONS[name]);
  picture.append(path);
  return picture;
}

/** Text with its web addresses, http and https alone, as links that do not learn of the page. */
function linked(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'，。；！？）」』】]+/gu)) {
    const address = match[0].replace(/[.,;:!?)\]]+$/u, '');
    let url;
    try { url = new URL(address); } catch { continue; }
    if (url.protocol !== 'http:' && url.protocol !== 'https:') continue;
    parts.push(text.slice(end, match.index), make('a', {
      href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow',
    }, address));
    end = match.index + address.length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== '');
}

/** How large a file is, for people. */
function size(bytes) {
  if (!bytes) return '';
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1000))} KB`;
}
