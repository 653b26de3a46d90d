import type { Offer, Request, RequestLine, Side } from '../../../../../shared/features/requests/model.ts';

/** Where the price of a line stands, for one side. */
export type Standing =
  | { readonly kind: 'final'; readonly amount: number }
  /** The other side's offer waits for the reader. */
  | { readonly kind: 'yours'; readonly offer: Offer }
  /** The reader's own offer waits for the other side. */
  | { readonly kind: 'theirs'; readonly offer: Offer }
  | { readonly kind: 'expired'; readonly offer: Offer }
  | { readonly kind: 'none' };

export const lastOf = (offers: readonly Offer[], is: (offer: Offer) => boolean): Offer | undefined =>
  offers.filter(is).at(-1);

export const isExpired = ({ state, expiresAt }: Offer, now: number): boolean =>
  state === 'open' && expiresAt !== null && expiresAt <= now;

export function standingOf({ finalPrice, offers }: RequestLine, side: Side, now: number): Standing {
  if (finalPrice !== null) return { kind: 'final', amount: finalPrice };
  const offer = lastOf(offers, ({ state }) => state === 'open');
  if (!offer) return { kind: 'none' };
  if (isExpired(offer, now)) return { kind: 'expired', offer };
  return { kind: offer.side === side ? 'theirs' : 'yours', offer };
}

export const liveLines = ({ lines }: Request): readonly RequestLine[] =>
  lines.filter(({ state }) => state !== 'cancelled');

/** Lines whose offer waits for this side, in the order of the request. */
export const awaiting = (request: Request, side: Side, now: number): readonly { line: RequestLine; offer: Offer }[] =>
  liveLines(request).flatMap((line) => {
    const standing = standingOf(line, side, now);
    return standing.kind === 'yours' ? [{ line, offer: standing.offer }] : [];
  });

/** Lines that the studio can settle at their listed price. */
export const confirmable = (request: Request): readonly (RequestLine & { readonly listedPrice: number })[] =>
  liveLines(request).flatMap((line) =>
    line.finalPrice === null && line.listedPrice !== null ? [{ ...line, listedPrice: line.listedPrice }] : [],
  );

/**
 * Whose move the prices are: `yours` as soon as one offer waits for the reader, `theirs` when every open line has an
 * offer of the reader's side, `studio` while a line has none: the studio speaks first.
 */
export function priceTurn(request: Request, side: Side, now: number): 'yours' | 'theirs' | 'studio' | 'done' {
  const kinds = liveLines(request).map((line) => standingOf(line, side, now).kind);
  const open = kinds.filter((kind) => kind !== 'final');
  if (open.length === 0) return 'done';
  if (open.includes('yours')) return 'yours';
  return open.every((kind) => kind === 'theirs') ? 'theirs' : 'studio';
}

/** What each side last said of a line, unless it took it back; the listed price where both start. */
export function spoken({ offers, listedPrice }: RequestLine, side: Side) {
  const last = (of: (offer: Offer) => boolean) =>
    lastOf(offers, (offer) => offer.state !== 'withdrawn' && of(offer))?.amount ?? null;
  return {
    own: last((offer) => offer.side === side),
    other: last((offer) => offer.side !== side),
    listed: listedPrice,
  };
}
