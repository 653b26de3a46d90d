import type { ReactNode, RefObject } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import styles from './Dialog.module.css';

/** A small panel at a button. Import it lazily: `const PopoverPanel = lazy(() => import('../ui/PopoverPanel.tsx'))`. */
export default function PopoverPanel({
  label,
  triggerRef,
  onClose,
  children,
}: {
  readonly label: string;
  readonly triggerRef: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Popover
      triggerRef={triggerRef}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      placement="bottom end"
      offset={8}
      className={styles.panel ?? ''}
      data-layer
    >
      <Dialog aria-label={label}>{children}</Dialog>
    </Popover>
  );
}
