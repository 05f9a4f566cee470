// When the board changes, the page is fetched again and what differs is taken over, so that focus, selection and scrolling stay.
import { follow } from './stream.js';
import { localise } from './times.js';

let fetching = false;
let stale = false;

async function refresh() {
  if (fetching) {
    stale = true;
    return;
  }

  fetching = true;
  try {
    do {
      stale = false;
      const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
      if (response.ok) show(await response.text());
    } while (stale);
  } catch {
    // The stream shows that the connection is lost, and its next event asks again.
  } finally {
    fetching = false;
  }
}

function show(text) {
  const fresh = new DOMParser().parseFromString(text, 'text/html');
  localise(fresh);
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id);
    if (next) merge(part, document.importNode(next, true));
  }
}

function merge(old, next) {
  if (old.isEqualNode(next)) return;
  if (old.nodeName !== next.nodeName || old.nodeType !== Node.ELEMENT_NODE) {
    old.replaceWith(next);
    return;
  }

  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const before = [...old.childNodes];
  const after = [...next.childNodes];
  after.forEach((child, i) => i < before.length ? merge(before[i], child) : old.append(child));
  before.slice(after.length).forEach(child => child.remove());
}

localise(document);
follow(() => '/events/resources', 'board', refresh);
