import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_DRAFT, MAX_DRAFTS } from '../../shared/features/drafts/contract.ts';
import { refusal, type Tablet } from '../support/tablet.ts';
import { type World, world } from '../support/world.ts';

let atelier: World;
let nadia: Tablet;
beforeAll(async () => {
  atelier = await world('drafts');
  nadia = await atelier.client('Nadia Ferrand');
}, 120_000);
afterAll(() => atelier.close());

const save = (place: string, counter: number, body: string) => nadia.note('drafts.save', { place, counter, body });
const read = async (place: string) => (await nadia.query('drafts.read', { place }))?.body;

test('the last writer by the page’s counter wins, in whatever order notes arrive', async () => {
  await save('request.new', 2, 'deux');
  await save('request.new', 1, 'un');
  expect(await read('request.new')).toBe('deux');
  await save('request.new', 3, '');
  expect(await nadia.query('drafts.read', { place: 'request.new' })).toBeNull();
  await save('request.new', 2, 'trop tard');
  expect(await nadia.query('drafts.read', { place: 'request.new' })).toBeNull();
});

test('a draft is its writer’s alone, and survives a restart', async () => {
  await save('a', 1, '{"text":"; \\" <b>😀"}');
  const malik = await atelier.client('Malik Benali');
  expect(await malik.query('drafts.read', { place: 'a' })).toBeNull();
  await atelier.sandbox.restart('atelier');
  await atelier.sandbox.until(
    () => atelier.sandbox.logs.filter(({ text }) => text.includes('Atelier is ready')).length > 1,
    {
      what: 'the restart',
    },
  );
  expect(await read('a')).toBe('{"text":"; \\" <b>😀"}');
});

test('limits: the size of one, the number of all, the places; a visitor has none', async () => {
  expect(await refusal(save('big', 1, 'x'.repeat(MAX_DRAFT + 1)))).toBe('invalid_input');
  expect(await refusal(save('../etc', 1, 'x'))).toBe('invalid_input');
  for (let number = 0; number < MAX_DRAFTS - 1; number++) {
    await save(`place.${number}`, 1, 'x');
    await atelier.sandbox.advance(1_500);
  }
  expect(await refusal(save('one.more', 1, 'x'))).toBe('too_many_drafts');
  await save('a', 2, 'still');
  expect(await read('a')).toBe('still');
  const lucas = await atelier.enter('Lucas Perrin');
  expect(await refusal(lucas.note('drafts.save', { place: 'a', counter: 1, body: 'x' }))).toBe('forbidden');
});
