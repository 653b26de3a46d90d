import i18next, { type i18n as Engine } from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { Namespace, TextKey } from '../../../shared/i18n/index.ts';
import type { Tree } from '../../../shared/i18n/types.ts';
import type { Locale } from '../../../shared/schema.ts';
import { LOADERS } from './namespaces.ts';

export type TextParams = Readonly<Record<string, string | number>>;
/** Finds the text in the current language; `count` chooses the plural form. */
export type Translate = (key: TextKey, params?: TextParams) => string;

interface I18nState {
  readonly locale: Locale;
  /** Grows when texts arrive or change, so that whoever shows texts draws again. */
  readonly revision: number;
}

export const i18nStore = createStore<I18nState>(() => ({ locale: 'fr', revision: 0 }));

const engine: Engine = i18next.createInstance({
  resources: {},
  fallbackLng: false,
  nsSeparator: ':',
  keySeparator: '.',
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
});

/** Namespaces in use: a change of language brings them all before anything is drawn in it. */
const wanted = new Set<LazyNamespace | 'initial'>(['initial']);
type LazyNamespace = Exclude<Namespace, 'common' | 'errors' | 'session'>;
const loaded = new Map<string, Promise<void>>();
let started = false;

const changed = (locale = i18nStore.getState().locale) =>
  i18nStore.setState(({ revision }) => ({ locale, revision: revision + 1 }));

export const t: Translate = (key, params) => {
  const dot = key.indexOf('.');
  return engine.t(`${key.slice(0, dot)}:${key.slice(dot + 1)}`, params ?? {});
};

/** Brings the texts of these features in the current language; settled at once when they are there. */
export async function loadTexts(names: readonly Namespace[]): Promise<void> {
  for (const name of names) if (isLazy(name)) wanted.add(name);
  await bring(i18nStore.getState().locale);
}

/** Shows the interface in this language once its texts are there. */
export async function setLocale(locale: Locale): Promise<void> {
  if (!started) {
    started = true;
    await engine.init({ lng: locale });
  }
  await bring(locale);
  await engine.changeLanguage(locale);
  document.documentElement.lang = locale;
  changed(locale);
}

async function bring(locale: Locale): Promise<void> {
  await Promise.all([...wanted].map((name) => bringOne(locale, name)));
}

function bringOne(locale: Locale, name: LazyNamespace | 'initial'): Promise<void> {
  const key = `${locale}/${name}`;
  const known = loaded.get(key);
  if (known) return known;
  const loading = Promise.all([LOADERS[locale][name](), overrides(locale)]).then(([module, replaced]) => {
    for (const [namespace, texts] of Object.entries(module)) {
      engine.addResourceBundle(locale, namespace, locale === 'fr' ? spaced(texts) : texts, true, true);
      for (const [path, text] of replaced) {
        if (path.startsWith(`${namespace}.`)) {
          engine.addResource(
            locale,
            namespace,
            path.slice(namespace.length + 1),
            locale === 'fr' ? spacedText(text) : text,
          );
        }
      }
    }
    changed();
  });
  loaded.set(key, loading);
  // A file that could not be read is asked for again the next time.
  loading.catch(() => loaded.delete(key));
  return loading;
}

const replacedTexts = new Map<Locale, Promise<readonly (readonly [string, string])[]>>();

/** What the server's owner says instead: `locales/<language>.json` of the resource, an object of `namespace.key`: text. */
function overrides(locale: Locale): Promise<readonly (readonly [string, string])[]> {
  const known = replacedTexts.get(locale);
  if (known) return known;
  const reading = fetch(new URL(`../../locales/${locale}.json`, document.baseURI))
    .then((response) => (response.ok ? response.json() : {}))
    .then((texts: unknown) => flat(texts))
    .catch(() => {
      console.warn(`locales/${locale}.json could not be read; the built-in texts are used`);
      return [];
    });
  replacedTexts.set(locale, reading);
  return reading;
}

function flat(texts: unknown, prefix = ''): (readonly [string, string])[] {
  if (typeof texts !== 'object' || texts === null) return [];
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as const] : flat(value, `${prefix}${key}.`),
  );
}

/** French sets a space before : ; ? ! » and after «; it must not break there. Texts are written with plain spaces. */
const spacedText = (text: string): string => text.replace(/ (?=[:;?!»])/g, '\u00a0').replace(/« /g, '«\u00a0');

function spaced(texts: Tree): Tree {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, typeof text === 'string' ? spacedText(text) : spaced(text)]),
  );
}

function isLazy(name: Namespace): name is LazyNamespace {
  return name !== 'common' && name !== 'errors' && name !== 'session';
}
