import type { Namespace } from '../../../shared/i18n/index.ts';
import type { Tree } from '../../../shared/i18n/types.ts';
import type { Locale } from '../../../shared/schema.ts';

type Load = () => Promise<{ readonly [name: string]: Tree }>;

/** One chunk per language for the first screen, then one per namespace: only the language in use is ever read. */
export const LOADERS: {
  readonly [L in Locale]: { readonly initial: Load } & {
    readonly [N in Exclude<Namespace, 'common' | 'errors' | 'session'>]: Load;
  };
} = {
  fr: {
    initial: () => import('../../../shared/i18n/fr/initial.ts'),
    clients: () => import('../../../shared/i18n/fr/clients.ts'),
    services: () => import('../../../shared/i18n/fr/services.ts'),
    requests: () => import('../../../shared/i18n/fr/requests.ts'),
    home: () => import('../../../shared/i18n/fr/home.ts'),
  },
  en: {
    initial: () => import('../../../shared/i18n/en/initial.ts'),
    clients: () => import('../../../shared/i18n/en/clients.ts'),
    services: () => import('../../../shared/i18n/en/services.ts'),
    requests: () => import('../../../shared/i18n/en/requests.ts'),
    home: () => import('../../../shared/i18n/en/home.ts'),
  },
};
