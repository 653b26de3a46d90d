import type { Service } from '../../../../shared/features/services/model.ts';

/** The rows after one of them changed; those that are no longer offered leave, an older version changes nothing. */
export function withService(services: Service[], service: Service): Service[] {
  const known = services.find(({ id }) => id === service.id);
  if (known && known.version >= service.version) return services;
  const others = services.filter(({ id }) => id !== service.id);
  if (!service.active) return others;
  return [...others, service].sort((a, b) => a.position - b.position);
}

/** Where ordering this service goes on: a visitor signs up first and comes back to the order. */
export function orderPath(serviceId: string, isClient: boolean): string {
  const order = `/requests/new?add=${serviceId}`;
  return isClient ? order : `/signup?next=${encodeURIComponent(order)}`;
}
