'use strict';
// What pages do by themselves. All of them work without it, but for the playground.

// [data-copy="#id"]: a button that copies the text of something.
document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (button) {
    const from = document.querySelector(button.dataset.copy);
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(from.textContent);
    } else { // not by TLS
      getSelection().selectAllChildren(from);
      document.execCommand('copy');
    }
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
    events.addEventListener('end', () => stop('It is over: begin again.'));
    events.addEventListener('error', () => events && stop('The gateway does not answer, too many look on, or the session is over.'));
  });
}

// The playground: asks the gateway's own API, with a token that is nowhere but in this page.
const playground = document.getElementById('playground');
if (playground) {
  const field = id => document.getElementById(id);
  let stop = new AbortController();

  const image = file => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });

  const body = async model => {
    const text = field('message').value;
    const file = field('image').files[0];
    const content = file ? [{type: 'text', text}, {type: 'image_url', image_url: {url: await image(file)}}] : text;
    const messages = [{role: 'user', content}];
    if (field('system').value) {
      messages.unshift({role: 'system', content: field('system').value});
    }
    const request = {model, messages, stream: true, stream_options: {include_usage: true}};
    if (field('temperature').value) {
      request.temperature = Number(field('temperature').value);
    }
    if (field('most').value) {
      request.max_completion_tokens = Number(field('most').value);
    }
    if (field('tools').value) {
      request.tools = JSON.parse(field('tools').value);
    }
    return request;
  };

  const panel = model => {
    const card = document.createElement('section');
    card.className = 'card';
    const title = document.createElement('h2');
    title.textContent = model;
    const answer = document.createElement('div');
    answer.className = 'answer';
    const facts = document.createElement('p');
    facts.className = 'hint';
    card.append(title, answer, facts);
    field('answers').append(card);
    return {answer, facts};
  };

  const events = async function* (stream) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        if (line.startsWith('data: ') && line.trim() !== 'data: [DONE]') {
          yield JSON.parse(line.slice(6));
        }
      }
    }
  };

  const ask = async model => {
    const {answer, facts} = panel(model);
    const began = performance.now();
    let first = null;
    let usage = null;
    try {
      const headers = {'content-type': 'application/json'};
      if (field('key').value) {
        headers.authorization = 'Bearer ' + field('key').value.trim();
      }
      const reply = await fetch(playground.dataset.target,
        {method: 'POST', headers, body: JSON.stringify(await body(model)), signal: stop.signal, credentials: 'omit'});
      if (!reply.ok) {
        answer.className = 'answer bad';
        answer.textContent = (await reply.json()).error.message;
      } else {
        for await (const event of events(reply.body)) {
          const delta = event.choices?.[0]?.delta;
          const text = delta?.content ?? (delta?.tool_calls ? JSON.stringify(delta.tool_calls) : '');
          if (text) {
            first ??= performance.now();
            answer.textContent += text;
          }
          if (event.error) {
            answer.textContent += '\n' + event.error.message;
          }
          usage = event.usage ?? usage;
        }
      }
      const said = ['provider', 'model', 'cache', 'cost', 'overhead-ms']
        .map(name => [name, reply.headers.get('x-serai-' + name)]).filter(([, value]) => value);
      facts.textContent = [
        Math.round(performance.now() - began) + ' ms',
        first && 'first token after ' + Math.round(first - began) + ' ms',
        usage && usage.prompt_tokens + ' tokens of the prompt, ' + usage.completion_tokens + ' of the answer',
        ...said.map(([name, value]) => name + ' ' + value)].filter(Boolean).join(' · ');
    } catch (failure) {
      answer.textContent += '\n' + (failure.name === 'AbortError' ? 'Stopped.' : failure.message);
    }
  };

  const quoted = text => "'" + text.replaceAll("'", "'\\''") + "'";

  playground.addEventListener('submit', async event => {
    event.preventDefault();
    stop.abort();
    stop = new AbortController();
    field('answers').replaceChildren();
    field('stop').disabled = false;
    const models = [field('first').value, field('second').value].filter(Boolean);
    try {
      field('request').textContent = 'curl ' + playground.dataset.address + '/v1/chat/completions'
        + ' \\\n  -H "Authorization: Bearer $OPENAI_API_KEY" \\\n  -d ' + quoted(JSON.stringify(await body(models[0])));
      await Promise.all(models.map(ask));
    } catch (failure) {
      panel(models[0]).answer.textContent = failure.message;
    }
    field('stop').disabled = true;
  });
  field('stop').addEventListener('click', () => stop.abort());
}
