import type { RefObject } from 'react';
import { MenuItem as AriaMenuItem, Menu } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { cx } from './cx.ts';
import styles from './Dialog.module.css';
import { Icon } from './Icon.tsx';
import type { MenuItem } from './Menu.tsx';

/** Loaded on demand by `Menu`. */
export default function MenuBox({
  label,
  items,
  triggerRef,
  onClose,
}: {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly triggerRef: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}) {
  return (
    <Popover
      triggerRef={triggerRef}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      placement="bottom end"
      offset={6}
      className={styles.menu ?? ''}
      data-layer
    >
      <Menu aria-label={label} autoFocus="first" onClose={onClose}>
        {items.map((item) => (
          <AriaMenuItem
            key={item.id}
            id={item.id}
            textValue={item.label}
            isDisabled={item.isDisabled ?? false}
            onAction={item.onAction}
            className={cx(styles.item, item.danger && styles.danger)}
          >
            {item.icon && <Icon of={item.icon} />}
            {item.label}
          </AriaMenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
