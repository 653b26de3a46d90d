import { Bug, Database, FileCode2, Lightbulb } from 'lucide-react';
import type { ServiceKind } from '../../../../shared/features/services/model.ts';
import type { LucideIcon } from '../../ui/Icon.tsx';

export const KIND_ICONS: { readonly [K in ServiceKind]: LucideIcon } = {
  environment: Database,
  script: FileCode2,
  debugging: Bug,
  other: Lightbulb,
};
