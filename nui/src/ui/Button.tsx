import type { ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import styles from './Button.module.css';
import { cx } from './cx.ts';
import { Icon, type LucideIcon } from './Icon.tsx';

export interface ButtonProps {
  /** The act and its object, with the amount if there is one. */
  readonly children: ReactNode;
  /** primary: one per view · second: outlined · quiet: no frame · danger: only what cannot be undone. */
  readonly variant?: 'primary' | 'second' | 'quiet' | 'danger' | 'dangerLine';
  readonly size?: 'm' | 's';
  readonly icon?: LucideIcon;
  /** Takes no presses, keeps its width, its label and the focus. */
  readonly busy?: boolean;
  readonly isDisabled?: boolean;
  readonly block?: boolean;
  /** A quiet button at the start of a line of text stands flush with it. */
  readonly flush?: boolean;
  readonly type?: 'button' | 'submit';
  readonly onPress?: () => void;
  readonly autoFocus?: boolean;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-expanded'?: boolean;
  readonly 'aria-haspopup'?: 'menu' | 'dialog';
  readonly 'aria-pressed'?: boolean;
}

export function Button(props: ButtonProps) {
  const {
    children,
    variant = 'second',
    size = 'm',
    icon,
    busy = false,
    block,
    flush,
    onPress,
    className,
    ...rest
  } = props;
  return (
    <AriaButton
      {...rest}
      type={busy ? 'button' : (rest.type ?? 'button')}
      {...(busy && { 'aria-busy': true })}
      onPress={() => {
        if (!busy) onPress?.();
      }}
      className={cx(
        styles.button,
        styles[variant],
        size === 's' && styles.small,
        block && styles.block,
        flush && styles.flush,
        busy && styles.busy,
        busy && !icon && styles.wheel,
        className,
      )}
    >
      {busy ? <span className={styles.spinner} /> : icon && <Icon of={icon} />}
      {children}
    </AriaButton>
  );
}
