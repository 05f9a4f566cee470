// One line as a row. What a resource wrote is only ever set as text.
import { clockOf, fullOf } from './times.js';

const BAD = /(?:^|\s)(?:fail|crit|ERROR|FATAL|PANIC): |\[(?:error|critical)\]/;
const UNSURE = /(?:^|\s)(?:warn|WARNING): |\[warning\]/;
const HUES = 6;
const hues = new Map();

export function rowOf(line, words, named) {
  const row = element('li', line.isGap ? 'gap' : BAD.test(line.text) ? 'bad' : UNSURE.test(line.text) ? 'unsure' : '');
  if (!line.isGap) {
    const time = new Date(line.time);
    const when = element('time', '', `${clockOf(time)}.${String(time.getMilliseconds()).padStart(3, '0')}`);
    when.title = `${fullOf(time)}, ${line.isError ? 'standard error' : 'standard output'}`;
    row.append(when);
    if (named) row.append(element('span', `who hue-${hueOf(line.resource)}`, line.resource));
  }
  const text = element('span', 'text');
  text.append(...marked(line.text, words));
  row.append(text);
  return row;
}

function hueOf(resource) {
  if (!hues.has(resource)) hues.set(resource, hues.size % HUES);
  return hues.get(resource);
}

function marked(text, words) {
  if (words.length === 0) return [text];
  const pattern = new RegExp(`(${words.map(word => word.replace(/[\\^$.*+?()[\]{}|\-/]/g, '\\$&')).join('|')})`, 'gi');
  return text.split(pattern).map((part, i) => i % 2 === 0 ? part : element('mark', '', part));
}

function element(name, kind, text) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}
