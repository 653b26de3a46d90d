import type { LogLine } from '../../index.ts';
import type { ServerView } from '../api.ts';
import type { ToLobby } from '../links.ts';
import type { PersonView, Switch } from '../people.ts';
import { textsOf } from '../texts.ts';
import { boot, byId, connect, h, localised } from './boot.ts';

const t = textsOf(boot.language);
const { key, command } = boot.opening;
const locale = boot.language === 'fr' ? 'fr-FR' : 'en-GB';
const groups = ['user', 'gestionnaire', 'atelier_superadmin', 'admin'];
/** Lines kept in the page. */
const longestLog = 1000;

document.title = `Atelier · ${t.sandbox}`;

/* Calls */

async function call(path: string, body?: unknown, method = 'POST'): Promise<boolean> {
  try {
    const response = await fetch(`/api/${path}`, {
      method,
      ...(method === 'POST' && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
    });
    if (response.ok) return true;
    const answer: { error?: string; detail?: string } = await response.json();
    toast(t.errors[answer.error ?? ''] ?? t.failed, answer.detail ?? answer.error ?? '');
  } catch {
    toast(t.failed, t.lost);
  }
  return false;
}

function toast(title: string, detail: string): void {
  const element = h('div', { class: 'toast' }, h('b', {}, title), detail);
  byId('toasts').append(element);
  setTimeout(() => element.remove(), 8000);
}

/** A button that does one call and cannot be pressed twice meanwhile. */
function button(label: string, look: string, act: () => Promise<unknown>): HTMLButtonElement {
  const element = h('button', { type: 'button', class: `button ${look}`.trim() }, label);
  element.addEventListener('click', async () => {
    element.disabled = true;
    await act();
    element.disabled = false;
  });
  return element;
}

/* Frame of the page */

function markSvg(): HTMLElement {
  const holder = h('span', { class: 'mark', 'aria-hidden': 'true' });
  holder.innerHTML =
    '<svg viewBox="0 0 32 32"><path d="M4.5 27.5 16 4.5l11.5 23" fill="none" stroke="currentColor" stroke-width="3.4" stroke-linejoin="round" stroke-linecap="round"/><path d="M12.3 16.5h7.4v5L16 27.5l-3.7-6z" fill="#f6c945"/></svg>';
  return holder;
}

const how = h('span', { class: 'how' });
const [beforeKey = '', afterKey = ''] = t.howTo('\u0000', command).split('\u0000');
how.append(beforeKey, h('kbd', {}, key), afterKey);
byId('bar').append(
  markSvg(),
  h('strong', {}, 'Atelier'),
  h('span', { class: 'place' }, t.sandbox),
  how,
  h('a', { class: 'button button--quiet', href: boot.language === 'fr' ? '/?lang=en' : '/?lang=fr' }, t.otherLanguage),
);

/* Players */

const list = h('ul', { class: 'list' });
const rows = new Map<string, Row>();

interface Row {
  readonly element: HTMLElement;
  update(view: PersonView, suggested: boolean): void;
}

function row(first: PersonView): Row {
  const { slug } = first;
  const path = `players/${slug}`;
  const staff = first.role === 'gestionnaire' || first.role === 'superadmin';
  const [roleName, roleLead] = first.role ? t.roles[first.role] : [t.added, ''];
  const name = h('b');
  const face = h('span', { class: `face${staff ? ' face--staff' : ''}`, 'aria-hidden': 'true' });
  const lead = h('p');
  const presence = h('div', { class: 'presence' });
  const play = h('a', { href: localised(`/play/${slug}`), target: `play-${slug}` });
  const tools = h('div', { class: 'tools', hidden: true, id: `tools-${slug}` });
  const more = h('button', {
    type: 'button',
    class: 'button more',
    'aria-expanded': 'false',
    'aria-controls': `tools-${slug}`,
    click: () => {
      tools.hidden = !tools.hidden;
      more.setAttribute('aria-expanded', String(!tools.hidden));
    },
  });
  more.innerHTML =
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="m6 9 6 6 6-6"/></svg>';

  const group = h('select', { name: 'group' });
  const bank = h('input', { type: 'number', name: 'bank', min: '0', step: '1000', placeholder: '50000' });
  let switches: Partial<Record<Switch, boolean>> = {};
  const toggles = Object.entries(t.switches).map(([id, label]) => {
    const element = h(
      'button',
      {
        type: 'button',
        class: 'switch',
        'data-switch': id,
        'aria-pressed': 'false',
        click: () => void call(`${path}/state`, { [id]: switches[id as Switch] !== true }),
      },
      label,
    );
    return { id: id as Switch, element };
  });
  const connectButton = button(t.connect, 'button--quiet', () => call(`${path}/join`));
  const disconnect = button(t.disconnect, '', () => call(`${path}/leave`));
  const crash = button(t.crash, 'button--danger', () => call(`${path}/crash`));
  const forget = button(t.forget, 'button--quiet', () => call(path, undefined, 'DELETE'));
  tools.append(
    h(
      'label',
      { class: 'field' },
      h('span', {}, t.group),
      h(
        'div',
        {},
        group,
        button(t.setGroup, '', () => call(`${path}/group`, { group: group.value })),
      ),
    ),
    h(
      'label',
      { class: 'field' },
      h('span', {}, t.bank),
      h(
        'div',
        {},
        bank,
        button(t.setBank, '', () => call(`${path}/bank`, { amount: Math.round(Number(bank.value)) })),
      ),
    ),
    h(
      'fieldset',
      { class: 'wide' },
      h('legend', {}, t.condition),
      h('div', { class: 'switches' }, ...toggles.map(({ element }) => element)),
    ),
    h('div', { class: 'wide inline' }, connectButton, disconnect, crash, forget),
  );
  const element = h(
    'li',
    { class: 'person', 'data-player': slug },
    h(
      'div',
      { class: 'row' },
      face,
      h('div', { class: 'who' }, name, h('span', { class: 'role' }, roleName), lead),
      presence,
      h('div', { class: 'acts' }, play, more),
    ),
    tools,
  );
  let groupShown = '';

  return {
    element,
    update(view, suggested) {
      const fullName = `${view.firstName} ${view.lastName}`;
      name.textContent = fullName;
      face.textContent = `${view.firstName.at(0) ?? ''}${view.lastName.at(0) ?? ''}`.toUpperCase();
      more.setAttribute('aria-label', `${t.options}, ${fullName}`);
      lead.textContent = roleLead || view.group;
      const label = view.joining ? t.joining : view.online ? t.online : t.offline;
      const tabs = view.tabs === 0 ? t.noTab : t.tabs(view.tabs);
      presence.className = `presence${view.online ? ' presence--on' : ''}`;
      presence.replaceChildren(h('b', {}, label), view.online ? `id ${view.id} · ${tabs}` : (view.dropReason ?? ''));
      play.className = `button ${suggested ? 'button--main' : 'button--play'}`;
      play.textContent = view.online && view.tabs > 0 ? t.playMore : t.play;
      if (groupShown !== view.group) {
        groupShown = view.group;
        group.replaceChildren(
          ...[...new Set([...groups, view.group])].map((each) =>
            h('option', { value: each, selected: each === view.group }, each),
          ),
        );
      }
      switches = view.switches;
      for (const { id, element: toggle } of toggles) {
        toggle.setAttribute('aria-pressed', String(switches[id] === true));
        toggle.disabled = !view.online;
      }
      connectButton.hidden = view.online;
      disconnect.hidden = !view.online;
      crash.hidden = !view.online;
      forget.hidden = view.role !== null || view.online;
    },
  };
}

const field = (name: string, label: string, properties: Record<string, string | boolean> = {}): HTMLLabelElement =>
  h(
    'label',
    { class: 'field' },
    h('span', {}, label),
    h('input', { name, maxlength: '50', autocomplete: 'off', ...properties }),
  );

const form = h(
  'form',
  {
    class: 'join',
    submit: async (event) => {
      event.preventDefault();
      const data = new FormData(form);
      const text = (name: string): string => String(data.get(name) ?? '').trim();
      if (await call('players', { firstName: text('firstName'), lastName: text('lastName'), group: text('group') }))
        form.reset();
    },
  },
  h('h2', {}, t.newPlayer),
  field('firstName', t.firstName, { required: true }),
  field('lastName', t.lastName, { required: true }),
  h(
    'label',
    { class: 'field' },
    h('span', {}, t.group),
    h('select', { name: 'group' }, ...groups.map((group) => h('option', { value: group }, group))),
  ),
  h('button', { class: 'button', type: 'submit' }, t.add),
);

byId('players').append(h('h1', {}, t.lobbyTitle), h('p', { class: 'lead' }, t.lobbyLead), list, form);

function showPlayers(players: readonly PersonView[]): void {
  // Yellow says what to do next: while nobody plays, the client begins.
  const nobody = !players.some(({ tabs }) => tabs > 0);
  for (const view of players) {
    let known = rows.get(view.slug);
    if (!known) {
      known = row(view);
      rows.set(view.slug, known);
      list.append(known.element);
    }
    known.update(view, nobody && view.role === 'client');
  }
  for (const [slug, { element }] of rows) {
    if (players.some((view) => view.slug === slug)) continue;
    element.remove();
    rows.delete(slug);
  }
}

/* Server */

const resources = h('ul', { class: 'resources' });
const ensureAll = button(t.ensureAll, '', () => call('resources/ensure'));
const clockNow = h('time');
const clock = h(
  'div',
  { class: 'clock', hidden: true },
  h('h2', {}, t.clock),
  clockNow,
  h('p', { class: 'small' }, t.clockNote),
  h(
    'div',
    { class: 'inline' },
    ...Object.entries(t.advance).map(([ms, label]) =>
      button(label, '', () => call('clock/advance', { ms: Number(ms) })),
    ),
  ),
);
byId('server').append(h('h2', {}, t.server), resources, ensureAll, h('p', { class: 'small' }, t.restartNote), clock);

const lines = new Map<string, { element: HTMLElement; update(state: string): void }>();

function serverLine(name: string, label: string, acts: (state: string) => readonly HTMLElement[]): void {
  const state = h('span');
  const buttons = h('div', { class: 'acts' });
  const element = h('li', { 'data-resource': name }, h('b', {}, label), buttons, state);
  let shown = '';
  lines.set(name, {
    element,
    update(next) {
      if (next === shown) return;
      shown = next;
      const off = next === 'stopped' || next === 'missing';
      state.className = `state${off ? ' state--off' : next === 'starting' ? ' state--wait' : ''}`;
      state.textContent = t.states[next] ?? next;
      buttons.replaceChildren(...acts(next));
    },
  });
  resources.append(element);
}

function showServer(state: ServerView): void {
  for (const { name, state: now } of state.resources) {
    if (!lines.has(name)) {
      const path = `resources/${encodeURIComponent(name)}`;
      serverLine(name, name, (current) => {
        if (current === 'missing') return [];
        if (current === 'stopped') return [button(t.start, '', () => call(`${path}/ensure`))];
        return [
          button(t.restart, '', () => call(`${path}/restart`)),
          button(t.stop, 'button--quiet', () => call(`${path}/stop`)),
        ];
      });
    }
    lines.get(name)?.update(now);
  }
  if (!lines.has('#database')) {
    serverLine('#database', t.database, (current) =>
      current === 'stopped'
        ? [button(t.databaseStart, '', () => call('database/start'))]
        : [button(t.databaseStop, 'button--quiet', () => call('database/stop'))],
    );
  }
  lines.get('#database')?.update(state.database);
  ensureAll.hidden = !state.resources.some(({ state: now }) => now === 'stopped');
  clock.hidden = state.clock.mode !== 'stepped';
  clockNow.textContent = new Date(state.clock.now).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'medium' });
}

/* Console */

const log = h('div', { class: 'log', role: 'log', tabindex: '0' }, h('p', { class: 'none' }, t.noLines));
const filter = h(
  'button',
  {
    type: 'button',
    class: 'switch',
    'aria-pressed': 'false',
    click: () => {
      const only = log.classList.toggle('log--problems');
      filter.setAttribute('aria-pressed', String(only));
      log.scrollTop = log.scrollHeight;
    },
  },
  t.problemsOnly,
);
const consoleForm = h(
  'form',
  {
    submit: async (event) => {
      event.preventDefault();
      const text = String(new FormData(consoleForm).get('command') ?? '').trim();
      if (text !== '' && (await call('console', { command: text }))) consoleForm.reset();
    },
  },
  h('input', {
    name: 'command',
    'aria-label': t.console,
    placeholder: t.consoleHint,
    autocomplete: 'off',
    spellcheck: 'false',
  }),
  h('button', { class: 'button', type: 'submit' }, t.send),
);
byId('console').append(h('header', {}, h('h2', {}, t.console), filter), log, consoleForm);

function showLines(added: readonly LogLine[]): void {
  // Whoever has scrolled up is reading: the log stays where it is.
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.querySelector('.none')?.remove();
  for (const { at, level, resource, player, text } of added) {
    const from = player === undefined ? resource : `${resource} · id ${player}`;
    log.append(
      h(
        'div',
        { class: `line line--${level}` },
        h('time', {}, new Date(at).toLocaleTimeString(locale)),
        h('span', { title: from }, from),
        h('pre', {}, text.replace(/\^[0-9]/g, '')),
      ),
    );
  }
  while (log.childElementCount > longestLog) log.firstElementChild?.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
}

byId('lost').textContent = t.lost;
connect(() => '/ws/lobby', {
  state: (up) => {
    byId('lost').hidden = up;
    // A new connection tells the whole log again.
    if (up) log.replaceChildren();
  },
  message: (data) => {
    const message = data as ToLobby;
    if (message.t === 'logs') showLines(message.lines);
    else {
      showPlayers(message.state.players);
      showServer(message.state);
    }
  },
});
