import { Bug, Database, FileCode2, Lightbulb } from 'lucide-react';
import type { Service, ServiceKind } from '../../../../shared/features/services/model.ts';
import type { LucideIcon } from '../../ui/Icon.tsx';

export const KIND_ICONS: { readonly [K in ServiceKind]: LucideIcon } = {
  environment: Database,
  script: FileCode2,
  debugging: Bug,
  other: Lightbulb,
};

/** What can be ordered after one service changed; one that is no longer offered leaves, an older version changes nothing. */
export function withService(services: Service[], service: Service): Service[] {
  const known = services.find(({ id }) => id === service.id);
  if (known && known.version >= service.version) return services;
  const others = services.filter(({ id }) => id !== service.id);
  if (!service.active) return others;
  return [...others, service].sort((a, b) => a.position - b.position);
}
