import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { cx } from './cx.ts';
import styles from './Dialog.module.css';
import type { DialogProps } from './Dialog.tsx';

/** Loaded on demand by `Dialog`. */
export default function DialogBox({
  isOpen,
  onClose,
  title,
  children,
  footer,
  width = 'm',
  alert = false,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={!alert}
      className={styles.scrim ?? ''}
      data-layer
    >
      <Modal className={cx(styles.modal, width === 'wide' && styles.wide)}>
        <Dialog className={styles.dialog ?? ''} role={alert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" level={2} className={styles.title ?? ''}>
            {title}
          </Heading>
          <div className={styles.body}>{children}</div>
          <footer className={styles.footer}>{footer}</footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
