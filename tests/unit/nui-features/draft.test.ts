import { describe, expect, test } from 'vitest';
import { checkDraft, lineOf, toRequest } from '../../../nui/src/features/requests/check.ts';
import {
  acknowledge,
  addLine,
  EMPTY_DRAFT,
  excerpt,
  isEmptyDraft,
  orphans,
  parseDraft,
  removeLine,
  restoreLine,
  setValue,
  toAnswers,
  totalOf,
} from '../../../nui/src/features/requests/draft.ts';
import { MAX_LINES, NewRequest } from '../../../shared/features/requests/model.ts';
import { intakeSchema } from '../../../shared/features/services/intake.ts';
import { ANSWER_LIMITS, type Answers } from '../../../shared/features/services/model.ts';
import { FORM, service } from './fixtures.ts';

const script = service(1);
const started = addLine(EMPTY_DRAFT, script, 'a');
const services = new Map([[script.id, script]]);
const VALUES = { name: 'garage', needs: 'Un garage', language: 'lua', parts: ['panel'], backup: true };
const filled = {
  ...started,
  title: 'Métier',
  description: 'Avant le 5.',
  lines: started.lines.map((line) => ({ ...line, values: VALUES })),
};

describe('the lines of a draft', () => {
  test('start with the presets of the form and are shown at once', () => {
    expect(started.lines).toEqual([
      {
        key: 'a',
        serviceId: script.id,
        name: script.name,
        version: 1,
        values: { name: 'mon_script', language: 'lua' },
      },
    ]);
    expect(started.selected).toBe('a');
  });

  test('may hold the same service twice, each with its own answers', () => {
    const twice = setValue(addLine(started, script, 'b'), 'b', 'needs', 'Le second');
    expect(twice.lines.map(({ values }) => values.needs)).toEqual([undefined, 'Le second']);
  });

  test('are taken away and put back where they were', () => {
    const three = addLine(addLine(started, script, 'b'), script, 'c');
    const shown = { ...three, selected: 'b' };
    const without = removeLine(shown, 'b');
    expect(without.lines.map(({ key }) => key)).toEqual(['a', 'c']);
    expect(without.selected).toBe('c');
    const line = three.lines[1];
    if (!line) throw new Error('the second line is there');
    const back = restoreLine(without, line, 1);
    expect(back.lines.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(restoreLine(back, line, 1)).toBe(back);
    expect(removeLine(removeLine(removeLine(three, 'a'), 'b'), 'c').selected).toBeNull();
    expect(removeLine(three, 'unknown')).toBe(three);
  });

  test('remember which version of the service was seen', () => {
    const changed = service(1, { version: 4, name: { fr: 'Neuf', en: 'New' } });
    expect(acknowledge(started, 'a', changed).lines[0]).toMatchObject({ version: 4, name: { fr: 'Neuf' } });
  });
});

describe('answers', () => {
  test('leave out what is empty and keep text as it was typed', () => {
    const text = '  `<script>` \u0627\u0644 ; DROP TABLE 🚗\n';
    expect(toAnswers(FORM, { name: '   ', needs: text, code: '', parts: [], players: 12, backup: false })).toEqual({
      needs: text,
      players: 12,
      backup: false,
    });
  });

  test('of a filled form are what the schema of the form accepts', () => {
    const answers = toAnswers(FORM, VALUES);
    expect(intakeSchema(FORM).safeParse(answers).success).toBe(true);
  });

  test('that the form cannot hold are not sent, and their text is shown', () => {
    const values = {
      ...VALUES,
      language: 'cobol',
      gone: 'Un long texte',
      players: 'beaucoup',
      parts: ['panel', 'moon'],
    };
    expect(toAnswers(FORM, values)).toEqual({ name: 'garage', needs: 'Un garage', parts: ['panel'], backup: true });
    expect(orphans(FORM, values)).toEqual([
      ['language', 'cobol'],
      ['gone', 'Un long texte'],
      ['players', 'beaucoup'],
    ]);
    expect(orphans(FORM, { ...VALUES, gone: '  ' })).toEqual([]);
  });

  test('are taken away with undefined', () => {
    expect(setValue(started, 'a', 'language', undefined).lines[0]?.values).toEqual({ name: 'mon_script' });
  });

  test('give a line its hint: the first short text, else the first line of a long one', () => {
    expect(excerpt(FORM, VALUES)).toBe('garage');
    expect(excerpt(FORM, { needs: '\n Un garage\npour dix voitures' })).toBe('Un garage');
    expect(excerpt(FORM, { code: 'local x = 1' })).toBe('');
  });
});

describe('checking a draft', () => {
  test('finds nothing wrong with a filled one, and the contract agrees', () => {
    expect(checkDraft(filled, services)).toEqual([]);
    expect(NewRequest.safeParse(toRequest(filled, services)).success).toBe(true);
  });

  test('names every field that is missing by its path', () => {
    const paths = checkDraft(started, services).map(({ path, code }) => `${path} ${code}`);
    expect(paths).toEqual([
      'title required',
      'description required',
      'lines.0.answers.needs required',
      'lines.0.answers.parts required',
      'lines.0.answers.backup required',
    ]);
  });

  test('asks for a line, and for no more than the limit', () => {
    const none = { ...filled, lines: [] };
    expect(checkDraft(none, services)).toEqual([{ path: 'lines', code: 'too_few', limit: 1 }]);
    const line = filled.lines[0];
    if (!line) throw new Error('the draft has a line');
    const many = { ...filled, lines: Array.from({ length: MAX_LINES + 1 }, (_, n) => ({ ...line, key: String(n) })) };
    expect(checkDraft(many, services)).toEqual([{ path: 'lines', code: 'too_many', limit: MAX_LINES }]);
  });

  test('points at the line whose service has left the price list', () => {
    const issues = checkDraft(filled, new Map());
    expect(issues).toEqual([{ path: 'lines.0.serviceId', code: 'choice' }]);
    expect(issues.map(lineOf)).toEqual([0]);
    expect(lineOf({ path: 'title', code: 'required' })).toBeNull();
  });

  test('says which bound is crossed', () => {
    const long = setValue(filled, 'a', 'name', 'x'.repeat(ANSWER_LIMITS.text + 1));
    expect(checkDraft(setValue(long, 'a', 'players', 501), services)).toEqual([
      { path: 'lines.0.answers.name', code: 'too_long', limit: ANSWER_LIMITS.text },
      { path: 'lines.0.answers.players', code: 'too_big', limit: 500 },
    ]);
  });
});

describe('a stored draft', () => {
  test('comes back as it was', () => {
    const draft = { ...filled, sending: 'abcdefghij0123456789' };
    expect(parseDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  });

  test.each([null, 'text', [], {}, { title: 'x' }, { title: 'x', description: '', lines: [{ key: 1 }] }])(
    'of another shape is not taken: %j',
    (stored) => expect(parseDraft(stored)).toBeNull(),
  );

  test('loses only the answers that are none', () => {
    const lines = filled.lines.map((line) => ({ ...line, values: { needs: 'Un garage', odd: { a: 1 }, other: [1] } }));
    expect(parseDraft({ ...filled, lines })?.lines[0]?.values).toEqual({ needs: 'Un garage' });
  });

  test('is empty until something was written', () => {
    expect(isEmptyDraft(EMPTY_DRAFT)).toBe(true);
    expect(isEmptyDraft({ ...EMPTY_DRAFT, title: '  ' })).toBe(true);
    expect(isEmptyDraft(started)).toBe(false);
    expect(isEmptyDraft({ ...EMPTY_DRAFT, description: 'x' })).toBe(false);
  });
});

test('the total counts listed prices, and the lines that are still to be quoted', () => {
  expect(totalOf([])).toEqual({ listed: 0, onQuotation: 0 });
  expect(totalOf([45_000, null, 12_000, 0])).toEqual({ listed: 57_000, onQuotation: 1 });
});

test('what a draft sends is what the contract calls answers', () => {
  const answers: Answers = toAnswers(FORM, VALUES);
  expect(Object.keys(answers)).toEqual(['name', 'needs', 'language', 'parts', 'backup']);
});
