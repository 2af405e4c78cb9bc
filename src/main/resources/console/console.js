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
