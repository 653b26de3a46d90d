import { useT } from '../../i18n/useT.ts';
import { useViewer } from '../../rpc/session.ts';
import { ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { navigate } from '../../ui/navigation.ts';
import { Col, Row } from '../../ui/Stack.tsx';
import text from '../../ui/text.module.css';
import styles from './Home.module.css';
import { PriceList } from './PriceList.tsx';

const STEPS = ['describe', 'agree', 'follow'] as const;

/** What the studio does, what it asks for it, and the way in. */
export function VisitorHome() {
  const t = useT();
  const { studio } = useViewer();
  return (
    <div className={styles.home}>
      <ScrollArea className={`${styles.main} ${styles.visitor}`}>
        <Col as="header" gap={3}>
          <h1 className={text.d1}>{t('home.visitor.title')}</h1>
          <p className={`${text.lead} ${text.t2} ${text.measure}`}>{t('home.visitor.lead', { studio: studio.name })}</p>
          <Row gap={2} wrap className={styles.calls}>
            <Button variant="primary" onPress={() => navigate('/signup')}>
              {t('home.visitor.signUp')}
            </Button>
            <Button variant="second" onPress={() => navigate('/catalogue')}>
              {t('home.visitor.catalogue')}
            </Button>
          </Row>
        </Col>
        <section aria-label={t('home.visitor.stepsLabel')} className={styles.how}>
          <h2 className={text.d4}>{t('home.visitor.stepsLabel')}</h2>
          <ol className={styles.steps}>
            {STEPS.map((step, index) => (
              <li key={step}>
                <span className={styles.stepNumber} aria-hidden="true">
                  {index + 1}
                </span>
                <h3 className={text.d4}>{t(`home.visitor.steps.${step}.title`)}</h3>
                <p className={`${text.s} ${text.t2}`}>{t(`home.visitor.steps.${step}.text`)}</p>
              </li>
            ))}
          </ol>
        </section>
      </ScrollArea>
      <ScrollArea className={styles.side}>
        <PriceList title={t('home.order.prices')} hint={t('home.order.hint')} />
      </ScrollArea>
    </div>
  );
}
