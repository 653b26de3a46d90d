import { Puzzle } from 'lucide-react';
import { type ComponentType, useEffect, useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState, SkeletonRows } from '../ui/States.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { focusScreen } from './focus.ts';
import styles from './Shell.module.css';
import type { LazyScreen } from './screens.ts';

/** Shows a screen as soon as its code is there, and puts the focus on its heading. */
export function Screen<P extends object>({ of, props }: { readonly of: LazyScreen<P>; readonly props: P }) {
  const [, setLoaded] = useState<LazyScreen<P> | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const Ready = of.ready();
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt loads again.
  useEffect(() => {
    if (of.ready()) return;
    let gone = false;
    setFailed(false);
    of.load().then(
      () => {
        if (!gone) setLoaded(of);
      },
      (error: unknown) => {
        console.error('A screen could not be loaded', error);
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
    };
  }, [of, attempt]);
  if (Ready) {
    return (
      <ErrorBoundary>
        <Focused of={Ready} props={props} />
      </ErrorBoundary>
    );
  }
  if (failed) return <MissingChunk onRetry={() => setAttempt((count) => count + 1)} />;
  return (
    <div className={styles.pad}>
      <SkeletonRows rows={4} />
    </div>
  );
}

function Focused<P extends object>({ of: Content, props }: { readonly of: ComponentType<P>; readonly props: P }) {
  useEffect(focusScreen, []);
  return <Content {...props} />;
}

function MissingChunk({ onRetry }: { readonly onRetry: () => void }) {
  const t = useT();
  return (
    <EmptyState
      icon={Puzzle}
      tone="bad"
      heading="h1"
      title={t('common.fault.chunkTitle')}
      action={<Button onPress={onRetry}>{t('common.action.retry')}</Button>}
    >
      {t('common.fault.chunkText')}
    </EmptyState>
  );
}
