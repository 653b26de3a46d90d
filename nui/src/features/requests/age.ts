const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** In the largest unit that fits once; whole ones, so that an age is never told too old. 0 minutes: just now. */
export function ageOf(at: number, now: number): { readonly amount: number; readonly unit: 'minute' | 'hour' | 'day' } {
  const age = Math.max(0, now - at);
  if (age >= DAY) return { amount: Math.floor(age / DAY), unit: 'day' };
  if (age >= HOUR) return { amount: Math.floor(age / HOUR), unit: 'hour' };
  return { amount: Math.floor(age / MINUTE), unit: 'minute' };
}
