import type { HistoryEntry, Request, RequestSummary } from '../../../shared/features/requests/model.ts';
import type { RequestStatus } from '../../../shared/features/requests/workflow.ts';
import type { IntakeForm, Service } from '../../../shared/features/services/model.ts';

/** A valid id that ends in this number. */
export const idOf = (n: number): string => String(n).padStart(20, '0');

export const CLIENT = { id: idOf(900), name: 'Nadia Ferrand' };
export const MANAGER = { id: idOf(901), name: 'Inès Caron' };

/** The higher `n`, the newer. */
export const row = (n: number, change: Partial<RequestSummary> = {}): RequestSummary => ({
  id: idOf(n),
  reference: `D-2026-${String(n).padStart(6, '0')}`,
  title: `Demande ${n}`,
  status: 'submitted',
  client: CLIENT,
  assignee: null,
  lineCount: 1,
  listedTotal: 45_000,
  createdAt: n * 1_000,
  changedAt: n * 1_000,
  version: 1,
  ...change,
});

/** Rows from the newest number down to the oldest. */
export const rows = (newest: number, oldest: number): RequestSummary[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => row(newest - index));

export const request = (n: number, change: Partial<Request> = {}): Request => ({
  ...row(n),
  description: 'On ouvre le 5 décembre.',
  lines: [],
  payments: [],
  results: [],
  comments: [],
  method: null,
  heldFrom: null,
  history: [],
  ...change,
});

export const happened = (
  seq: number,
  kind: string,
  from: RequestStatus | null,
  to: RequestStatus,
  change: Partial<HistoryEntry> = {},
): HistoryEntry => ({
  seq,
  at: seq * 3_600_000,
  kind,
  actor: { name: 'Inès Caron', staff: true },
  from,
  to,
  ...change,
});

const label = (text: string) => ({ fr: text, en: text });
export const FORM: IntakeForm = [
  { type: 'text', key: 'name', label: label('Nom'), required: true, preset: 'mon_script' },
  { type: 'longText', key: 'needs', label: label('Besoin'), required: true },
  { type: 'code', key: 'code', label: label('Code'), required: false },
  {
    type: 'select',
    key: 'language',
    label: label('Langage'),
    required: true,
    preset: 'lua',
    options: [
      { value: 'lua', label: { fr: 'Lua', en: 'Lua' } },
      { value: 'unknown', label: { fr: 'Je ne sais pas', en: 'I don’t know' } },
    ],
  },
  {
    type: 'multiSelect',
    key: 'parts',
    label: label('Parties'),
    required: true,
    options: [
      { value: 'database', label: { fr: 'Base de données', en: 'Database' } },
      { value: 'panel', label: { fr: 'Panel', en: 'Panel' } },
    ],
  },
  { type: 'number', key: 'players', label: label('Joueurs'), required: false, minimum: 1, maximum: 500 },
  { type: 'checkbox', key: 'backup', label: label('Sauvegarde'), required: true },
];

export const service = (n: number, change: Partial<Service> = {}): Service => ({
  id: idOf(n),
  code: `s${n}`,
  kind: 'script',
  name: label(`Prestation ${n}`),
  description: label(''),
  price: 45_000,
  form: FORM,
  active: true,
  position: n,
  version: 1,
  ...change,
});
