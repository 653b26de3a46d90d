import type { ErrorCode, ErrorDetails } from '../errors.ts';

/** A frame beyond this is refused unread: it leaves room under the platform's 384 KiB burst. */
export const MAX_FRAME_BYTES = 200_000;

/** query, command, note, open a feed, close a feed. */
export type FrameKind = 'q' | 'c' | 'n' | 'o' | 'x';

/**
 * Page → server, as one JSON string. `id` comes first and is a positive integer chosen by the page;
 * `c` is the command id (commands only): the same id never has two effects.
 */
export interface CallFrame {
  readonly id: number;
  readonly k: FrameKind;
  readonly n: string;
  readonly i: unknown;
  readonly c?: string;
}

export interface WireError extends ErrorDetails {
  readonly code: ErrorCode;
}

/** Server → page: the answer to the call with this id. */
export type ReplyFrame =
  | { readonly t: 'r'; readonly id: number; readonly ok: true; readonly d: unknown }
  | { readonly t: 'r'; readonly id: number; readonly ok: false; readonly e: WireError };

/** One happening in an open feed (`f` is its key): an event, or the end of the feed with the reason. */
export type FeedFrame = { readonly f: string; readonly d: unknown } | { readonly f: string; readonly x: ErrorCode };

/** Server → page: what happened in the open feeds, in order. */
export interface PushFrame {
  readonly t: 'p';
  readonly e: readonly FeedFrame[];
}

/** Server → page: the session is another one (character, rights, restart): open every feed again. */
export interface ResetFrame {
  readonly t: 'x';
}

/** Client script → page. */
export type GameFrame =
  | { readonly t: 'hello'; readonly locale: 'fr' | 'en'; readonly open: boolean }
  | { readonly t: 'open' }
  | { readonly t: 'close' }
  | { readonly t: 'locale'; readonly locale: 'fr' | 'en' };

export type PageMessage = ReplyFrame | PushFrame | ResetFrame | GameFrame;

/** The command ids that the server accepts: made by the page, unique per account. */
export const COMMAND_ID = /^[0-9A-Za-z_-]{16,36}$/;

/** One stable string per live view: the same input always gives the same key. */
export function feedKey(name: string, input: Readonly<Record<string, unknown>>): string {
  const fields = Object.keys(input).sort();
  return fields.length === 0 ? name : `${name}?${fields.map((field) => `${field}=${String(input[field])}`).join('&')}`;
}
