// Times come in UTC and are shown in the reader's own zone; the full time stays in the title.
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

export const clockOf = time => clock.format(time);
export const fullOf = time => full.format(time);

export function localise(root) {
  const today = new Date().toDateString();
  for (const element of root.querySelectorAll('time[datetime]')) {
    const time = new Date(element.dateTime);
    const short = clock.format(time);
    element.textContent = time.toDateString() === today ? short : `${day.format(time)}, ${short}`;
    element.title = full.format(time);
  }
}
