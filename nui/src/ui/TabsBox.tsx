import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import styles from './Dialog.module.css';
import type { TabsProps } from './Tabs.tsx';

/** Loaded on demand by `Tabs`. */
export default function TabsBox({ label, items, selected, onSelect }: TabsProps) {
  return (
    <Tabs
      className={styles.tabs ?? ''}
      {...(selected !== undefined && { selectedKey: selected })}
      onSelectionChange={(key) => onSelect?.(String(key))}
    >
      <TabList aria-label={label} className={styles.tabList ?? ''}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className={styles.tab ?? ''}>
            {item.label}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={styles.tabPanel ?? ''}>
          {item.content}
        </TabPanel>
      ))}
    </Tabs>
  );
}
