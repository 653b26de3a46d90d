import { describe, expect, it } from 'vitest';
import { daysAgo, formatMoney, formatRelative } from '../../../nui/src/i18n/format.ts';

const game = { code: 'game', symbol: '$' };
const words = { justNow: 'à l’instant', yesterday: 'hier', atTime: (day: string, time: string) => `${day} à ${time}` };

describe('money', () => {
  it('is written as each language does, with spaces that do not break', () => {
    expect(formatMoney(41_000, game, 'fr')).toBe('41\u00a0000\u00a0$');
    expect(formatMoney(41_000, game, 'en')).toBe('$41,000');
    expect(formatMoney(0, game, 'fr')).toBe('0\u00a0$');
    expect(formatMoney(-3_200, game, 'en')).toBe('−$3,200');
  });

  it('knows real currencies, and survives a code that is none', () => {
    expect(formatMoney(1_200, { code: 'EUR', symbol: '€' }, 'fr')).toBe('1\u00a0200\u00a0€');
    expect(formatMoney(1_200, { code: 'EUR', symbol: '€' }, 'en')).toBe('€1,200');
    expect(formatMoney(1_200, { code: '??', symbol: '?' }, 'en')).toBe('1,200');
  });
});

describe('relative time', () => {
  const now = new Date(2026, 10, 25, 21, 14).getTime();
  const relative = (...at: [year: number, month: number, day: number, hour: number, minute: number, second?: number]) =>
    formatRelative(new Date(...at).getTime(), now, 'fr', words);

  it('is near in words and far as a date', () => {
    expect(relative(2026, 10, 25, 21, 13, 30)).toBe('à l’instant');
    expect(relative(2026, 10, 25, 21, 9)).toBe('il y a 5\u00a0min');
    expect(relative(2026, 10, 25, 8, 5)).toBe('08:05');
    expect(relative(2026, 10, 24, 22, 40)).toBe('hier à 22:40');
    expect(relative(2026, 10, 20, 10, 0)).toBe('ven. 20 nov.');
    expect(relative(2025, 10, 20, 10, 0)).toBe('20 nov. 2025');
  });

  it('counts days by the calendar, not by hours', () => {
    expect(daysAgo(new Date(2026, 10, 24, 23, 59).getTime(), new Date(2026, 10, 25, 0, 1).getTime())).toBe(1);
    expect(daysAgo(new Date(2026, 10, 25, 0, 1).getTime(), new Date(2026, 10, 25, 23, 59).getTime())).toBe(0);
  });
});
