// The console: holds as many lines as the server does, shows the newest that pass the filter, and draws no more often than the reader's machine can bear.
import { follow } from './stream.js';
import { rowOf } from './line.js';

const HELD = 10_000;      // lines kept here
const SHOWN = 1_000;      // rows in the page, more when a reader asks for earlier ones
const NEAR = 40;          // pixels from the newest line that still count as being there

const $ = id => document.getElementById(id);
const panel = $('console'), list = $('lines'), filter = $('filter'), pause = $('pause'), order = $('order'), jump = $('jump'), earlier = $('earlier');
const resource = $('logs').dataset.resource;

let lines = [];           // all that are held, oldest first
let arrived = [];         // not yet drawn
let shown = [];           // those with a row, oldest first
let serial = 0;
let waiting = 0;          // came after the last one shown, while the reader was elsewhere
let words = [];
let paused = false;
let following = true;
let newestFirst = localStorage.getItem('newest-first') === 'true';
let position = '';
let drawing = false;
let restUntil = 0;
let settled = 0;          // where the panel was scrolled to by this script

const passes = line => line.isGap ? words.length === 0 : words.every(word => line.search.includes(word));
const matching = () => lines.filter(passes);
const distance = () => newestFirst ? panel.scrollTop : panel.scrollHeight - panel.scrollTop - panel.clientHeight;

function receive({ dropped, lines: batch }, id) {
  if (id) position = id;
  if (dropped > 0) arrived.push({ n: ++serial, isGap: true, text: `${dropped.toLocaleString()} ${dropped === 1 ? 'line is' : 'lines are'} missing here: they came faster than they could be kept.` });
  for (const line of batch) arrived.push({ n: ++serial, search: `${line.resource}\n${line.text}`.toLowerCase(), ...line });
  if (arrived.length > HELD) arrived = arrived.slice(-HELD);
  if (drawing) return;
  drawing = true;
  setTimeout(requestAnimationFrame, restUntil - performance.now(), draw);
}

function draw() {
  const begun = performance.now();
  drawing = false;
  const fresh = arrived.filter(passes);
  lines = lines.concat(arrived).slice(-HELD);
  arrived = [];
  if (following) showNewer(fresh);
  else waiting += fresh.length;
  tell();
  if (following) toNewest();
  // However fast lines come, two thirds of the time stay free for the reader.
  const ended = performance.now();
  restUntil = ended + 2 * (ended - begun);
}

function redraw() {
  list.replaceChildren();
  shown = [];
  following = !paused;
  showNewer(matching());
  tell();
  toNewest();
}

function showNewer(some) {
  const rows = some.slice(-SHOWN);
  if (rows.length < some.length) {
    list.replaceChildren();
    shown = [];
  }
  put(rows, newestFirst);
  shown = shown.concat(rows);
  const surplus = shown.length - SHOWN;
  if (surplus > 0) {
    shown = shown.slice(surplus);
    for (let i = 0; i < surplus; i++) (newestFirst ? list.lastChild : list.firstChild).remove();
  }
  waiting = 0;
}

function toNewest() {
  panel.scrollTop = newestFirst ? 0 : panel.scrollHeight;
  settled = panel.scrollTop;
}

function showEarlier() {
  const older = matching().filter(line => line.n < shown[0].n).slice(-SHOWN);
  const height = panel.scrollHeight;
  following = false;
  put(older, !newestFirst);
  shown = older.concat(shown);
  if (!newestFirst) panel.scrollTop += panel.scrollHeight - height;
  tell();
}

function put(some, first) {
  const rows = document.createDocumentFragment();
  for (const line of newestFirst ? some.toReversed() : some) rows.append(rowOf(line, words, resource === ''));
  if (first) list.prepend(rows);
  else list.append(rows);
}

function tell() {
  const all = lines.reduce((count, line) => count + !line.isGap, 0);
  const some = words.length === 0 ? all : matching().length;
  $('tally').textContent = some === all ? `${all.toLocaleString()} lines` : `${some.toLocaleString()} of ${all.toLocaleString()} lines`;
  $('empty').hidden = some > 0;
  $('empty').textContent = all === 0 ? 'Nothing has been written yet.' : 'No line contains these words.';
  const first = shown[0]?.n ?? Infinity;
  earlier.hidden = !lines.some(line => line.n < first && passes(line));
  jump.hidden = following || (paused && waiting === 0);
  jump.textContent = waiting === 0 ? 'Newest lines' : `${waiting.toLocaleString()} new ${waiting === 1 ? 'line' : 'lines'}`;
  jump.classList.toggle('above', newestFirst);
}

function setPaused(value) {
  paused = value;
  pause.setAttribute('aria-pressed', value);
  pause.textContent = value ? 'Resume' : 'Pause';
}

function setFilter() {
  words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const query = new URLSearchParams({ resource, filter: filter.value });
  $('download').href = `/logs/text?${query}`;
  if (!filter.value) query.delete('filter');
  if (!resource) query.delete('resource');
  history.replaceState(null, '', query.size > 0 ? `/logs?${query}` : '/logs');
  redraw();
}

function setOrder(value) {
  newestFirst = value;
  localStorage.setItem('newest-first', value);
  order.setAttribute('aria-pressed', value);
  (value ? list.after : list.before).call(list, earlier);
  redraw();
}

panel.addEventListener('scroll', () => {
  // Growing rows move the newest line away too, but only a reader moves the panel.
  if (distance() >= NEAR) following &&= panel.scrollTop === settled;
  else if (!following && !paused) {
    following = true;
    showNewer(lines.filter(line => line.n > (shown.at(-1)?.n ?? 0) && passes(line)));
    toNewest();
  }
  tell();
}, { passive: true });
new ResizeObserver(() => following && toNewest()).observe(panel);

let typing;
filter.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(setFilter, 120);
});
$('bar').addEventListener('submit', event => event.preventDefault());
$('resource').addEventListener('change', event => location.assign(`/logs?${new URLSearchParams({ resource: event.target.value, filter: filter.value })}`));
pause.addEventListener('click', () => {
  setPaused(!paused);
  if (paused) following = false;
  else redraw();
  tell();
});
order.addEventListener('click', () => setOrder(!newestFirst));
earlier.addEventListener('click', showEarlier);
jump.addEventListener('click', () => {
  setPaused(false);
  redraw();
  panel.focus();
});
document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select')) return;
  event.preventDefault();
  filter.select();
});

setOrder(newestFirst);
setFilter();
follow(() => `/events/logs?${new URLSearchParams(position ? { resource, after: position } : { resource })}`, 'lines', receive);
