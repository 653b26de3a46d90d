import type { WebSocket } from 'ws';
import * as z from 'zod';
import type { LogLine, Sandbox, SandboxPlayer } from '../index.ts';
import type { Api, ServerView } from './api.ts';
import type { People, PersonView, Switches } from './people.ts';
import { Tail } from './tail.ts';

type Notification = SandboxPlayer['client']['notifications'][number];
type Focus = SandboxPlayer['client']['focus'];

/** Server → tab. */
export type ToTab =
  | { readonly t: 'joining' }
  | { readonly t: 'refused'; readonly reason: string }
  | { readonly t: 'joined'; readonly person: PersonView }
  | { readonly t: 'left'; readonly reason: string | null }
  | { readonly t: 'person'; readonly person: PersonView }
  /** `url` null: there is no frame, as when the resource is stopped. */
  | { readonly t: 'frame'; readonly url: string | null; readonly number: number }
  | { readonly t: 'focus'; readonly focus: Focus }
  | { readonly t: 'message'; readonly data: unknown }
  | { readonly t: 'notification'; readonly notification: Notification }
  | { readonly t: 'animation'; readonly animation: string | null }
  | {
      readonly t: 'answer';
      readonly id: number;
      readonly status: number;
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly t: 'problem'; readonly text: string };

/** Tab → server. */
const fromTab = z.discriminatedUnion('t', [
  z.object({ t: z.literal('join') }),
  z.object({ t: z.literal('leave') }),
  z.object({ t: z.literal('press') }),
  z.object({ t: z.literal('command'), text: z.string().min(1).max(1000) }),
  z.object({ t: z.literal('pause'), on: z.boolean() }),
  z.object({ t: z.literal('callback'), id: z.int(), name: z.string(), body: z.string() }),
]);
export type FromTab = z.infer<typeof fromTab>;

/** Server → lobby. */
export type ToLobby =
  | { readonly t: 'state'; readonly state: ServerView }
  | { readonly t: 'logs'; readonly lines: readonly LogLine[] };

/** How often a tab's view of the game is compared with the game, ms. */
const tabInterval = 30;
const lobbyInterval = 250;

const send = (socket: WebSocket, message: ToTab | ToLobby): void => {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
};

/** Pushes the server's state and its log to a lobby page until it closes. */
export function connectLobby(socket: WebSocket, sandbox: Sandbox, api: Api): void {
  const logs = new Tail<LogLine>();
  let before = '';
  const look = (): void => {
    const state = api.view();
    // The clock alone would make each look a change.
    const now = JSON.stringify(state.clock.mode === 'stepped' ? state : { ...state, clock: null });
    if (now !== before) send(socket, { t: 'state', state });
    before = now;
    const lines = logs.next(sandbox.logs);
    if (lines.length > 0) send(socket, { t: 'logs', lines: lines.slice(-500) });
  };
  const timer = setInterval(look, lobbyInterval);
  socket.on('close', () => clearInterval(timer));
  look();
}

/**
 * One browser tab of one player. Messages for the page travel as they come; all else that the game shows
 * (focus, notifications, animation, the end of the session) is compared at short intervals.
 */
export function connectTab(
  socket: WebSocket,
  slug: string,
  { people, sandbox, command, join }: { people: People; sandbox: Sandbox; command: () => string; join: boolean },
): void {
  let player: SandboxPlayer | null = null;
  let release: () => void = () => {};
  let notifications = new Tail<Notification>();
  let shown = { focus: '', person: '', animation: '' };
  let frame = 0;

  const showFrame = (present: boolean): void => {
    if (!player) return;
    const number = player.nui.loaded;
    if (present && number === frame) return;
    frame = present ? number : 0;
    send(socket, { t: 'frame', number, url: present ? `/nui/${player.id}/${player.nui.page}` : null });
  };

  const attach = (to: SandboxPlayer): void => {
    if (player === to) return;
    release();
    player = to;
    notifications = new Tail();
    // What was said before this tab came is over.
    notifications.next(to.client.notifications);
    shown = { focus: '', person: '', animation: '' };
    frame = 0;
    const stops = [
      to.nui.onMessage((data) => {
        look();
        send(socket, { t: 'message', data });
      }),
      to.nui.onFrame((state) => showFrame(state === 'created')),
    ];
    release = () => {
      for (const stop of stops) stop();
      release = () => {};
    };
    send(socket, { t: 'joined', person: people.view(slug) });
    if (to.nui.page !== '' && to.nui.loaded > 0 && sandbox.state(sandbox.resourceName) === 'started') showFrame(true);
    look();
  };

  const changed = (key: keyof typeof shown, value: unknown): boolean => {
    const now = JSON.stringify(value);
    if (shown[key] === now) return false;
    shown[key] = now;
    return true;
  };

  const look = (): void => {
    const online = people.player(slug);
    if (player && !online) {
      const reason = player.dropReason;
      release();
      player = null;
      send(socket, { t: 'left', reason });
      return;
    }
    if (online && online !== player) attach(online);
    if (!player) return;
    const { focus, animation } = player.client;
    const person = people.view(slug);
    if (changed('person', { ...person, tabs: 0 })) send(socket, { t: 'person', person });
    if (changed('focus', focus)) send(socket, { t: 'focus', focus });
    if (changed('animation', animation)) send(socket, { t: 'animation', animation });
    for (const notification of notifications.next(player.client.notifications)) {
      send(socket, { t: 'notification', notification });
    }
  };

  const enter = async (): Promise<void> => {
    if (!people.player(slug)) send(socket, { t: 'joining' });
    try {
      attach(await people.join(slug));
    } catch (error) {
      send(socket, { t: 'refused', reason: reasonOf(error) });
    }
  };

  const callback = async (id: number, name: string, body: string): Promise<void> => {
    const asked = player;
    if (!asked) return;
    const { status, body: answer, headers = {} } = await asked.nui.post(name, body);
    send(socket, { t: 'answer', id, status, body: answer, headers });
  };

  const receive = async (message: FromTab): Promise<void> => {
    if (message.t === 'join') return enter();
    if (message.t === 'callback') return callback(message.id, message.name, message.body);
    if (!player) return;
    const pauses: Switches = { pauseMenu: message.t === 'pause' && message.on };
    if (message.t === 'pause') people.setSwitches(slug, pauses);
    else if (message.t === 'press') player.press(command());
    else if (message.t === 'command') player.command(message.text);
    else await people.leave(slug, 'leave');
  };

  socket.on('message', (raw, binary) => {
    const message = binary ? null : parseMessage(String(raw));
    if (!message) return;
    receive(message).catch((error: unknown) => send(socket, { t: 'problem', text: reasonOf(error) }));
  });

  people.tab(slug, 1);
  const timer = setInterval(look, tabInterval);
  socket.on('close', () => {
    clearInterval(timer);
    release();
    people.tab(slug, -1);
  });
  if (join) enter().catch(() => undefined);
  else {
    look();
    if (!player) send(socket, { t: 'left', reason: null });
  }
}

function parseMessage(text: string): FromTab | null {
  try {
    return fromTab.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
