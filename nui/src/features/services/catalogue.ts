import type { Service } from '../../../../shared/features/services/model.ts';

/** The rows after one of them changed; those that are no longer offered leave, an older version changes nothing. */
export function withService(services: Service[], service: Service): Service[] {
  const known = services.find(({ id }) => id === service.id);
  if (known && known.version >= service.version) return services;
  const others = services.filter(({ id }) => id !== service.id);
  if (!service.active) return others;
  return [...others, service].sort((a, b) => a.position - b.position);
}

/** The same for those who look after the list: what was archived stays in its place. */
export function withAny(services: Service[], service: Service): Service[] {
  const known = services.find(({ id }) => id === service.id);
  if (known && known.version >= service.version) return services;
  return [...services.filter(({ id }) => id !== service.id), service].sort((a, b) => a.position - b.position);
}

/** Behind which service this one comes when it moves one place; undefined when it is at the end already. */
export function placeAfter(
  services: readonly Service[],
  id: string,
  direction: 'up' | 'down',
): string | null | undefined {
  const index = services.findIndex((service) => service.id === id);
  if (index < 0) return undefined;
  if (direction === 'down') return services[index + 1]?.id;
  return index === 0 ? undefined : (services[index - 2]?.id ?? null);
}

/** Where ordering this service goes on: a visitor signs up first and comes back to the order. */
export function orderPath(serviceId: string, isClient: boolean): string {
  const order = `/requests/new?add=${serviceId}`;
  return isClient ? order : `/signup?next=${encodeURIComponent(order)}`;
}
