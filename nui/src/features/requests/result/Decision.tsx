import { Check, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useT } from '../../../i18n/useT.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Col, Row } from '../../../ui/Stack.tsx';
import text from '../../../ui/text.module.css';
import type { Desk } from '../desk.ts';
import type { Answer } from './AnswerDialog.tsx';

const AnswerDialog = lazy(() => import('./AnswerDialog.tsx').then((module) => ({ default: module.AnswerDialog })));

/** The one decision of a delivered request. */
export function Decision({ desk }: { readonly desk: Desk }) {
  const t = useT();
  const [answer, setAnswer] = useState<Answer | null>(null);
  return (
    <Card look="turn" as="section">
      <Col gap={3}>
        <Col gap={1}>
          <h3 className={text.d3}>{t('requests.result.ask.title')}</h3>
          <p className={text.t2}>{t('requests.result.ask.text')}</p>
        </Col>
        <Row gap={2} wrap>
          <Button variant="primary" icon={Check} onPress={() => setAnswer('accept')}>
            {t('requests.result.ask.accept')}
          </Button>
          {desk.actions.has('askCorrections') && (
            <Button icon={Undo2} onPress={() => setAnswer('corrections')}>
              {t('requests.result.ask.corrections')}
            </Button>
          )}
          <Button variant="quiet" onPress={() => setAnswer('reserve')}>
            {t('requests.result.ask.reserve')}
          </Button>
        </Row>
      </Col>
      {answer && (
        <Suspense fallback={null}>
          <AnswerDialog answer={answer} desk={desk} onClose={() => setAnswer(null)} />
        </Suspense>
      )}
    </Card>
  );
}
