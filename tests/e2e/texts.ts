import { clients as clientsEn } from '../../shared/i18n/en/clients.ts';
import { common as commonEn } from '../../shared/i18n/en/common.ts';
import { errors as errorsEn } from '../../shared/i18n/en/errors.ts';
import { home as homeEn } from '../../shared/i18n/en/home.ts';
import { requests as requestsEn } from '../../shared/i18n/en/requests.ts';
import { services as servicesEn } from '../../shared/i18n/en/services.ts';
import { clients } from '../../shared/i18n/fr/clients.ts';
import { common } from '../../shared/i18n/fr/common.ts';
import { errors } from '../../shared/i18n/fr/errors.ts';
import { home } from '../../shared/i18n/fr/home.ts';
import { requests } from '../../shared/i18n/fr/requests.ts';
import { services } from '../../shared/i18n/fr/services.ts';

export type Locale = 'fr' | 'en';

/** The words on screen, from the texts themselves: a better wording does not break a journey. */
export const TEXTS = {
  fr: { clients, common, errors, home, requests, services },
  en: {
    clients: clientsEn,
    common: commonEn,
    errors: errorsEn,
    home: homeEn,
    requests: requestsEn,
    services: servicesEn,
  },
} as const;

export type Texts = (typeof TEXTS)[Locale];

/** A text with its values in place. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
