import type { RefObject } from 'react';
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components/Tooltip';
import { Kbd } from './Kbd.tsx';
import styles from './TooltipBubble.module.css';

/** Loaded on demand; the button that it belongs to says when it shows. */
export default function TooltipBubble({
  triggerRef,
  isOpen,
  label,
  kbd,
  onClose,
}: {
  readonly triggerRef: RefObject<HTMLButtonElement | null>;
  readonly isOpen: boolean;
  readonly label: string;
  readonly kbd: string | undefined;
  readonly onClose: () => void;
}) {
  const state = { isOpen, shouldSkipAnimation: false, open: nothing, close: onClose };
  return (
    <TooltipTriggerStateContext.Provider value={state}>
      <Tooltip triggerRef={triggerRef} isOpen={isOpen} offset={6} placement="bottom" className={styles.tip ?? ''}>
        {label}
        {kbd !== undefined && <Kbd>{kbd}</Kbd>}
      </Tooltip>
    </TooltipTriggerStateContext.Provider>
  );
}

const nothing = () => undefined;
