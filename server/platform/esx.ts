import type { Character } from '../core/sessions.ts';

/** Multicharacter keys look like `char1:<licence>`; the person is what follows. */
const CHARACTER_PREFIX = /^char\d+:/;

/**
 * The loaded character of a player, or null. Called through the export each time: it costs some 20 µs, and it goes
 * on working after es_extended was restarted, which kills every reference that one had kept.
 */
export function identify(playerId: number): Character | null {
  const characterKey = call(playerId, 'getIdentifier');
  if (typeof characterKey !== 'string' || characterKey === '') return null;
  return {
    characterKey,
    personKey: characterKey.replace(CHARACTER_PREFIX, ''),
    group: text(call(playerId, 'getGroup')) || 'user',
    ...names(playerId),
  };
}

/** The player on this server who plays the character now; null when nobody does. */
export function playerOfCharacter(characterKey: string): number | null {
  for (const id of getPlayers()) {
    if (call(Number(id), 'getIdentifier') === characterKey) return Number(id);
  }
  return null;
}

function names(playerId: number): { firstName: string; lastName: string } {
  const firstName = text(call(playerId, 'get', 'firstName'));
  const lastName = text(call(playerId, 'get', 'lastName'));
  // Before esx_identity has registered the character there is only one name.
  return firstName || lastName ? { firstName, lastName } : { firstName: text(call(playerId, 'getName')), lastName: '' };
}

function call(playerId: number, method: string, ...args: readonly unknown[]): unknown {
  try {
    return exports.es_extended?.RunStaticPlayerMethod?.(playerId, method, ...args);
  } catch {
    // ESX is stopped, or the player is not loaded: both mean that nobody is there.
    return undefined;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export interface CharacterEvents {
  /** Loaded, renamed, another group: look again. */
  readonly changed: (playerId: number) => void;
  /** Logged out of the character; the player may choose another one. */
  readonly left: (playerId: number) => void;
}

/** ESX's own local events; a player cannot send them. */
export function watchCharacters({ changed, left }: CharacterEvents): void {
  on('esx:playerLoaded', (playerId: number) => changed(playerId));
  on('esx:setGroup', (playerId: number) => changed(playerId));
  on('esx:playerDropped', (playerId: number) => left(playerId));
}
