const KEY = 'atelier:open';
/** A restart of the resource takes seconds; after this long, the person has gone on to something else. */
const RECENT_MS = 10 * 60_000;
const REFRESH_MS = 20_000;

let notedAt = 0;

/** Notes that the tablet is open, and where: a restart of the resource takes the page away without a word. */
export function noteOpen(route: string): void {
  notedAt = Date.now();
  try {
    localStorage.setItem(KEY, JSON.stringify({ at: notedAt, route }));
  } catch {
    // Without storage the tablet stays closed after a restart; nothing else is lost.
  }
}

/** The person did something: keeps the note fresh, at most every 20 seconds. */
export function noteActive(route: string): void {
  if (Date.now() - notedAt > REFRESH_MS) noteOpen(route);
}

export function noteClosed(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was noted then.
  }
}

/** Where the tablet was open a moment ago, if it was. */
export function openBefore(now: number): string | null {
  try {
    const note: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof note !== 'object' || note === null || !('at' in note) || !('route' in note)) return null;
    const { at, route } = note;
    return typeof at === 'number' && now - at < RECENT_MS && typeof route === 'string' && route.startsWith('/')
      ? route
      : null;
  } catch {
    return null;
  }
}
