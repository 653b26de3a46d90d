import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { LucideIcon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';

const MenuBox = lazy(() => import('./MenuBox.tsx'));

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly danger?: boolean;
  readonly isDisabled?: boolean;
  readonly onAction: () => void;
}

/** A button with three dots that offers more. Its code comes with the first press. */
export function Menu({
  label,
  icon = Ellipsis,
  items,
}: {
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly items: readonly MenuItem[];
}) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={label}
        icon={icon}
        buttonRef={trigger}
        aria-haspopup="menu"
        aria-expanded={open}
        onPress={() => setOpen(true)}
      />
      {open && (
        <Suspense fallback={null}>
          <MenuBox label={label} items={items} triggerRef={trigger} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
