import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../server/core/config.ts';
import { overrideProblems } from '../../server/core/overrides.ts';
import { TEXTS } from '../../server/core/texts.ts';

const problems = (config: unknown): readonly string[] => {
  const parsed = parseConfig(typeof config === 'string' ? config : JSON.stringify(config));
  return 'problems' in parsed ? parsed.problems : [];
};

describe('config.json', () => {
  test('is complete when it is missing or empty', () => {
    for (const text of [null, '{}']) {
      expect(parseConfig(text)).toMatchObject({
        config: {
          studio: { name: 'Atelier' },
          currency: { code: 'game', symbol: '$' },
          roles: { manager: ['gestionnaire'] },
          requests: { maxOpenPerClient: 5, offerValidDays: 7 },
          client: { command: 'atelier', key: '', prop: true },
        },
      });
    }
  });

  test.each<[string, unknown, RegExp]>([
    ['broken JSON', '{"studio": ', /config\.json is not valid JSON .*comma or quote/],
    ['an unknown section', { studo: {} }, /studo is not a setting/],
    ['an unknown key', { requests: { maxOpen: 3 } }, /requests\.maxOpen is not a setting/],
    ['a wrong type', { requests: { maxOpenPerClient: '5' } }, /requests\.maxOpenPerClient must be a number/],
    ['a value too small', { requests: { maxOpenPerClient: 0 } }, /requests\.maxOpenPerClient is too small .*1/],
    ['a group with a blank', { roles: { manager: ['chef d’équipe'] } }, /roles\.manager\.0 is not written/],
    ['a currency nobody knows', { currency: { code: 'dollars' } }, /currency\.code is not written/],
    ['a list', [], /the file must be an object/],
  ])('%s is named, with the repair', (_, config, problem) => {
    expect(problems(config).join('\n')).toMatch(problem);
  });

  test('says everything that is wrong at once', () => {
    expect(problems({ studo: 1, currency: { code: 'x' }, client: { prop: 'yes' } })).toHaveLength(3);
  });
});

describe('a server owner’s own words', () => {
  const check = (text: string | null) => overrideProblems('locales/fr.json', text, TEXTS.fr);

  test('are optional, and any text may be replaced', () => {
    expect(check(null)).toEqual([]);
    expect(check('{}')).toEqual([]);
    expect(check('{"requests.action.take": "Je la prends", "errors.code.timeout": "…"}')).toEqual([]);
  });

  test.each([
    ['{', /not valid JSON/],
    ['[]', /must be an object/],
    ['{"requests.action.tke": "x"}', /"requests\.action\.tke" is not a text of Atelier/],
    ['{"requests.action": "x"}', /"requests\.action" is not a text of Atelier/],
    ['{"requests.action.take": 1}', /must be a text between quotes/],
  ])('%s: the fault is named', (text, problem) => {
    expect(check(text).join('\n')).toMatch(problem);
  });
});
