import type { services } from '../../../shared/features/services/contract.ts';
import type { Handlers } from '../../core/handlers.ts';
import type { Catalogue } from './service.ts';

export const servicesFeature = (catalogue: Catalogue): Handlers<typeof services> => ({
  catalogue: () => catalogue.active(),
});
