import type { clients as reference } from '../fr/clients.ts';
import type { Translation } from '../types.ts';

export const clients = {
  signUp: {
    title: 'Create my account',
    lead: 'These are your real contact details, of the person who plays, not of the character.',
    lastName: 'Last name',
    firstName: 'First name',
    email: 'E-mail',
    emailHelp: 'To reach you outside the game, for example when a delivery is ready.',
    phone: 'Phone',
    phoneHelp: 'With the country code if you’re not in France, for example +44.',
    suggest: 'Your character is called {{name}}.',
    useName: 'Use this name',
    consent: 'I agree that the studio keeps these four details to handle my requests.',
    consentNeeded: 'Without your consent the account can’t be created: tick the box.',
    submit: 'Create my account',
    localOnly: 'Nothing leaves this computer before you agree.',
    done: 'Account created',
    doneText: 'You can order now.',
    who: {
      title: 'Who sees what',
      you: 'You',
      youText: 'Everything you give here.',
      studio: 'The studio’s team',
      studioText: 'Your e-mail and phone are masked. Managers can show them: each time leaves a trace.',
      players: 'Other players',
      playersText: 'Never these details. They see “{{name}}”, your character’s name.',
    },
    alreadyTitle: 'You already have an account',
    alreadyText: 'It belongs to you, whichever character you play.',
    openCatalogue: 'Open the catalogue',
  },
} as const satisfies Translation<typeof reference>;
