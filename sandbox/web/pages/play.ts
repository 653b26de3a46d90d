import type { FromTab, ToTab } from '../links.ts';
import type { PersonView } from '../people.ts';
import { textsOf } from '../texts.ts';
import { boot, byId, connect, h, localised } from './boot.ts';
import type { GameWindow, NuiAnswer } from './game.ts';
import { minimapSvg, sceneSvg } from './scene.ts';

const t = textsOf(boot.language);
const slug = boot.slug ?? '';
const { key, command } = boot.opening;
const body = document.body;

let person: PersonView | null = null;
let focus = { hasFocus: false, hasCursor: false, keepInput: false };
let frame: HTMLIFrameElement | null = null;
let out = false;
let connected = false;
let calls = 0;
const waiting = new Map<number, (answer: NuiAnswer | null) => void>();

byId('scene').innerHTML = sceneSvg();
byId('minimap').innerHTML = minimapSvg;
byId('minimap').append(h('div', { class: 'bars' }, h('i', { class: 'health' }), h('i', { class: 'armour' })));

const send = connect(() => `/ws/play/${slug}${out ? '' : '?join=1'}`, {
  message: (data) => receive(data as ToTab),
  state: (up) => {
    if (!up && connected) {
      // What was asked of a server that is gone fails, as a request of the page would.
      for (const answer of waiting.values()) answer(null);
      waiting.clear();
      setFrame(null);
      setFocus({ hasFocus: false, hasCursor: false, keepInput: false });
      cover({ title: t.reconnecting, busy: true });
    }
    connected = up;
  },
});
const tell = (message: FromTab): boolean => send(message);

function receive(message: ToTab): void {
  switch (message.t) {
    case 'joining':
      cover({ title: t.loading, lead: t.loadingLead, busy: true });
      return;
    case 'joined':
      out = false;
      setPerson(message.person);
      cover(null);
      return;
    case 'person':
      setPerson(message.person);
      return;
    case 'left':
      out = true;
      setFrame(null);
      setFocus({ hasFocus: false, hasCursor: false, keepInput: false });
      cover({
        title: t.left,
        lead: message.reason && message.reason !== 'Exiting' ? t.leftBy(message.reason) : undefined,
        action: t.rejoin,
      });
      return;
    case 'refused':
      cover({ title: t.refused, lead: message.reason, action: t.retry });
      return;
    case 'frame':
      setFrame(message.url);
      return;
    case 'focus':
      setFocus(message.focus);
      return;
    case 'message':
      // Lost when there is no frame, or no listener in it: as in the game.
      frame?.contentWindow?.postMessage(message.data, '*');
      return;
    case 'notification':
      notify(message.notification);
      return;
    case 'animation':
      body.dataset.animation = message.animation ?? '';
      return;
    case 'answer': {
      const answer = waiting.get(message.id);
      waiting.delete(message.id);
      answer?.({ status: message.status, body: message.body, headers: message.headers });
      return;
    }
    case 'problem':
      say(message.text, true);
      return;
  }
}

/* The resource's page */

function setFrame(url: string | null): void {
  frame?.remove();
  frame = null;
  waiting.clear();
  body.classList.toggle('game--bare', url === null);
  if (url === null) return;
  frame = h('iframe', {
    src: url,
    title: boot.resource ?? 'NUI',
    tabindex: '-1',
    allowtransparency: 'true',
    // As the game's: no clipboard, though ours would otherwise grant it to a page of the same origin.
    allow: "microphone *; camera *; clipboard-read 'none'; clipboard-write 'none'",
  });
  byId('stage').append(frame);
}

function setFocus(next: typeof focus): void {
  const gained = next.hasFocus && !focus.hasFocus;
  const lost = !next.hasFocus && focus.hasFocus;
  focus = next;
  body.classList.toggle('game--focus', focus.hasFocus);
  body.classList.toggle('game--cursor', focus.hasFocus && focus.hasCursor);
  if (gained) closeChat();
  if (gained) takeFocus();
  if (lost) {
    frame?.blur();
    window.focus();
  }
}

function takeFocus(): void {
  frame?.focus();
  frame?.contentWindow?.focus();
}

const gameWindow: GameWindow = window;
gameWindow.sandboxGame = {
  call: (callback, text) =>
    new Promise((done) => {
      calls += 1;
      waiting.set(calls, done);
      if (tell({ t: 'callback', id: calls, name: callback, body: text })) return;
      waiting.delete(calls);
      done(null);
    }),
  openUrl: (address) => askToOpen(address),
  pageReady: () => {
    frame?.classList.add('is-ready');
    if (focus.hasFocus) takeFocus();
  },
  keepFocus: () => {
    if (focus.hasFocus && document.hasFocus() && document.activeElement !== frame) takeFocus();
  },
  key: (event) => {
    if (focus.hasFocus && focus.keepInput && event.type === 'keydown') gameKey(event);
  },
};

/** The game asks before it opens the system's browser. */
function askToOpen(address: string): void {
  const url = /^https?:\/\//i.test(address) ? new URL(address, location.href) : null;
  if (!url) return;
  const close = (): void => {
    cover(null);
    if (focus.hasFocus) takeFocus();
  };
  cover({
    title: t.openUrl,
    lead: url.href,
    actions: [
      h(
        'a',
        { class: 'button button--main', href: url.href, target: '_blank', rel: 'noopener noreferrer', click: close },
        t.open,
      ),
      h('button', { class: 'button', type: 'button', click: close }, t.cancel),
    ],
  });
}

/* Keys of the game */

document.addEventListener('keydown', (event) => {
  if (focus.hasFocus && !focus.keepInput) {
    takeFocus();
    return;
  }
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLAnchorElement;
  if (!typing) gameKey(event);
});
document.addEventListener('pointerdown', () => {
  if (focus.hasFocus) setTimeout(takeFocus);
});
document.addEventListener('contextmenu', (event) => event.preventDefault());

function gameKey(event: KeyboardEvent): void {
  if (!person || out || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.toLowerCase() === key.toLowerCase()) {
    event.preventDefault();
    if (!event.repeat) tell({ t: 'press' });
  } else if (event.key === 'Escape') {
    event.preventDefault();
    if (!event.repeat) tell({ t: 'pause', on: !person.switches.pauseMenu });
  } else if ((event.key === 't' || event.key === 'T' || event.key === 'Enter') && !person.switches.pauseMenu) {
    // A focused button is pressed by Enter.
    if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    openChat();
  }
}

/* Chat */

let chatField: HTMLElement | null = null;

function openChat(): void {
  if (chatField) return;
  const input = h('input', {
    type: 'text',
    maxlength: '1000',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: t.chatPlaceholder(command),
    keydown: (event) => {
      if (!(event instanceof KeyboardEvent)) return;
      event.stopPropagation();
      if (event.key === 'Escape') closeChat();
      if (event.key !== 'Enter') return;
      const text = input.value.trim();
      closeChat();
      if (text.startsWith('/')) tell({ t: 'command', text });
      else if (text !== '') say(t.chatOnly, true);
    },
    blur: () => closeChat(),
  });
  chatField = h('label', {}, h('span', {}, t.chat), input);
  byId('chat').append(chatField);
  input.focus();
}

function closeChat(): void {
  const field = chatField;
  chatField = null;
  field?.remove();
}

function say(text: string, aside: boolean): void {
  const line = h('p', aside ? { class: 'chat-aside' } : {}, text);
  byId('chat').prepend(line);
  setTimeout(() => line.remove(), 8000);
}

/* What the game shows */

const shownFor = 7000;

function notify({ message, type, title }: { message: string; type?: string; title?: string }): void {
  const kind = ['success', 'error', 'warning', 'info'].includes(type ?? '') ? ` note--${type}` : '';
  const heading = title && title !== 'New Notification' ? h('b', {}, plain(title)) : null;
  const note = h('div', { class: `note${kind}` }, heading, plain(message));
  const feed = byId('feed');
  feed.append(note);
  while (feed.childElementCount > 5) feed.firstElementChild?.remove();
  setTimeout(() => note.classList.add('note--gone'), shownFor);
  setTimeout(() => note.remove(), shownFor + 500);
}

/** Without the game's colour marks (`~r~`, `^1`). */
const plain = (text: string): string => text.replace(/~[a-z]~/gi, '').replace(/\^[0-9]/g, '');

function setPerson(next: PersonView): void {
  person = next;
  document.title = `${next.firstName} ${next.lastName} · Atelier`;
  byId('who').replaceChildren(
    h('b', {}, `${next.firstName} ${next.lastName}`),
    h('small', {}, `${next.group} · id ${next.id ?? '–'}`),
    h(
      'nav',
      {},
      h('a', { class: 'button', href: localised('/'), target: 'sandbox-lobby' }, t.players),
      h('button', { class: 'button', type: 'button', click: () => tell({ t: 'leave' }) }, t.leave),
    ),
  );
  body.classList.toggle('game--down', next.switches.dead === true);
  if (out) return;
  if (next.switches.pauseMenu) cover({ title: t.paused, lead: t.pausedLead });
  else if (byId('cover').dataset.title === t.paused) cover(null);
}

interface Cover {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly busy?: boolean;
  /** Label of the button that joins. */
  readonly action?: string;
  readonly actions?: readonly HTMLElement[];
}

function cover(content: Cover | null): void {
  const element = byId('cover');
  element.hidden = content === null;
  element.dataset.title = content?.title ?? '';
  element.replaceChildren();
  if (!content) return;
  const { title, lead, busy = false, action } = content;
  const join = (): void => {
    out = false;
    tell({ t: 'join' });
  };
  const actions = content.actions ?? (action ? joinActions(action, join) : []);
  element.replaceChildren(
    h('h1', {}, title),
    ...(lead ? [h('p', {}, lead)] : []),
    ...(busy ? [h('div', { class: 'rule' })] : []),
    ...(actions.length > 0 ? [h('div', { class: 'actions' }, ...actions)] : []),
  );
}

const joinActions = (label: string, join: () => void): HTMLElement[] => [
  h('button', { class: 'button button--main', type: 'button', click: join }, label),
  h('a', { class: 'button', href: localised('/') }, t.players),
];

byId('hint').append(
  h('kbd', {}, key),
  h('span', {}, t.hint(command)),
  h('i'),
  h('kbd', {}, 'T'),
  h('span', {}, t.hintChat),
);
