import type { session as reference } from '../fr/session.ts';
import type { Translation } from '../types.ts';

export const session = {
  opening: 'Opening the tablet…',
  noCharacter: {
    title: 'No character loaded',
    text: 'The tablet will open by itself once your character is loaded.',
  },
  noAnswer: {
    title: 'The server isn’t answering yet',
    text: 'Trying again by itself. Your drafts are safe on this computer.',
  },
} as const satisfies Translation<typeof reference>;
