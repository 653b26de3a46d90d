import * as z from 'zod/mini';
import type { Driver } from '../core/database.ts';

/** On the character: the payments whose change of money has not been seen in a saved row yet. */
const META = 'atelier_payments';
const ACCOUNT = 'bank';
const REASON = 'Atelier';

interface Money {
  readonly money: number;
}

/** ESX's `users` row: metadata is JSON, `[]` when empty. */
const SavedRow = z.array(z.object({ metadata: z.nullable(z.string()) }));

/**
 * The bank accounts of ESX. `playerOf` finds the player who plays a character now. Money is read, moved and read again
 * without a pause: ESX 1.13 neither refuses an overdraft nor says whether it did anything, 1.16 does both.
 */
export function bank(driver: Driver, playerOf: (characterKey: string) => number | null) {
  const call = (playerId: number, method: string, ...args: readonly unknown[]): unknown =>
    exports.es_extended?.RunStaticPlayerMethod?.(playerId, method, ...args);
  const money = (playerId: number): number | null => {
    const account = call(playerId, 'getAccount', ACCOUNT) as Money | null | undefined;
    return typeof account?.money === 'number' ? account.money : null;
  };
  const marksOf = (playerId: number): Set<string> => split(call(playerId, 'getMeta', META));
  const setMarks = (playerId: number, marks: ReadonlySet<string>): void => {
    call(playerId, 'setMeta', META, [...marks].join(' '));
  };

  /** ESX 1.16 saves one player when asked; older ones save all of them every ten minutes. */
  const saveNow = (playerId: number): void => {
    try {
      exports.es_extended?.SavePlayer?.(playerId, () => undefined);
    } catch {
      // There is no such export before 1.16.
    }
  };

  function move(
    characterKey: string,
    method: 'addAccountMoney' | 'removeAccountMoney',
    amount: number,
    mark: string,
  ): boolean {
    const playerId = playerOf(characterKey);
    if (playerId === null) return false;
    const before = money(playerId);
    if (before === null || (method === 'removeAccountMoney' && before < amount)) return false;
    call(playerId, method, ACCOUNT, amount, REASON);
    const after = money(playerId);
    if (after === null || Math.abs(after - before) !== amount) return false;
    setMarks(playerId, marksOf(playerId).add(mark));
    saveNow(playerId);
    return true;
  }

  return {
    balance(characterKey: string): number | null {
      const playerId = playerOf(characterKey);
      return playerId === null ? null : money(playerId);
    },
    charge: (characterKey: string, amount: number, mark: string) =>
      move(characterKey, 'removeAccountMoney', amount, mark),
    credit: (characterKey: string, amount: number, mark: string) => move(characterKey, 'addAccountMoney', amount, mark),
    marks(characterKey: string): ReadonlySet<string> | null {
      const playerId = playerOf(characterKey);
      return playerId === null ? null : marksOf(playerId);
    },
    async savedMarks(characterKey: string): Promise<ReadonlySet<string> | null> {
      const rows = z.parse(
        SavedRow,
        await driver.query({ text: 'SELECT metadata FROM users WHERE identifier = ?', values: [characterKey] }),
      );
      const [row] = rows;
      if (!row) return null;
      const metadata: unknown = JSON.parse(row.metadata ?? '{}');
      return split((metadata as Record<string, unknown> | null)?.[META]);
    },
    unmark(characterKey: string, marks: readonly string[]): void {
      const playerId = playerOf(characterKey);
      if (playerId === null) return;
      const kept = marksOf(playerId);
      for (const mark of marks) kept.delete(mark);
      setMarks(playerId, kept);
    },
  };
}

const split = (value: unknown): Set<string> =>
  new Set(typeof value === 'string' ? value.split(' ').filter((mark) => mark !== '') : []);
