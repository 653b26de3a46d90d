import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import type { Service } from '../../shared/features/services/model.ts';
import { commandId, refusal, type Tablet } from '../support/tablet.ts';
import { twoLines, type World, world } from '../support/world.ts';

let atelier: World;
let nadia: Tablet;
let ines: Tablet;
beforeAll(async () => {
  atelier = await world('services');
  nadia = await atelier.client('Nadia Ferrand');
  ines = await atelier.enter('Inès Caron', 'gestionnaire');
  await ines.watch('session.me', {});
}, 120_000);
afterAll(() => atelier.close());

const written: Input<'services.create'> = {
  kind: 'other',
  name: { fr: 'Traduction', en: 'Translation' },
  description: { fr: 'Vos textes en anglais.', en: 'Your texts in French.' },
  price: 5_000,
  form: [{ type: 'longText', key: 'texts', label: { fr: 'Les textes', en: 'The texts' }, required: true }],
};

describe('the studio keeps its price list', () => {
  let service: Service;

  test('a new service appears in every open tablet, at the end', async () => {
    const shown = await nadia.watch('services.catalogue', {});
    service = await ines.command('services.create', written);
    await atelier.sandbox.until(() => shown.events.length === 1, { what: 'the service to appear' });
    expect(shown.events[0]).toMatchObject({ name: written.name, price: 5_000, active: true });
    const { snapshot } = await ines.watch('services.all', {});
    expect(snapshot.map(({ name }) => name.fr).at(-1)).toBe('Traduction');
  });

  test('it is edited, moved, archived and restored; each by version', async () => {
    const edited = await ines.command('services.edit', { ...written, serviceId: service.id, version: 1, price: null });
    expect(edited).toMatchObject({ price: null, version: 2 });
    expect(await refusal(ines.command('services.edit', { ...written, serviceId: service.id, version: 1 }))).toBe(
      'conflict',
    );

    const { snapshot } = await ines.watch('services.all', {});
    const moved = await ines.command('services.move', {
      serviceId: service.id,
      version: 2,
      after: snapshot[0]?.id ?? null,
    });
    const order = (await ines.watch('services.all', {})).snapshot.map(({ id }) => id);
    expect(order.indexOf(service.id)).toBe(1);
    const first = await ines.command('services.move', { serviceId: service.id, version: moved.version, after: null });
    expect((await ines.watch('services.all', {})).snapshot[0]?.id).toBe(service.id);

    const archived = await ines.command('services.archive', { serviceId: service.id, version: first.version });
    expect((await nadia.watch('services.catalogue', {})).snapshot.map(({ id }) => id)).not.toContain(service.id);
    expect(await refusal(ines.command('services.archive', { serviceId: service.id, version: archived.version }))).toBe(
      'invalid_transition',
    );
    await ines.command('services.restore', { serviceId: service.id, version: archived.version });
  });

  test('a submitted request keeps its service as it was', async () => {
    const input = await twoLines(nadia);
    const { requestId } = await nadia.command('requests.submit', input);
    const script = (await ines.watch('services.all', {})).snapshot.find(({ code }) => code === 'script');
    if (!script) throw new Error('no script');
    await ines.command('services.edit', { ...written, serviceId: script.id, version: script.version, price: 1 });
    const { snapshot } = await nadia.watch('requests.one', { requestId });
    expect(snapshot.lines[0]).toMatchObject({ name: script.name, listedPrice: 45_000, form: script.form });
  });

  test('the list is the same after a restart', async () => {
    const before = (await ines.watch('services.all', {})).snapshot;
    await atelier.sandbox.restart('atelier');
    await atelier.sandbox.until(
      () => atelier.sandbox.logs.filter(({ text }) => text.includes('Atelier is ready')).length > 1,
      { what: 'the restart' },
    );
    expect((await ines.watch('services.all', {})).snapshot).toEqual(before);
  });

  test.each<[string, unknown]>([
    ['a negative price', { price: -1 }],
    ['a price over the limit', { price: 1_000_000_001 }],
    ['half a price', { price: 0.5 }],
    ['a name in one language', { name: { fr: 'Seul' } }],
    ['a blank name', { name: { fr: ' ', en: 'x' } }],
    ['two fields of one key', { form: [written.form[0], written.form[0]] }],
    [
      'a choice without choices',
      { form: [{ type: 'select', key: 'a', label: written.name, required: true, options: [] }] },
    ],
    [
      'a preset that is no choice',
      {
        form: [
          {
            type: 'select',
            key: 'a',
            label: written.name,
            required: true,
            options: [{ value: 'b', label: written.name }],
            preset: 'c',
          },
        ],
      },
    ],
    ['a key that is a prototype', { form: [{ type: 'text', key: '__proto__', label: written.name, required: true }] }],
    [
      '31 fields',
      {
        form: Array.from({ length: 31 }, (_, index) => ({
          type: 'text',
          key: `k${index}`,
          label: written.name,
          required: false,
        })),
      },
    ],
    ['an unknown kind', { kind: 'free' }],
  ])('%s is refused', async (_, wrong) => {
    await atelier.sandbox.advance(10_000);
    expect(await refusal(ines.raw('c', 'services.create', { ...written, ...(wrong as object) }, commandId()))).toBe(
      'invalid_input',
    );
  });

  test('a client looks, and changes nothing', async () => {
    expect(await refusal(nadia.command('services.create', written))).toBe('forbidden');
    expect(await refusal(nadia.command('services.archive', { serviceId: service.id, version: 1 }))).toBe('forbidden');
    expect(await refusal(nadia.watch('services.all', {}))).toBe('forbidden');
  });
});
