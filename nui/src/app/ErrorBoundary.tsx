import { RotateCw, Wrench } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/States.tsx';

interface Props {
  readonly children: ReactNode;
  /** Instead of the usual remark: the outermost boundary gives the game back. */
  readonly onFault?: (error: unknown) => void;
}

/** A fault in one screen leaves the rest of the tablet at work. */
export class ErrorBoundary extends Component<Props, { readonly fault: string | null }> {
  override readonly state: { readonly fault: string | null } = { fault: null };

  static getDerivedStateFromError(error: unknown): { readonly fault: string } {
    return { fault: codeOf(error) };
  }

  override componentDidCatch(error: unknown): void {
    console.error('A screen could not be drawn', error);
    this.props.onFault?.(error);
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    if (this.props.onFault) return null;
    return <Fault code={fault} onRetry={() => this.setState({ fault: null })} />;
  }
}

function Fault({ code, onRetry }: { readonly code: string; readonly onRetry: () => void }) {
  const t = useT();
  return (
    <EmptyState
      icon={Wrench}
      tone="bad"
      heading="h1"
      title={t('common.fault.title')}
      action={
        <>
          <Button icon={RotateCw} onPress={onRetry}>
            {t('common.action.retry')}
          </Button>
          <code>{t('common.fault.code', { code })}</code>
        </>
      }
    >
      {t('common.fault.text')}
    </EmptyState>
  );
}

/** Four characters of the message: enough to tell two faults apart over the voice chat. */
function codeOf(error: unknown): string {
  let sum = 0;
  for (const letter of String(error)) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_679_616;
  return `A-${sum.toString(36).toUpperCase().padStart(4, '0')}`;
}
