import * as z from 'zod/mini';
import type { FieldIssue } from '../../../../../shared/errors.ts';
import type { RequestLine } from '../../../../../shared/features/requests/model.ts';
import { WrittenResult } from '../../../../../shared/features/requests/result.ts';
import { SERVICE_KINDS, type ServiceKind } from '../../../../../shared/features/services/model.ts';
import { fieldIssues } from '../../../../../shared/schema.ts';

/** One modification while it is typed. `key` is known to this draft only. */
export interface DraftRow {
  readonly key: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly note: string;
}

export interface LineDraft {
  readonly kind: ServiceKind;
  readonly version: string;
  readonly where: string;
  readonly rows: readonly DraftRow[];
}

/** A result that is not published yet. */
export interface ResultDraft {
  /** The revision that it goes on from; 0 for none. */
  readonly basis: number;
  readonly description: string;
  readonly lines: Readonly<Record<string, LineDraft>>;
}

export const newRow = (key: string): DraftRow => ({ key, what: '', before: '', after: '', note: '' });

/** What the editor starts with: the last revision as it was written. */
export function draftOf(written: WrittenResult | null, basis: number): ResultDraft {
  const lines: Record<string, LineDraft> = {};
  for (const { lineId, kind, version, where, modifications } of written?.lines ?? []) {
    lines[lineId] = { kind, version, where, rows: modifications.map((row, index) => ({ key: `w${index}`, ...row })) };
  }
  return { basis, description: written?.description ?? '', lines };
}

/** The draft of a line; one that was done since is still empty, with one row to begin with. */
export const lineDraft = (draft: ResultDraft, line: Pick<RequestLine, 'id' | 'kind'>): LineDraft =>
  draft.lines[line.id] ?? { kind: line.kind, version: '', where: '', rows: [newRow('first')] };

export function setLine(draft: ResultDraft, lineId: string, line: LineDraft): ResultDraft {
  return { ...draft, lines: { ...draft.lines, [lineId]: line } };
}

/** A row in which nothing stands is not sent. */
export const isBlank = ({ what, before, after, note }: DraftRow): boolean =>
  [what, before, after, note].every((text) => text.trim() === '');

export const doneLines = (lines: readonly RequestLine[]): readonly RequestLine[] =>
  lines.filter(({ state }) => state === 'done');

/** What is published: the lines that are done, in their order. */
export function toWritten(draft: ResultDraft, lines: readonly RequestLine[]): WrittenResult {
  return {
    description: draft.description,
    lines: doneLines(lines).map((line) => {
      const { kind, version, where, rows } = lineDraft(draft, line);
      return {
        lineId: line.id,
        kind,
        version,
        where,
        modifications: rows
          .filter((row) => !isBlank(row))
          .map(({ what, before, after, note }) => ({ what, before, after, note })),
      };
    }),
  };
}

/** Everything that the server would refuse; paths as in what is sent. */
export function checkWritten(written: WrittenResult): FieldIssue[] {
  const checked = z.safeParse(WrittenResult, written, { reportInput: true });
  return checked.success ? [] : fieldIssues(checked.error.issues);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A stored draft, when it has the shape of today's. */
export function parseResultDraft(stored: unknown): ResultDraft | null {
  if (!isRecord(stored)) return null;
  const { basis, description, lines } = stored;
  if (typeof basis !== 'number' || typeof description !== 'string' || !isRecord(lines)) return null;
  const read: Record<string, LineDraft> = {};
  for (const [lineId, line] of Object.entries(lines)) {
    if (!isRecord(line) || !Array.isArray(line.rows)) return null;
    const kind = SERVICE_KINDS.find((known) => known === line.kind);
    if (kind === undefined || typeof line.version !== 'string' || typeof line.where !== 'string') return null;
    const rows = line.rows.map(parseRow);
    if (rows.includes(null)) return null;
    read[lineId] = { kind, version: line.version, where: line.where, rows: rows.filter((row) => row !== null) };
  }
  return { basis, description, lines: read };
}

function parseRow(stored: unknown): DraftRow | null {
  if (!isRecord(stored)) return null;
  const { key, what, before, after, note } = stored;
  if (typeof key !== 'string' || typeof what !== 'string' || typeof before !== 'string') return null;
  if (typeof after !== 'string' || typeof note !== 'string') return null;
  return { key, what, before, after, note };
}
