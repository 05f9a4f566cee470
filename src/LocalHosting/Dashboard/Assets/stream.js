// A stream of server-sent events that rests while its tab is hidden, since a browser opens only six connections to one server over all tabs.
const live = document.getElementById('live');

export function follow(address, type, receive) {
  let source;

  const open = () => {
    source?.close();
    source = new EventSource(address());
    source.addEventListener('open', () => show('Live', true));
    source.addEventListener('error', () => source.readyState === EventSource.CLOSED ? retry() : show('Not connected', false));
    source.addEventListener(type, event => receive(JSON.parse(event.data), event.lastEventId));
  };

  // The browser itself tries again after a lost connection, but gives up after a refusal: another run of the app host has another token.
  const retry = () => {
    show('Not connected. Open the address that the app host prints.', false);
    setTimeout(() => document.hidden || source.readyState !== EventSource.CLOSED || open(), 3000);
  };

  document.addEventListener('visibilitychange', () => document.hidden ? source.close() : open());
  open();
}

function show(text, connected) {
  live.textContent = text;
  live.classList.toggle('lost', !connected);
}
