import type { Result } from '../../../../../shared/features/requests/result.ts';

export type ResultLine = Result['lines'][number];
export type Modification = ResultLine['modifications'][number];

/** What became of something between two revisions; null: it is as it was. */
export type Mark = 'added' | 'changed' | 'removed';

export interface ComparedRow {
  readonly now: Modification;
  /** As it was, when that differs. */
  readonly was: Modification | null;
  readonly mark: Mark | null;
}

export interface ComparedLine {
  readonly line: ResultLine;
  readonly mark: Mark | null;
  readonly wasVersion: string | null;
  readonly wasWhere: string | null;
  readonly rows: readonly ComparedRow[];
}

export interface Compared {
  readonly wasDescription: string | null;
  readonly lines: readonly ComparedLine[];
  readonly changed: boolean;
}

const sameRow = (a: Modification, b: Modification): boolean =>
  a.what === b.what && a.before === b.before && a.after === b.after && a.note === b.note;

/** Rows belong together by their subject; two of one subject by their order. What is gone stands at the end. */
function compareRows(now: readonly Modification[], was: readonly Modification[]): readonly ComparedRow[] {
  const left = [...was];
  const take = (fits: (row: Modification) => boolean): Modification | undefined => {
    const index = left.findIndex(fits);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  // What is wholly the same is paired first, so that a new row of a known subject does not take its place.
  const unchanged = new Map<Modification, Modification | undefined>();
  for (const row of now)
    unchanged.set(
      row,
      take((each) => sameRow(each, row)),
    );
  const rows = now.map((row): ComparedRow => {
    if (unchanged.get(row)) return { now: row, was: null, mark: null };
    const before = take(({ what }) => what === row.what);
    return before ? { now: row, was: before, mark: 'changed' } : { now: row, was: null, mark: 'added' };
  });
  return [...rows, ...left.map((row): ComparedRow => ({ now: row, was: null, mark: 'removed' }))];
}

/** A revision, with what it changed against an older one; `older` null marks nothing. */
export function compareResults(newer: Result, older: Result | null): Compared {
  const plain = (line: ResultLine, mark: Mark | null): ComparedLine => ({
    line,
    mark,
    wasVersion: null,
    wasWhere: null,
    rows: line.modifications.map((now) => ({ now, was: null, mark: null })),
  });
  if (!older) {
    return { wasDescription: null, lines: newer.lines.map((line) => plain(line, null)), changed: false };
  }
  const known = new Map(older.lines.map((line) => [line.lineId, line]));
  const lines = newer.lines.map((line): ComparedLine => {
    const was = known.get(line.lineId);
    if (!was) return plain(line, 'added');
    const rows = compareRows(line.modifications, was.modifications);
    const wasVersion = was.version === line.version ? null : was.version;
    // A place that is locked is not known, so nothing can be said about it.
    const wasWhere = was.locked || line.locked || was.where === line.where ? null : was.where;
    const changed =
      rows.some(({ mark }) => mark !== null) || wasVersion !== null || wasWhere !== null || was.kind !== line.kind;
    return { line, mark: changed ? 'changed' : null, wasVersion, wasWhere, rows };
  });
  const kept = new Set(newer.lines.map(({ lineId }) => lineId));
  const gone = older.lines.filter(({ lineId }) => !kept.has(lineId)).map((line) => plain(line, 'removed'));
  const wasDescription = older.description === newer.description ? null : older.description;
  const all = [...lines, ...gone];
  return { wasDescription, lines: all, changed: wasDescription !== null || all.some(({ mark }) => mark !== null) };
}
