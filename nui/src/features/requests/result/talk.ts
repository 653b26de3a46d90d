import { type Comment, EDIT_MS } from '../../../../../shared/features/requests/result.ts';

export interface Thread {
  readonly comment: Comment;
  readonly answers: readonly Comment[];
}

/** Newest comment first; the answers below theirs, in the order in which they were given. */
export function threadsOf(comments: readonly Comment[]): readonly Thread[] {
  const byAge = [...comments].sort((a, b) => a.at - b.at);
  return byAge
    .filter(({ replyTo }) => replyTo === null)
    .map((comment) => ({ comment, answers: byAge.filter(({ replyTo }) => replyTo === comment.id) }))
    .reverse();
}

/** The mean of what was given, and how many gave; null when nobody did. */
export function ratingOf(comments: readonly Comment[]): { readonly mean: number; readonly count: number } | null {
  const given = comments.flatMap(({ rating, hidden }) => (rating === null || hidden ? [] : [rating]));
  if (given.length === 0) return null;
  return { mean: given.reduce((sum, rating) => sum + rating, 0) / given.length, count: given.length };
}

/** Whole minutes in which a comment may still be edited; 0: no more. */
export const minutesLeft = ({ at }: Pick<Comment, 'at'>, now: number): number =>
  Math.max(0, Math.min(EDIT_MS / 60_000, Math.ceil((at + EDIT_MS - now) / 60_000)));
