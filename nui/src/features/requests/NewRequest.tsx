import { UserPlus } from 'lucide-react';
import { useSearch } from 'wouter';
import { useT } from '../../i18n/useT.ts';
import { useViewer } from '../../rpc/session.ts';
import { Button } from '../../ui/Button.tsx';
import { navigate } from '../../ui/navigation.ts';
import { EmptyState } from '../../ui/States.tsx';
import { Composer } from './Composer.tsx';

/** A new request; `?add=<service>` starts with a line for that service. */
export function NewRequest() {
  const t = useT();
  const viewer = useViewer();
  const add = new URLSearchParams(useSearch()).get('add');
  if (viewer.account?.client) return <Composer add={add} />;
  const here = add === null ? '/requests/new' : `/requests/new?add=${add}`;
  return (
    <EmptyState
      icon={UserPlus}
      heading="h1"
      title={t('requests.form.accountTitle')}
      action={
        <Button variant="primary" onPress={() => navigate(`/signup?next=${encodeURIComponent(here)}`)}>
          {t('requests.form.accountAction')}
        </Button>
      }
    >
      {t('requests.form.accountText')}
    </EmptyState>
  );
}
