import type { LucideIcon } from 'lucide-react';

export type { LucideIcon } from 'lucide-react';

/** A glyph beside a word: it says nothing by itself to assistive tech. `size` in em of the text around it. */
export function Icon({
  of: Glyph,
  size = 1.125,
  className,
}: {
  readonly of: LucideIcon;
  readonly size?: number;
  readonly className?: string | undefined;
}) {
  return <Glyph aria-hidden size={`${size}em`} className={className} style={GLYPH_STYLE} />;
}

const GLYPH_STYLE = { flex: 'none', verticalAlign: '-0.2em' } as const;
