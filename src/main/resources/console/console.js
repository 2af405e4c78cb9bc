'use strict';
// What pages do by themselves. All of them work without it, but for the playground.

// [data-copy="#id"]: a button that copies the text of something.
document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (button) {
    const text = document.querySelector(button.dataset.copy).textContent;
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  }
});

// [data-confirm]: a form that asks before it is sent.
document.addEventListener('submit', event => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (question && !confirm(question)) {
    event.preventDefault();
  }
});

// [data-submit]: a select that sends its form when it changes.
document.addEventListener('change', event => {
  if (event.target.matches('[data-submit]')) {
    event.target.form.requestSubmit();
  }
});

// [data-live="5"]: a part that is fetched anew every so many seconds, as long as somebody may see it.
for (const part of document.querySelectorAll('[data-live]')) {
  const again = async () => {
    const button = document.querySelector('[data-pause]');
    if (!document.hidden && !(button && button.getAttribute('aria-pressed') === 'true')) {
      try {
        const answer = await fetch(location.href, {headers: {'x-serai-live': '1', accept: 'text/html'}, redirect: 'error'});
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const fresh = answer.ok && page.getElementById(part.id);
        if (fresh) {
          part.replaceChildren(...fresh.childNodes);
        }
      } catch {
        // the gateway is away, or the session is over: the next look tells
      }
    }
    setTimeout(again, part.dataset.live * 1000);
  };
  setTimeout(again, part.dataset.live * 1000);
}

// [data-pause]: stops that.
document.addEventListener('click', event => {
  const button = event.target.closest('[data-pause]');
  if (button) {
    button.setAttribute('aria-pressed', button.getAttribute('aria-pressed') !== 'true');
  }
});

// [data-tail="address"]: requests as they end, on top of the log. What they say is set as text, never as markup.
const tail = document.querySelector('[data-tail]');
if (tail) {
  const MOST = 200;
  const rows = document.getElementById('log');
  let events = null;
  const say = text => { document.getElementById('tail').textContent = text; };
  const stop = text => {
    events.close();
    events = null;
    tail.setAttribute('aria-pressed', 'false');
    say(text);
  };
  const millis = value => value === null ? '–' : value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`;
  const shown = {
    at: record => record.at.slice(0, 19).replace('T', ' '),
    answered: record => record.provider === null ? '–' : `${record.provider}/${record.model ?? '–'}`,
    firstTokenMs: record => millis(record.firstTokenMs),
    latencyMs: record => millis(record.latencyMs)
  };
  const show = record => {
    const row = document.getElementById('entry').content.cloneNode(true);
    for (const cell of row.querySelectorAll('[data-of]')) {
      const name = cell.dataset.of;
      cell.textContent = shown[name] ? shown[name](record) : record[name] ?? '';
    }
    row.querySelector('[data-of=status]').classList.add(record.status >= 400 || record.error !== null ? 'bad' : 'good');
    row.querySelector('a').href = `${tail.dataset.log}?request_id=${encodeURIComponent(record.requestId)}`;
    rows.prepend(row);
    while (rows.children.length > MOST) {
      rows.lastElementChild.remove();
    }
  };
  tail.hidden = false;
  tail.addEventListener('click', () => {
    if (events) {
      stop('');
      return;
    }
    events = new EventSource(tail.dataset.tail);
    tail.setAttribute('aria-pressed', 'true');
    say('Live: requests are on top as they end.');
    events.addEventListener('requests', event => {
      const news = JSON.parse(event.data);
      news.requests.forEach(show);
      say(news.more > 0 ? `Live: ${news.more} more came at a time and are not shown.` : 'Live: requests are on top as they end.');
    });
    events.addEventListener('behind', () => stop('More came than could be shown: narrow them, and try again.'));
    events.addEventListener('end', () => stop('It is over: begin again.'));
    events.addEventListener('error', () => events && stop('The gateway does not answer, too many look on, or the session is over.'));
  });
}
