import { createStore } from 'zustand/vanilla';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, errorTitle } from '../i18n/errors.ts';

export interface Toast {
  readonly id: number;
  /** An error stays until it is closed; the others go after six seconds. */
  readonly tone: 'ok' | 'info' | 'bad';
  readonly title: string;
  readonly detail?: string;
  /** What can be done about it: « Annuler », « Voir ». */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** How long it stays, in ms; 6 000 when not given. */
  readonly durationMs?: number;
}

const MOST = 3;
let lastId = 0;

export const toastStore = createStore<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** Tells something at the bottom right; returns the id for `dismissToast`. */
export function toast(content: Omit<Toast, 'id'>): number {
  const id = ++lastId;
  toastStore.setState(({ toasts }) => {
    // The same text twice is one toast, told again.
    const others = toasts.filter((known) => known.title !== content.title || known.detail !== content.detail);
    return { toasts: [...others, { ...content, id }].slice(-MOST) };
  });
  return id;
}

/** The error's own title and text. */
export const toastError = (error: AppError): number =>
  toast({ tone: 'bad', title: errorTitle(error), detail: errorText(error) });

export function dismissToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((known) => known.id !== id) }));
}
