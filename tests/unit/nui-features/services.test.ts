import { describe, expect, test } from 'vitest';
import { placeAfter, withAny } from '../../../nui/src/features/services/catalogue.ts';
import {
  checkService,
  draftOf,
  type FieldDraft,
  fieldKeys,
  keyFrom,
  moved,
  NEW_SERVICE,
  newField,
  newOption,
  parseServiceDraft,
  readable,
  toWritten,
} from '../../../nui/src/features/services/editing.ts';
import type { Service } from '../../../shared/features/services/model.ts';
import { FORM, idOf } from './fixtures.ts';

const words = (text: string) => ({ fr: text, en: text });
const service = (n: number, change: Partial<Service> = {}): Service => ({
  id: idOf(n),
  code: `service-${n}`,
  kind: 'script',
  name: words(`Prestation ${n}`),
  description: words(''),
  price: 45_000,
  form: [],
  active: true,
  position: n * 10,
  version: 1,
  ...change,
});
const ids = (services: readonly Service[]) => services.map(({ id }) => Number(id));

describe('the list', () => {
  const list = [service(1), service(2), service(3)];

  test('keeps what was archived, in its place; an older version changes nothing', () => {
    expect(ids(withAny(list, service(2, { active: false, version: 2 })))).toEqual([1, 2, 3]);
    expect(ids(withAny(list, service(1, { position: 25, version: 2 })))).toEqual([2, 1, 3]);
    expect(withAny(list, service(1, { position: 25 }))).toBe(list);
  });

  test('a move names the service that stands before the new place', () => {
    expect(placeAfter(list, idOf(1), 'up')).toBeUndefined();
    expect(placeAfter(list, idOf(2), 'up')).toBeNull();
    expect(placeAfter(list, idOf(3), 'up')).toBe(idOf(1));
    expect(placeAfter(list, idOf(1), 'down')).toBe(idOf(2));
    expect(placeAfter(list, idOf(3), 'down')).toBeUndefined();
    expect(placeAfter(list, idOf(9), 'down')).toBeUndefined();
  });
});

describe('keys come from the French label', () => {
  test.each([
    ['Type de problème', 'typeDeProbleme'],
    ['Œuvre d’art ?', 'oeuvreDArt'],
    ['2e serveur', 'n2eServeur'],
    ['  ', 'champ'],
    ['Ошибка', 'champ'],
    ['mot '.repeat(30), `mot${'Mot'.repeat(12)}M`],
  ])('%s → %s', (label, key) => {
    expect(keyFrom(label, new Set())).toBe(key);
    expect(key).toMatch(/^[a-z][a-zA-Z0-9]{0,39}$/);
  });

  test('a taken one is counted up, also at its longest; stored ones stay as they are', () => {
    const taken = new Set<string>();
    expect([keyFrom('Nom', taken), keyFrom('Nom', taken), keyFrom('nom', taken)]).toEqual(['nom', 'nom2', 'nom3']);
    const long = 'x'.repeat(60);
    expect([keyFrom(long, taken), keyFrom(long, taken)].map((key) => key.length)).toEqual([40, 40]);
    const field = (id: string, key: string): FieldDraft => ({ ...newField(id), key, label: words('Nom') });
    expect(fieldKeys([field('a', ''), field('b', 'nom'), field('c', '')])).toEqual(['nom2', 'nom', 'nom3']);
  });
});

describe('the form of a service', () => {
  test('what was stored comes back as it was', () => {
    const stored = service(1, { form: FORM, price: null });
    const { kind, name, description, price, form } = stored;
    const draft = draftOf(stored);
    expect(toWritten(draft, '$')).toEqual({ kind, name, description, price, form });
    expect(checkService(draft, '$')).toEqual([]);
    expect(parseServiceDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  });

  test('a new one says what it lacks', () => {
    expect(checkService(NEW_SERVICE, '$').map(({ path, code }) => [path, code])).toEqual([
      ['name.fr', 'required'],
      ['name.en', 'required'],
      ['price', 'required'],
    ]);
    expect(checkService({ ...NEW_SERVICE, onQuotation: true }, '$').map(({ path }) => path)).not.toContain('price');
    expect(toWritten({ ...NEW_SERVICE, price: '41 000 $' }, '$').price).toBe(41_000);
  });

  const withField = (change: Partial<FieldDraft>) => ({
    ...NEW_SERVICE,
    name: words('Audit'),
    onQuotation: true,
    fields: [{ ...newField('a'), label: words('Joueurs'), ...change }],
  });
  const codes = (change: Partial<FieldDraft>) =>
    checkService(withField(change), '$').map(({ path, code }) => [path, code]);

  test('bounds are figures, and leave something between them', () => {
    expect(codes({ type: 'number', minimum: '-1,5', maximum: '1 000' })).toEqual([]);
    expect(toWritten(withField({ type: 'number', minimum: '-1,5', maximum: '1 000' }), '$').form[0]).toMatchObject({
      minimum: -1.5,
      maximum: 1000,
    });
    expect(codes({ type: 'number', minimum: '10', maximum: '5' })).toEqual([['form.0.maximum', 'too_small']]);
    expect(codes({ type: 'number', minimum: 'dix' })).toEqual([['form.0.minimum', 'wrong']]);
    const field = toWritten(withField({ type: 'number', minimum: 'dix', maximum: '5' }), '$').form[0];
    expect(field && readable(field)).not.toHaveProperty('minimum');
    expect(field && readable(field)).toHaveProperty('maximum', 5);
  });

  test('help and unit are absent, or in both languages where they must be', () => {
    expect(toWritten(withField({}), '$').form[0]).not.toHaveProperty('help');
    expect(codes({ type: 'number', unit: { fr: 'ms', en: '' } })).toEqual([['form.0.unit.en', 'required']]);
  });

  test('a preset follows its option, and goes with it', () => {
    const options = [
      { ...newOption('x'), label: words('Lua') },
      { ...newOption('y'), label: words('Lua') },
    ];
    const chosen = withField({ type: 'select', options, preset: 'y' });
    expect(toWritten(chosen, '$').form[0]).toMatchObject({
      preset: 'lua2',
      options: [{ value: 'lua' }, { value: 'lua2' }],
    });
    expect(checkService(chosen, '$')).toEqual([]);
    expect(toWritten(withField({ type: 'select', options, preset: 'gone' }), '$').form[0]).not.toHaveProperty('preset');
    expect(codes({ type: 'multiSelect', options: [] })).toEqual([['form.0.options', 'too_few']]);
  });

  test('more questions than a service may ask are refused as a whole', () => {
    const fields = Array.from({ length: 31 }, (_, index) => ({ ...newField(`f${index}`), label: words('Nom') }));
    expect(checkService({ ...withField({}), fields }, '$')).toEqual([{ path: 'form', code: 'too_many', limit: 30 }]);
  });

  test('a stored draft of another shape is not taken', () => {
    const draft = withField({});
    expect(parseServiceDraft(draft)).toEqual(draft);
    for (const wrong of [null, {}, { ...draft, kind: 'x' }, { ...draft, price: 1 }, { ...draft, fields: [{}] }]) {
      expect(parseServiceDraft(wrong)).toBeNull();
    }
  });
});

test('an item moves one place and stops at the ends', () => {
  expect(moved(['a', 'b', 'c'], 1, 'up')).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 1, 'down')).toEqual(['a', 'c', 'b']);
  const ends = ['a', 'b'];
  expect(moved(ends, 0, 'up')).toBe(ends);
  expect(moved(ends, 1, 'down')).toBe(ends);
});
