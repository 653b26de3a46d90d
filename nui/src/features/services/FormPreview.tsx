import { useState } from 'react';
import { useLocale, useT } from '../../i18n/useT.ts';
import { AnswerField } from '../../ui/AnswerField.tsx';
import type { Value } from '../../ui/answerValue.ts';
import { Money } from '../../ui/Bits.tsx';
import { cx } from '../../ui/cx.ts';
import { Col } from '../../ui/Stack.tsx';
import text from '../../ui/text.module.css';
import { readable, type Written } from './editing.ts';

/** The order form as the client will see it; what is answered here is only tried. */
export function FormPreview({ written }: { readonly written: Written }) {
  const t = useT();
  const locale = useLocale();
  const [values, setValues] = useState<Readonly<Record<string, Value | undefined>>>({});
  return (
    <>
      <Col gap={1} as="header">
        <h2 className={text.d4}>{t('services.editor.preview')}</h2>
        <p className={cx(text.s, text.t3)}>{t('services.editor.previewText')}</p>
      </Col>
      <Col gap={1}>
        <h3 className={text.d3}>{written.name[locale] || t('services.editor.newTitle')}</h3>
        <p className={cx(text.t2, text.typed)}>{written.description[locale]}</p>
        <span>
          <Money value={written.price} />
        </span>
      </Col>
      {written.form.map((field) => {
        const preset = field.type === 'text' || field.type === 'select' ? field.preset : undefined;
        const label = field.label[locale] || t('services.editor.untitled');
        return (
          <AnswerField
            key={`${field.key} ${field.type}`}
            field={{ ...readable(field), label: { ...field.label, [locale]: label } }}
            name={`preview.${field.key}`}
            value={field.key in values ? values[field.key] : preset}
            error={undefined}
            isDisabled={false}
            className={undefined}
            onChange={(value) => setValues((known) => ({ ...known, [field.key]: value }))}
            onBlur={() => {}}
          />
        );
      })}
    </>
  );
}
