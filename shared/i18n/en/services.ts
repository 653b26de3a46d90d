import type { services as reference } from '../fr/services.ts';
import type { Translation } from '../types.ts';

export const services = {
  title: 'Catalogue',
  lead: 'Every list price is where it starts: you discuss it with the studio, line by line. Nothing is charged when you submit.',
  listPrice: 'List price',
  order: 'Order',
  orderOne: 'Order: {{name}}',
  visitor: 'Ordering takes a client account: four fields, one minute.',
  signUp: 'Create my account',
  failed: 'The catalogue couldn’t be read',
  emptyTitle: 'No services for now',
  emptyText: 'The studio is preparing its catalogue. It will show here by itself when it is ready.',

  kind: {
    environment: 'Environment',
    script: 'Complete script',
    debugging: 'Debugging',
    other: 'Other service',
  },
} as const satisfies Translation<typeof reference>;
