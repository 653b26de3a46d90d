import { say } from './locale.ts';
import type { Text } from './texts.ts';

const LENGTH_MS = 4_000;

/** A short notification in the player's language: through ESX when it runs, else the game's own. */
export function notify(text: Text): void {
  const message = say(text);
  if (throughEsx(message)) return;
  BeginTextCommandThefeedPost('STRING');
  AddTextComponentSubstringPlayerName(message);
  EndTextCommandThefeedPostTicker(false, true);
}

function throughEsx(message: string): boolean {
  if (GetResourceState('es_extended') !== 'started') return false;
  try {
    const show = exports.es_extended?.ShowNotification;
    show?.(message, 'info', LENGTH_MS, say('title'));
    return show !== undefined;
  } catch {
    // An ESX that has no such export, or that is just going away.
    return false;
  }
}
