import { UserCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSearch } from 'wouter';
import type { FieldIssue } from '../../../../shared/errors.ts';
import { CONSENT_VERSION } from '../../../../shared/features/clients/model.ts';
import { errorText, fieldTexts } from '../../i18n/errors.ts';
import { useT } from '../../i18n/useT.ts';
import { useDraft } from '../../rpc/draft.ts';
import { useCommand } from '../../rpc/hooks.ts';
import { useViewer } from '../../rpc/session.ts';
import { ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Card.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { cx } from '../../ui/cx.ts';
import { focusField } from '../../ui/Field.tsx';
import { navigate } from '../../ui/navigation.ts';
import { Col, Row } from '../../ui/Stack.tsx';
import { EmptyState } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import text from '../../ui/text.module.css';
import { toast } from '../../ui/toasts.ts';
import { CONTACT_FIELDS, type ContactField, checkSignUp, contactPath, EMPTY_CONTACT, nextPath } from './contact.ts';
import styles from './SignUp.module.css';
import { WhoSees } from './WhoSees.tsx';

const KINDS: { readonly [F in ContactField]: 'text' | 'email' | 'tel' } = {
  lastName: 'text',
  firstName: 'text',
  email: 'email',
  phone: 'tel',
};

const NAMES = ['lastName', 'firstName'] as const;
const REACHES = ['email', 'phone'] as const;

/** A player becomes a client. Arriving with an account already, there is nothing to fill in. */
export function SignUp() {
  const isClient = useViewer().account?.client ?? false;
  const next = nextPath(useSearch());
  const [done, setDone] = useState<'created' | 'known' | null>(null);
  const t = useT();
  // The next screen needs the rights of the new account, which arrive with the session a moment after the answer.
  useEffect(() => {
    if (!done || !isClient) return;
    if (done === 'created')
      toast({ tone: 'ok', title: t('clients.signUp.done'), detail: t('clients.signUp.doneText') });
    navigate(next, { replace: true });
  }, [done, isClient, next, t]);
  if (isClient && !done) return <Already />;
  return <SignUpForm waiting={done !== null} onDone={setDone} />;
}

function SignUpForm({
  waiting,
  onDone,
}: {
  readonly waiting: boolean;
  readonly onDone: (how: 'created' | 'known') => void;
}) {
  const t = useT();
  const { character } = useViewer();
  const [contact, setContact, draft] = useDraft('signup', EMPTY_CONTACT, { server: false });
  const [consent, setConsent] = useState(false);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<readonly FieldIssue[]>([]);
  const signUp = useCommand('clients.signUp');

  const issues = checkSignUp(contact, consent);
  const shown = fieldTexts([...refused, ...issues.filter(({ path }) => touched.has(path))]);
  const touch = (path: string) => setTouched((known) => (known.has(path) ? known : new Set([...known, path])));
  const change = (field: ContactField, value: string) => {
    setContact((known) => ({ ...known, [field]: value }));
    setRefused((known) => known.filter(({ path }) => path !== contactPath(field)));
  };

  const submit = async () => {
    setTouched(new Set([...CONTACT_FIELDS.map(contactPath), 'consent']));
    const first = issues[0];
    if (first) {
      focusField(first.path);
      return;
    }
    const outcome = await signUp.run({ contact, consent: CONSENT_VERSION });
    if (outcome.ok) {
      draft.clear();
      onDone('created');
      return;
    }
    const { code, details } = outcome.error;
    if (code === 'already_client') onDone('known');
    const wrong =
      code === 'email_unavailable' ? [{ path: contactPath('email'), code: 'wrong' } as const] : details.fields;
    setRefused(wrong ?? []);
    if (wrong?.[0]) focusField(wrong[0].path);
  };

  const { error } = signUp;
  const errorOf = (field: ContactField): string | undefined =>
    field === 'email' && error?.code === 'email_unavailable' && refused.length > 0
      ? errorText(error)
      : shown.get(contactPath(field));
  const suggestion = `${character.firstName} ${character.lastName}`.trim();
  const used = contact.firstName === character.firstName && contact.lastName === character.lastName;
  const field = (name: ContactField) => (
    <TextField
      key={name}
      name={contactPath(name)}
      label={t(`clients.signUp.${name}`)}
      help={name === 'email' || name === 'phone' ? t(`clients.signUp.${name}Help`) : undefined}
      type={KINDS[name]}
      value={contact[name]}
      error={errorOf(name)}
      onChange={(value) => change(name, value)}
      onBlur={() => {
        if (contact[name] !== '') touch(contactPath(name));
      }}
    />
  );
  return (
    <div className={styles.page}>
      <form
        className={styles.form}
        autoComplete="off"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <ScrollArea className={styles.fields}>
          <Col as="header" gap={1}>
            <h1 className={text.d2}>{t('clients.signUp.title')}</h1>
            <p className={`${text.t2} ${text.measure}`}>{t('clients.signUp.lead')}</p>
          </Col>
          <div className={styles.group}>
            <div className={styles.grid}>{NAMES.map(field)}</div>
            {suggestion !== '' && !used && (
              <Row gap={1} wrap className={cx(text.s, text.t2)}>
                <span>{t('clients.signUp.suggest', { name: suggestion })}</span>
                <Button variant="quiet" size="s" onPress={() => setContact((known) => ({ ...known, ...character }))}>
                  {t('clients.signUp.useName')}
                </Button>
              </Row>
            )}
          </div>
          <div className={styles.grid}>{REACHES.map(field)}</div>
          <CheckboxField
            name="consent"
            label={t('clients.signUp.consent')}
            value={consent}
            required
            error={shown.has('consent') ? t('clients.signUp.consentNeeded') : undefined}
            onChange={(ticked) => {
              setConsent(ticked);
              touch('consent');
            }}
          />
        </ScrollArea>
        <footer className={styles.foot}>
          {error && error.code !== 'email_unavailable' && error.code !== 'invalid_input' && (
            <Note tone="bad">{errorText(error)}</Note>
          )}
          <Row gap={4} justify="end">
            <span className={cx(text.s, text.t3)}>{t('clients.signUp.localOnly')}</span>
            <Button type="submit" variant="primary" busy={signUp.busy || waiting}>
              {t('clients.signUp.submit')}
            </Button>
          </Row>
        </footer>
      </form>
      <WhoSees name={suggestion} />
    </div>
  );
}

function Already() {
  const t = useT();
  return (
    <EmptyState
      icon={UserCheck}
      heading="h1"
      title={t('clients.signUp.alreadyTitle')}
      action={
        <Button variant="primary" onPress={() => navigate('/catalogue')}>
          {t('clients.signUp.openCatalogue')}
        </Button>
      }
    >
      {t('clients.signUp.alreadyText')}
    </EmptyState>
  );
}
