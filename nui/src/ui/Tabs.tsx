import { lazy, type ReactNode, Suspense } from 'react';

const TabsBox = lazy(() => import('./TabsBox.tsx'));

export interface TabItem {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly items: readonly TabItem[];
  readonly selected?: string;
  readonly onSelect?: (id: string) => void;
}

/** Their code comes on demand; until then the first content stands there without its tabs. */
export const Tabs = (props: TabsProps) => (
  <Suspense fallback={props.items.find(({ id }) => id === props.selected)?.content ?? props.items[0]?.content}>
    <TabsBox {...props} />
  </Suspense>
);
