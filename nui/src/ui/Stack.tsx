import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Stack.module.css';

interface StackProps {
  readonly children: ReactNode;
  /** Step of the spacing scale: 4 px × step at scale 1. */
  readonly gap?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 8;
  readonly align?: 'start' | 'base';
  readonly justify?: 'between' | 'end';
  readonly wrap?: boolean;
  readonly grow?: boolean;
  readonly as?: 'div' | 'span' | 'section' | 'header' | 'footer' | 'article' | 'aside' | 'li' | 'ul';
  readonly className?: string | undefined;
}

function stack(direction: string | undefined, props: StackProps) {
  const { children, gap = 2, align, justify, wrap, grow, as: Tag = 'div', className } = props;
  const classes = cx(
    direction,
    styles[`gap${gap}`],
    align && styles[align],
    justify && styles[justify],
    wrap && styles.wrap,
    grow && styles.grow,
    className,
  );
  return <Tag className={classes}>{children}</Tag>;
}

/** Side by side, centred. */
export const Row = (props: StackProps) => stack(styles.row, props);
/** One below the other. */
export const Col = (props: StackProps) => stack(styles.col, props);
