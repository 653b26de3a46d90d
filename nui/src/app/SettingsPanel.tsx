import { Moon, Sun } from 'lucide-react';
import type { RefObject } from 'react';
import { useStore } from 'zustand';
import { formatPercent } from '../i18n/format.ts';
import { useLocale, useT } from '../i18n/useT.ts';
import { api } from '../rpc/client.ts';
import PopoverPanel from '../ui/PopoverPanel.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import styles from './Shell.module.css';
import { changeSettings, SCALES, settingsStore } from './settings.ts';
import { chooseLocale } from './tablet.ts';

/** Language, theme, size, density, motion: each acts at once. */
export default function SettingsPanel({
  triggerRef,
  onClose,
}: {
  readonly triggerRef: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}) {
  const t = useT();
  const locale = useLocale();
  const settings = useStore(settingsStore);
  return (
    <PopoverPanel label={t('common.settings.title')} triggerRef={triggerRef} onClose={onClose}>
      <div className={styles.settings}>
        <h2>{t('common.settings.title')}</h2>
        <Segmented
          label={t('common.settings.language')}
          value={locale}
          onChange={(chosen) => {
            chooseLocale(api, chosen).catch((error: unknown) => console.error('The texts could not be read', error));
          }}
          options={[
            { value: 'fr', label: t('common.settings.french') },
            { value: 'en', label: t('common.settings.english') },
          ]}
        />
        <Segmented
          label={t('common.settings.theme')}
          value={settings.theme}
          onChange={(theme) => changeSettings({ theme })}
          options={[
            { value: 'dark', label: t('common.settings.dark'), icon: Moon },
            { value: 'light', label: t('common.settings.light'), icon: Sun },
          ]}
        />
        <Segmented
          label={t('common.settings.scale')}
          value={settings.scale}
          onChange={(scale) => changeSettings({ scale })}
          options={SCALES.map((scale) => ({ value: scale, label: formatPercent(Number(scale), locale) }))}
        />
        <Segmented
          label={t('common.settings.density')}
          value={settings.density}
          onChange={(density) => changeSettings({ density })}
          options={[
            { value: 'comfortable', label: t('common.settings.comfortable') },
            { value: 'compact', label: t('common.settings.compact') },
          ]}
        />
        <Segmented
          label={t('common.settings.motion')}
          value={settings.motion}
          onChange={(motion) => changeSettings({ motion })}
          options={[
            { value: 'full', label: t('common.settings.motionFull') },
            { value: 'reduced', label: t('common.settings.motionReduced') },
          ]}
        />
      </div>
    </PopoverPanel>
  );
}
