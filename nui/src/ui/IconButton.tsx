import { lazy, type Ref, Suspense, useCallback, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import styles from './Button.module.css';
import { cx } from './cx.ts';
import { Icon, type LucideIcon } from './Icon.tsx';

const Tooltip = lazy(() => import('./TooltipBubble.tsx'));

export interface IconButtonProps {
  /** Its name, shown as a tooltip and told to assistive tech. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onPress?: () => void;
  /** The key that does the same, shown in the tooltip. */
  readonly kbd?: string;
  readonly isDisabled?: boolean;
  readonly className?: string | undefined;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly 'aria-expanded'?: boolean;
  readonly 'aria-haspopup'?: 'menu' | 'dialog';
}

const HOVER_DELAY_MS = 500;

export function IconButton({ label, icon, kbd, onPress, className, buttonRef, ...rest }: IconButtonProps) {
  const own = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  // The bubble's code is asked for when the first button is pointed at.
  const [wanted, setWanted] = useState(false);
  const show = (delay: number) => {
    clearTimeout(timer.current);
    setWanted(true);
    timer.current = setTimeout(() => setOpen(true), delay);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  const setRef = useCallback(
    (element: HTMLButtonElement | null) => {
      own.current = element;
      if (typeof buttonRef === 'function') buttonRef(element);
      else if (buttonRef) buttonRef.current = element;
    },
    [buttonRef],
  );
  return (
    <>
      <AriaButton
        {...rest}
        ref={setRef}
        aria-label={label}
        className={cx(styles.button, styles.icon, className)}
        onPress={() => {
          hide();
          onPress?.();
        }}
        onHoverStart={() => show(HOVER_DELAY_MS)}
        onHoverEnd={hide}
        onFocusChange={(focused) => {
          if (focused && own.current?.matches(':focus-visible')) show(0);
          else hide();
        }}
      >
        <Icon of={icon} />
      </AriaButton>
      {wanted && (
        <Suspense fallback={null}>
          <Tooltip
            triggerRef={own}
            isOpen={open && rest['aria-expanded'] !== true}
            label={label}
            kbd={kbd}
            onClose={hide}
          />
        </Suspense>
      )}
    </>
  );
}
