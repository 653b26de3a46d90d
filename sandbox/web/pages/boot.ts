import type { Opening } from '../api.ts';
import type { Language } from '../texts.ts';

/** What the server writes into each page. */
export interface Boot {
  readonly language: Language;
  readonly opening: Opening;
  readonly slug?: string;
  readonly resource?: string;
}

export const boot: Boot = JSON.parse(document.getElementById('boot')?.textContent ?? '{}');

type Child = Node | string | null | undefined | false;
type Properties = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;

/** An element: functions become listeners (`click`), all else attributes; `true` an empty one, `false` none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}

/** The same address in this page's language. */
export const localised = (path: string): string => (boot.language === 'fr' ? path : `${path}?lang=${boot.language}`);

/**
 * A connection that comes back by itself. `address` is asked at each attempt.
 * Returns what sends; it says false while there is no connection.
 */
export function connect(
  address: () => string,
  on: { readonly message: (data: unknown) => void; readonly state: (connected: boolean) => void },
): (message: unknown) => boolean {
  let socket: WebSocket | null = null;
  const open = (): void => {
    const next = new WebSocket(`ws://${location.host}${address()}`);
    socket = next;
    next.onopen = () => on.state(true);
    next.onmessage = (event) => on.message(JSON.parse(String(event.data)));
    next.onclose = () => {
      on.state(false);
      setTimeout(open, 700);
    };
  };
  open();
  return (message) => {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  };
}
