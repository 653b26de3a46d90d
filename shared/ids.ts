/** Crockford's alphabet in lower case: no i, l, o, u, so that an id can be read aloud. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 9;
const RANDOM_DIGITS = 11;

/** 9 digits of time, then 11 of chance: rows inserted together lie together, and no id tells how many there are. */
export const ID_PATTERN = /^[0-9a-hjkmnp-tv-z]{20}$/;

/** `random` gives that many bytes, each 0–255, from a cryptographic source. `now` is epoch ms. */
export function newId(now: number, random: (bytes: number) => Uint8Array): string {
  let time = '';
  for (let rest = now, digit = 0; digit < TIME_DIGITS; digit++) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let chance = '';
  for (const byte of random(RANDOM_DIGITS)) chance += ALPHABET.charAt(byte % 32);
  return time + chance;
}
