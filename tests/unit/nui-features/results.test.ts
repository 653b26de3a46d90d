import { describe, expect, test } from 'vitest';
import { compareResults } from '../../../nui/src/features/requests/result/compare.ts';
import { outcomeOf } from '../../../nui/src/features/requests/result/outcome.ts';
import { minutesLeft, ratingOf, threadsOf } from '../../../nui/src/features/requests/result/talk.ts';
import {
  checkWritten,
  draftOf,
  lineDraft,
  newRow,
  parseResultDraft,
  setLine,
  toWritten,
} from '../../../nui/src/features/requests/result/writing.ts';
import type { RequestLine } from '../../../shared/features/requests/model.ts';
import type { Comment, Result } from '../../../shared/features/requests/result.ts';
import { happened, idOf } from './fixtures.ts';

type Line = Result['lines'][number];

const row = (what: string, after = 'après') => ({ what, before: 'avant', after, note: '' });
const line = (n: number, change: Partial<Line> = {}): Line => ({
  lineId: idOf(n),
  kind: 'script',
  modifications: [row('Boucle'), row('Carburant')],
  version: '1.0',
  where: '',
  locked: false,
  ...change,
});
const revision = (n: number, lines: Line[], description = 'Prêt.'): Result => ({
  revision: n,
  at: n,
  author: 'Inès Caron',
  description,
  lines,
});

describe('two revisions are compared', () => {
  test('without an older one nothing is marked', () => {
    const { changed, lines } = compareResults(revision(1, [line(1)]), null);
    expect([changed, lines[0]?.mark, lines[0]?.rows.map(({ mark }) => mark)]).toEqual([false, null, [null, null]]);
  });

  test('the same is the same', () => {
    expect(compareResults(revision(2, [line(1)]), revision(1, [line(1)]))).toMatchObject({
      changed: false,
      wasDescription: null,
      lines: [{ mark: null }],
    });
  });

  test('rows are found by what they are about; those that are gone stand last', () => {
    const older = revision(1, [line(1)]);
    const newer = revision(2, [line(1, { modifications: [row('Son'), row('Carburant', 'partagé')] })], 'Mieux.');
    const compared = compareResults(newer, older);
    expect(compared.wasDescription).toBe('Prêt.');
    expect(compared.lines[0]?.mark).toBe('changed');
    expect(compared.lines[0]?.rows.map(({ now, mark, was }) => [now.what, mark, was?.after])).toEqual([
      ['Son', 'added', undefined],
      ['Carburant', 'changed', 'après'],
      ['Boucle', 'removed', undefined],
    ]);
  });

  test('a second row of the same subject takes no other row’s place', () => {
    const older = revision(1, [line(1, { modifications: [row('Boucle')] })]);
    const newer = revision(2, [line(1, { modifications: [row('Boucle', 'neuf'), row('Boucle')] })]);
    expect(compareResults(newer, older).lines[0]?.rows.map(({ mark }) => mark)).toEqual(['added', null]);
  });

  test('lines come and go, versions and places change; a locked place says nothing', () => {
    const older = revision(1, [line(1, { where: 'a' }), line(2)]);
    const newer = revision(2, [line(1, { version: '1.1', where: 'b' }), line(3)]);
    const compared = compareResults(newer, older);
    expect(compared.lines.map(({ line: { lineId }, mark }) => [lineId, mark])).toEqual([
      [idOf(1), 'changed'],
      [idOf(3), 'added'],
      [idOf(2), 'removed'],
    ]);
    expect(compared.lines[0]).toMatchObject({ wasVersion: '1.0', wasWhere: 'a' });
    const locked = compareResults(revision(2, [line(1, { locked: true })]), revision(1, [line(1, { where: 'a' })]));
    expect(locked.lines[0]).toMatchObject({ mark: null, wasWhere: null });
  });
});

describe('a result is written', () => {
  const ordered = (n: number, state: RequestLine['state']): RequestLine => ({
    id: idOf(n),
    serviceId: idOf(n),
    kind: 'debugging',
    name: { fr: `Ligne ${n}`, en: `Line ${n}` },
    form: [],
    answers: {},
    listedPrice: null,
    finalPrice: null,
    paid: 0,
    state,
    offers: [],
  });
  const lines = [ordered(1, 'done'), ordered(2, 'in_progress'), ordered(3, 'done'), ordered(4, 'cancelled')];

  test('it covers what is done, goes on from the last revision, and leaves out what is blank', () => {
    const { lineId, kind, version, where, modifications } = line(1);
    const start = draftOf(
      {
        description: 'Prêt.',
        lines: [
          { lineId, kind, version, where, modifications },
          { ...line(2), lineId: idOf(2) },
        ],
      },
      1,
    );
    const written = toWritten(start, lines);
    expect(written.lines.map((each) => [each.lineId, each.kind, each.modifications.length])).toEqual([
      [idOf(1), 'script', 2],
      [idOf(3), 'debugging', 0],
    ]);
    expect(checkWritten(written)).toEqual([]);
  });

  test('what is missing is named by its place in what is sent', () => {
    const third = lines[2];
    if (!third) throw new Error('No line');
    const empty = draftOf(null, 0);
    const typed = { ...newRow('b'), after: 'Plus court' };
    const draft = setLine(empty, third.id, { ...lineDraft(empty, third), rows: [newRow('a'), typed] });
    expect(checkWritten(toWritten(draft, lines)).map(({ path, code }) => [path, code])).toEqual([
      ['description', 'required'],
      ['lines.1.modifications.0.what', 'required'],
    ]);
  });

  test('a stored draft comes back, one of another shape does not', () => {
    const draft = setLine(draftOf(null, 2), idOf(1), { kind: 'other', version: '2', where: '', rows: [newRow('a')] });
    expect(parseResultDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    for (const wrong of [null, [], { ...draft, basis: '2' }, { ...draft, lines: { x: { rows: [] } } }]) {
      expect(parseResultDraft(wrong)).toBeNull();
    }
    expect(parseResultDraft({ ...draft, lines: { x: { ...draft.lines[idOf(1)], rows: [{ key: 'a' }] } } })).toBeNull();
  });
});

describe('how it ended', () => {
  const delivered = happened(5, 'request.publish', 'in_progress', 'delivered');

  test.each([
    ['accepted', happened(6, 'request.acceptResult', 'delivered', 'completed'), 'completed'],
    ['reserved', happened(6, 'request.acceptResult', 'delivered', 'completed', { note: 'À revoir.' }), 'completed'],
    [
      'unanswered',
      happened(6, 'request.acceptResult', 'delivered', 'completed', { actor: { name: '', staff: true } }),
      'completed',
    ],
    ['corrections', happened(6, 'request.askCorrections', 'delivered', 'in_progress', { note: 'Non.' }), 'in_progress'],
    ['rejected', happened(6, 'request.reject', 'agreed', 'rejected', { note: 'Complet.' }), 'rejected'],
    ['cancelled', happened(6, 'request.cancel', 'agreed', 'cancelled'), 'cancelled'],
  ] as const)('%s', (kind, last, status) => {
    expect(outcomeOf({ status, history: [delivered, last] })).toMatchObject({ kind, text: last.note ?? '' });
  });

  test('nothing while nobody has answered, nor once it is delivered again', () => {
    const asked = happened(6, 'request.askCorrections', 'delivered', 'in_progress');
    const again = happened(7, 'request.publish', 'in_progress', 'delivered');
    expect(outcomeOf({ status: 'delivered', history: [delivered] })).toBeNull();
    expect(outcomeOf({ status: 'delivered', history: [delivered, asked, again] })).toBeNull();
  });
});

describe('comments', () => {
  const said = (n: number, change: Partial<Comment> = {}): Comment => ({
    id: idOf(n),
    lineId: null,
    replyTo: null,
    side: 'client',
    author: 'Nadia Ferrand',
    text: `Commentaire ${n}`,
    rating: null,
    at: n * 60_000,
    editedAt: null,
    hidden: false,
    ...change,
  });

  test('the newest first, answers below theirs in order', () => {
    const all = [said(1), said(2), said(4, { replyTo: idOf(1) }), said(3, { replyTo: idOf(1) })];
    expect(threadsOf(all).map(({ comment, answers }) => [comment.id, answers.map(({ id }) => id)])).toEqual([
      [idOf(2), []],
      [idOf(1), [idOf(3), idOf(4)]],
    ]);
  });

  test('the mean leaves out what has no rating or is hidden', () => {
    expect(ratingOf([said(1), said(2, { rating: 5, hidden: true })])).toBeNull();
    expect(ratingOf([said(1, { rating: 5 }), said(2, { rating: 4 }), said(3)])).toEqual({ mean: 4.5, count: 2 });
  });

  test('a comment may be edited for fifteen minutes', () => {
    const comment = said(0);
    expect([0, 1, 14 * 60_000 + 1, 15 * 60_000, 99 * 60_000].map((now) => minutesLeft(comment, now))).toEqual([
      15, 15, 1, 0, 0,
    ]);
    // A clock that goes behind the server's promises no more than there is.
    expect(minutesLeft(comment, -60_000)).toBe(15);
  });
});
