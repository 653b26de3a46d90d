import { lazy, type ReactNode, Suspense } from 'react';
import { useT } from '../i18n/useT.ts';
import { Button } from './Button.tsx';

const DialogBox = lazy(() => import('./DialogBox.tsx'));

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons, the way out first, the act last. */
  readonly footer: ReactNode;
  readonly width?: 'm' | 'wide';
  /** True for what must be decided: it does not close by a press beside it. */
  readonly alert?: boolean;
}

/** A question over the screen; traps the focus and gives it back. Its code comes when the first one opens. */
export function Dialog(props: DialogProps) {
  if (!props.isOpen) return null;
  return (
    <Suspense fallback={null}>
      <DialogBox {...props} />
    </Suspense>
  );
}

/** Asks before an act. The label says the act and its object, never « OK ». */
export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  children,
  confirmLabel,
  cancelLabel,
  onConfirm,
  danger,
  busy,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly onConfirm: () => void;
  readonly danger?: boolean;
  readonly busy?: boolean;
}) {
  const t = useT();
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      alert={danger ?? false}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {cancelLabel ?? t('common.action.cancel')}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy ?? false} onPress={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
