import type { home as reference } from '../fr/home.ts';
import type { Translation } from '../types.ts';

export const home = {
  hello: {
    day: 'Good morning, {{name}}.',
    evening: 'Good evening, {{name}}.',
    afternoon: 'Good afternoon, {{name}}.',
  },
  lead: {
    turn_one: 'One request is waiting for your answer. The rest is moving along.',
    turn_other: '{{count}} requests are waiting for your answer. The rest is moving along.',
    turnOnly_one: 'One request is waiting for your answer.',
    turnOnly_other: '{{count}} requests are waiting for your answer.',
    running_one: 'Nothing is waiting for you: the studio is on your request.',
    running_other: 'Nothing is waiting for you: the studio is on your {{count}} requests.',
    quiet: 'Nothing is waiting for you right now.',
    first: 'Welcome to the studio.',
    loading: 'One moment, your requests are on their way.',
  },
  turn: {
    label: 'What is waiting for you',
    on_hold: 'The studio has put this request on hold: read why, then answer.',
    agreed: 'The price is agreed. Work starts after your payment.',
    delivered: 'The work is delivered. Try it, then accept it or ask for corrections.',
    open: 'Open the request',
    others_one: 'One more request is waiting for you',
    others_other: '{{count}} more requests are waiting for you',
  },
  mine: {
    title: 'My requests',
    all: 'See all',
    failed: 'Your requests couldn’t be read',
    lines_one: '{{count}} line',
    lines_other: '{{count}} lines',
    emptyTitle: 'No request yet',
    emptyText: 'Choose a service, describe what you need, discuss the price. Nothing is charged before you agree.',
    openCatalogue: 'Open the catalogue',
  },
  order: {
    title: 'Order',
    hint: 'list price',
    failed: 'The catalogue couldn’t be read',
    empty: 'No service is on offer for now.',
    orderOne: 'Order: {{name}}, {{price}}',
    prices: 'What the studio offers',
  },
  draft: {
    untitled: 'Untitled request',
    lines_one: 'Draft, {{count}} line',
    lines_other: 'Draft, {{count}} lines',
    noLines: 'Draft, no lines',
    saved: 'saved {{when}}',
    resume: 'Resume',
  },
  visitor: {
    title: 'Your scripts, made to measure.',
    lead: '{{studio}} designs, writes and debugs FiveM scripts: you describe, you discuss the price, you follow the work here.',
    signUp: 'Create my account',
    catalogue: 'See the catalogue',
    stepsLabel: 'How it works',
    steps: {
      describe: { title: 'You describe', text: 'One service or several, with a short form for each.' },
      agree: { title: 'You agree', text: 'The list price is where it starts. Every price is discussed, line by line.' },
      follow: { title: 'You follow', text: 'Every step shows here as it happens, up to the delivery.' },
    },
  },
} as const satisfies Translation<typeof reference>;
