import { clients as clientsEn } from '../../shared/i18n/en/clients.ts';
import { common as commonEn } from '../../shared/i18n/en/common.ts';
import { errors as errorsEn } from '../../shared/i18n/en/errors.ts';
import { home as homeEn } from '../../shared/i18n/en/home.ts';
import { requests as requestsEn } from '../../shared/i18n/en/requests.ts';
import { services as servicesEn } from '../../shared/i18n/en/services.ts';
import { session as sessionEn } from '../../shared/i18n/en/session.ts';
import { clients } from '../../shared/i18n/fr/clients.ts';
import { common } from '../../shared/i18n/fr/common.ts';
import { errors } from '../../shared/i18n/fr/errors.ts';
import { home } from '../../shared/i18n/fr/home.ts';
import { requests } from '../../shared/i18n/fr/requests.ts';
import { services } from '../../shared/i18n/fr/services.ts';
import { session } from '../../shared/i18n/fr/session.ts';
import type { Texts } from '../../shared/i18n/index.ts';
import type { Tree } from '../../shared/i18n/types.ts';
import type { Locale } from '../../shared/schema.ts';

/** All texts that a server owner may replace; a namespace that is missing here does not compile. */
export const TEXTS: { readonly [L in Locale]: { readonly [N in keyof Texts]: Tree } } = {
  fr: { common, errors, session, clients, services, requests, home },
  en: {
    common: commonEn,
    errors: errorsEn,
    session: sessionEn,
    clients: clientsEn,
    services: servicesEn,
    requests: requestsEn,
    home: homeEn,
  },
};
